import { z } from 'zod';
import { leaver, person } from '#providers/leaver.ts';
import { stepIds } from '#providers/action.ts';
import { actor } from '#storage/entry.ts';
import { json } from '#storage/json.ts';

/** What each kind of entry carries in `data`. The phases are the words of the log: never renamed. */

export const choices = z.object({
  mailbox: z.enum(['convert', 'forward', 'both']),
  successor: person.nullable(),
});

export const plannedChange = z.object({
  kind: z.literal('change'),
  key: z.string(),
  what: z.string(),
  from: json,
  to: json,
  after: z.array(z.string()).optional(),
  destroys: z.string().optional(),
});
export type PlannedChange = z.infer<typeof plannedChange>;

export const skippedThing = z.object({
  kind: z.literal('skipped'),
  key: z.string(),
  what: z.string(),
  why: z.string(),
});
export type SkippedThing = z.infer<typeof skippedThing>;

export const plannedAction = z.object({
  action: z.string(),
  title: z.string(),
  system: z.string(),
  /** Why it cannot be undone; absent when it can. */
  irreversible: z.string().optional(),
  /** Actions it comes after, so that the plan tells what waits for what; the catalogue decides. */
  after: z.array(z.string()).optional(),
  changes: z.array(plannedChange),
  skipped: z.array(skippedThing),
});
export type PlannedAction = z.infer<typeof plannedAction>;

export const plannedStep = z.object({
  step: z.enum(stepIds),
  /** SHA-256 over the canonical changes: what an approval is bound to. */
  hash: z.string(),
  actions: z.array(plannedAction),
});
export type PlannedStep = z.infer<typeof plannedStep>;

export const approverPolicies = ['manager', 'operator', 'second-operator'] as const;
export type ApproverPolicy = (typeof approverPolicies)[number];

const direction = z.enum(['apply', 'undo']);

/**
 * How a case ended. `undone`: nothing it changed is in force any more, but what has no way back. `partly-undone`: what
 * was asked back is, and the rest stays done. `incomplete`: an undo did not come to its end.
 */
const outcomes = ['complete', 'incomplete', 'dry-run', 'canceled', 'undone', 'partly-undone'] as const;

/** `data` of each phase. */
export const eventData = {
  opened: z.object({ query: z.string(), leaver, choices, dryRun: z.boolean() }),
  unreadable: z.object({}).optional(),
  planned: z.object({ revision: z.number().int().positive(), steps: z.array(plannedStep) }),
  chosen: z.object({ choices, off: z.array(z.string()) }),
  archived: z.object({ document: z.string(), hash: z.string() }),
  asked: z.object({
    hash: z.string(),
    policy: z.enum(approverPolicies),
    /** Who must say yes; `null` = any operator the policy admits. */
    approver: actor.nullable(),
    /** Why it is not whom the settings name first, in words; absent when it is. */
    because: z.string().optional(),
    deadline: z.iso.datetime({ precision: 3 }),
  }),
  delivered: z.object({ person: z.string() }),
  undelivered: z.object({ person: z.string() }),
  approved: z.object({ hash: z.string() }),
  rejected: z.object({ hash: z.string() }),
  /** `stopped`: why the bot itself ended it before its time, in sentences. */
  expired: z.object({ hash: z.string(), stopped: z.string().optional() }),
  taken: z.object({ epoch: z.number().int().positive(), until: z.iso.datetime({ precision: 3 }) }),
  released: z.object({ epoch: z.number().int().positive() }),
  /** `tries`: how often in a row it could not go on; `until`: when it is tried again. */
  'held-up': z.object({ tries: z.number().int().positive(), until: z.iso.datetime({ precision: 3 }) }),
  drifted: z.object({ step: plannedStep, added: z.array(z.string()), gone: z.array(z.string()) }),
  /** `what`: the change in words, so that the log can be read without its plan. */
  intent: z.object({ direction, attempt: z.number().int().positive(), what: z.string() }),
  /** `acceptedAt`: when the system took the call; absent when its answer was lost, or in a process that died. */
  outcome: z.object({
    direction,
    what: z.string(),
    acceptedAt: z.iso.datetime({ precision: 3 }).optional(),
  }),
  retried: z.object({ refs: z.array(z.string()), steps: z.array(z.string()) }),
  /** `hash`: SHA-256 over the refs: what the confirmation is bound to. */
  'undo-asked': z.object({
    refs: z.array(z.string()),
    hash: z.string(),
    /** What was asked back as well and cannot be before what is named as `first`, which nobody asks back. */
    waiting: z.array(z.object({ ref: z.string(), first: z.array(z.string()) })).optional(),
    /** All of it: what can be put back, what waits, and what it waits for. Confirmed by its own hash. */
    wider: z.object({ refs: z.array(z.string()), hash: z.string() }).optional(),
  }),
  'undo-confirmed': z.object({ refs: z.array(z.string()), hash: z.string() }),
  'undo-declined': z.object({}).optional(),
  /** It is over, and the case, which was open before it, still is. */
  'undo-ended': z.object({}).optional(),
  swept: z.object({
    remaining: z.array(z.object({ system: z.string(), what: z.string(), why: z.string().optional() })),
    unreadable: z.array(z.object({ system: z.string(), why: z.string() })),
  }),
  closed: z.object({ outcome: z.enum(outcomes) }),
  refused: z.object({ act: z.string(), code: z.string() }),
  /**
   * Somebody took a report: of this case, or, in the day's register, of the cases opened from one day to another or of
   * a list of the tab.
   */
  reported: z.object({
    form: z.enum(['pdf', 'csv', 'ndjson']),
    via: z.enum(['chat', 'command-line', 'tab']),
    from: z.iso.date().optional(),
    to: z.iso.date().optional(),
    /** What was taken, in words that name nobody; absent for a report of a case or of a period. */
    what: z.string().optional(),
  }),
  /** Why stands in `reason`. While it is in force, nothing of the person is erased. */
  'legal-hold': z.object({}).optional(),
  'legal-hold-ended': z.object({}).optional(),
  /** `hash`: what the confirmation is bound to; `cases`: all of the person's. */
  'erasure-asked': z.object({
    basis: z.string(),
    cases: z.array(z.string()),
    hash: z.string(),
    deadline: z.iso.datetime({ precision: 3 }),
  }),
  'erasure-declined': z.object({}).optional(),
  /** Written before the key is destroyed. `lead`: the case in which it was asked; `due`: since when it was allowed. */
  erased: z.object({
    basis: z.string(),
    askedBy: actor,
    lead: z.string(),
    due: z.iso.datetime({ precision: 3 }),
  }),
  /** The key was not destroyed: something forbids it that came up after the confirmation. */
  'erasure-stopped': z.object({ why: z.string() }),
  /** The key is gone: it was looked for and not found. */
  'erasure-verified': z.object({ lead: z.string() }),
} as const satisfies Record<string, z.ZodType>;

export type Phase = keyof typeof eventData;
export type EventData<P extends Phase> = z.infer<(typeof eventData)[P]>;

const saysNothingPersonal: ReadonlySet<string> = new Set<Phase>([
  'archived',
  'taken',
  'released',
  'closed',
  'erasure-asked',
  'erasure-declined',
  'erased',
  'erasure-stopped',
  'erasure-verified',
  'reported',
]);

/** Whether `data` says nothing about the leaver and is needed by whoever cannot read what does. */
export function isClear(phase: string): boolean {
  return saysNothingPersonal.has(phase);
}
