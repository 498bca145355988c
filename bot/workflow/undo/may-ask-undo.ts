import { approverName } from '#cards/approver-words.ts';
import { listed } from '#cards/words.ts';
import { accepted, type Answer, refuse } from '../../policy/refusal.ts';
import type { CaseState } from '../case/case-state.ts';
import { notBegun } from './why-nothing.ts';
import { chosenSteps } from '../case/steps.ts';

/** Whether an undo may be asked for as the case stands; else why not, with what is in the way. */
export function mayAskUndo(state: CaseState): Answer<null> {
  const facts = { case: state.caseId };
  switch (state.status) {
    case 'closed':
    case 'attention':
      return accepted(null);
    case 'undo-asked':
      return undoPending(state);
    case 'undoing':
      return refuse('wrong-moment', { ...facts, why: 'An undo is under way: ask again when it has ended.' });
    // The bot works on with the next yes, or does already: an undo would race with it.
    case 'working':
      return refuse('undo-while-open', { ...facts, approver: whoIsAsked(state) });
    case 'opened':
    case 'unreadable':
    case 'choosing':
      return refuse('nothing-to-undo', { ...facts, ...notBegun(state) });
    default:
      return state.status satisfies never;
  }
}

/** One question at a time: who asked the first would else find another one in its place. */
export function undoPending({ caseId, undo }: CaseState): Answer<never> {
  return refuse('undo-pending', {
    case: caseId,
    ...(undo ? { who: undo.askedBy.name, when: undo.askedAt } : {}),
  });
}

function whoIsAsked(state: CaseState): string {
  const asked = chosenSteps(state).filter(({ approval }) => approval.status === 'asked');
  return listed([...new Set(asked.map((step) => approverName(step, state)))]);
}
