import { z } from 'zod';

/**
 * What each card button sends back, by its verb. Written by the templates, read by bot/teams/buttons/, and
 * replaceable by any client: it names what is meant, never who may. Unknown keys are dropped.
 */
/** As our cards write it. What is no case at all, such as a day of the register, is no button of ours. */
const caseId = z.string().regex(/^OFF-[0-9A-HJKMNP-TV-Z]{5}$/);
const step = z.string().max(40);
const hash = z.string().max(64);

export const buttons = {
  /** One of several people a query fits. */
  'choose-person': z.object({
    query: z.string().max(300),
    leaverId: z.string().max(40),
    dryRun: z.boolean(),
  }),
  /** The plan card's answer. Inputs: `on:<step or action id>` = "true"/"false". */
  choose: z
    .object({
      caseId,
      revision: z.number().int(),
      mailbox: z.enum(['convert', 'forward', 'both']),
      /** UPN or object id; empty = as planned. */
      successor: z.string().max(300).optional(),
    })
    .catchall(z.unknown()),
  approve: z.object({ caseId, step, hash }),
  reject: z.object({ caseId, step, hash, reason: z.string().max(1000).default('') }),
  'name-approver': z.object({ caseId, step, who: z.string().max(300).default('') }),
  retry: z.object({ caseId }),
  cancel: z.object({ caseId }),
  undo: z.object({ caseId, step: step.optional(), ref: z.string().max(300).optional() }),
  'undo-confirm': z.object({ caseId, hash }),
  'undo-decline': z.object({ caseId }),
  'erase-confirm': z.object({ caseId, hash }),
  'erase-decline': z.object({ caseId }),
  /** All changes of a step or, without one, of the plan, page by page; without a page, the first, as a message of its own. */
  changes: z.object({ caseId, step: step.optional(), page: z.number().int().min(0).max(10_000).optional() }),
  history: z.object({
    caseId: caseId.optional(),
    leaverId: z.string().max(40).optional(),
    page: z.string().max(300).optional(),
  }),
  status: z.object({ caseId }),
} as const satisfies Record<string, z.ZodType>;

export type Verb = keyof typeof buttons;
export type ButtonData<V extends Verb> = z.infer<(typeof buttons)[V]>;
