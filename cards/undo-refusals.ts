import type { RefusalCode } from '#bot/policy/refusal.ts';
import type { Sentence } from './sentence.ts';

/** Why an undo may not be asked for, or why there is nothing to put back. */
export const undoRefusals = {
  'undo-pending': {
    title: 'An undo is asked already',
    text: (fact) =>
      `${fact('who', 'Somebody')} asked on ${fact('when', 'an earlier day')} to undo ${fact('case', 'this case')}, and nobody has answered yet.`,
    next: 'Answer that card first: /status and the case’s id brings it here; /cancel and the id withdraws the question.',
  },
  'undo-while-open': {
    title: 'Not while the case goes on',
    text: (fact) =>
      `${fact('case', 'This case')} waits for ${fact('approver', 'its own changes to end')} and works on from there, and an undo would run against it.`,
    next: 'Wait until it has come to rest, or end it with /cancel and its id: what is done stays done, and can be put back then.',
  },
  'nothing-to-undo': {
    title: 'Nothing to undo',
    text: (fact) =>
      `${fact('case', 'This case')}: ${fact('why', 'No change was made there that can be put back.')}`,
    next: (fact) => fact('next', `What was done: /history ${fact('case', 'and the case’s id')}`),
  },
} as const satisfies Partial<Record<RefusalCode, Sentence>>;
