import type { Caller } from '../../policy/caller.ts';
import type { CaseState } from '../case/case-state.ts';
import { event } from '../case/event.ts';
import { isUndoQuestion } from '../case/is-open.ts';
import type { World } from '../world.ts';

/**
 * Takes back the question whether to undo an ended case, because a new case of its person begins. By an entry, and
 * before the first one of the new case: whoever says yes at the same moment meets it at one position of the log, so
 * that either the undo runs and there is no new case, or the yes comes too late. The case as it stands after that.
 */
export async function withdrawUndo(
  world: World,
  { by, caseId }: { readonly by: Caller; readonly caseId: string },
): Promise<CaseState> {
  const state = await world.cases.record(caseId, (now) =>
    now && isUndoQuestion(now)
      ? event('undo-declined', by, undefined, { reason: 'A new case was opened.' })
      : null,
  );
  if (state.status === 'closed') await world.store.markEnded(caseId);
  return state;
}
