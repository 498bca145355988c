import type { Caller } from '#bot/policy/caller.ts';
import { chooseForCase } from '#bot/workflow/acts/choose.ts';
import { openCase } from '#bot/workflow/acts/open-case.ts';
import { retryCase } from '#bot/workflow/acts/retry-case.ts';
import { askUndo } from '#bot/workflow/acts/undo.ts';
import type { World } from '#bot/workflow/world.ts';
import { alex, approveShown, confirmShown, isaiah, megan } from '#test/set-up/small-world.ts';

/** What a person does at a bot in a process of its own: a line of JSON on its standard input. */
export type Order =
  | { readonly act: 'open'; readonly query: string }
  | {
      readonly act: 'choose';
      readonly caseId: string;
      readonly revision: number;
      readonly off: readonly string[];
    }
  | {
      readonly act: 'approve';
      readonly caseId: string;
      readonly step: string;
      readonly by: keyof typeof people;
    }
  | { readonly act: 'retry' | 'ask-undo'; readonly caseId: string }
  | { readonly act: 'confirm-undo'; readonly caseId: string; readonly hash: string }
  | { readonly act: 'stop' };

/** What a person does with a case. */
export type CaseOrder = Exclude<Order, { readonly act: 'stop' }>;

const people = { operator: alex, 'second-operator': isaiah, manager: megan } as const satisfies Record<
  string,
  Caller
>;

/** The case the order was about, when it was accepted, and why not when it was refused. */
export async function obey(world: World, order: CaseOrder): Promise<{ caseId: string | null; why: string }> {
  const answer = await answerTo(world, order);
  if (!answer.ok) return { caseId: null, why: JSON.stringify(answer.refusal) };
  if (!('kind' in answer.value)) return { caseId: answer.value.caseId, why: '' };
  if (answer.value.kind === 'opened') return { caseId: answer.value.state.caseId, why: '' };
  return { caseId: null, why: 'several people' };
}

function answerTo(world: World, order: CaseOrder) {
  const by = alex;
  switch (order.act) {
    case 'open':
      return openCase(world, { by, query: order.query, dryRun: false });
    case 'choose':
      return chooseForCase(world, { ...order, by, mailbox: 'both', successor: '' });
    case 'approve':
      return approveShown(world, people[order.by], order);
    case 'retry':
      return retryCase(world, { by, caseId: order.caseId });
    case 'ask-undo':
      return askUndo(world, { by, caseId: order.caseId });
    case 'confirm-undo':
      return confirmShown(world, by, order.caseId);
    default:
      return order satisfies never;
  }
}
