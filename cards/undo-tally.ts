import type { CaseState } from '#bot/workflow/case/case-state.ts';
import { allChosen } from './chosen.ts';

/** How far the undo of a case is, in changes that were asked back. */
export interface UndoTally {
  readonly asked: number;
  /** Read back as before. */
  readonly back: number;
  /** Somebody else changed it since: it stays as it is. */
  readonly leftAlone: number;
}

export function undoTally(state: CaseState): UndoTally {
  const refs = new Set(state.undo?.refs);
  const asked = allChosen(state).filter(({ ref }) => refs.has(ref));
  const count = (word: string): number => asked.filter(({ status }) => status === word).length;
  return { asked: asked.length, back: count('undone'), leftAlone: count('undo-skipped') };
}

/** True of a closed case whose last word is an undo. */
export function endedByUndo({ status, outcome }: CaseState): boolean {
  const ended = status === 'closed' || status === 'undo-asked';
  return ended && ['undone', 'partly-undone', 'incomplete'].includes(outcome ?? '');
}
