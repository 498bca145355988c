import type { CaseState } from './case-state.ts';

/**
 * Whether something of the case is at work or to be gone on with, so that its person may have no second one. The
 * question whether to undo a case that has ended opens nothing: nobody has said yes, and a person who was offboarded,
 * came back and leaves again must not wait for an answer that may never come. A confirmed undo does.
 */
export function isOpen(state: CaseState): boolean {
  return state.status !== 'closed' && !isUndoQuestion(state);
}

/** Somebody asked to undo a case that has ended, and nobody has answered. */
export function isUndoQuestion({ status, before }: CaseState): boolean {
  return status === 'undo-asked' && before === 'closed';
}
