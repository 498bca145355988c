import type { Draft } from '#storage/entry.ts';
import { mayAct } from '../../policy/acts.ts';
import type { Caller } from '../../policy/caller.ts';
import { notOwnCase } from '../../policy/own-case.ts';
import { accepted, type Answer, refuse } from '../../policy/refusal.ts';
import { actOnCase } from './act-on-case.ts';
import type { CaseState } from '../case/case-state.ts';
import { event } from '../case/event.ts';
import { casesOf } from '../case/find-cases.ts';
import { isOpen } from '../case/is-open.ts';
import { mayAskUndo } from '../undo/may-ask-undo.ts';
import { whyNoQuestion } from '../undo/why-nothing.ts';
import { partToUndo, type UndoPart } from './undo-part.ts';
import { undoQuestion } from './undo-question.ts';
import type { World } from '../world.ts';

export interface UndoRequest extends UndoPart {
  readonly by: Caller;
  readonly caseId: string;
}

/** Asks to put changes back: the whole case, a step or one change. Nothing happens before it is confirmed. */
export async function askUndo(world: World, request: UndoRequest): Promise<Answer<CaseState>> {
  const { by, caseId } = request;
  const free = await isFree(world, request);
  if (!free.ok) return free;
  // On the list of what is open before the entry: a question that nobody has answered must be found.
  const first = (): Promise<void> => world.store.markOpen(caseId);
  const answer = await actOnCase(world, { by, caseId, act: 'undo', first }, (state) => {
    const may = mayAskUndo(state);
    if (!may.ok) return may;
    const part = partToUndo(state, request);
    if (!part.ok) return part;
    const { refs, scope } = part.value;
    return accepted(event('undo-asked', by, undoQuestion(world.catalog, state, refs), scope));
  });
  // Again, in case somebody saw the case still closed in between and took it off the list.
  if (answer.ok) await world.store.markOpen(caseId);
  return answer;
}

/** One person, one case at a time: a case that has ended is not undone while a later one is at work. */
async function isFree(
  world: World,
  { by, caseId }: Pick<UndoRequest, 'by' | 'caseId'>,
): Promise<Answer<null>> {
  const may = mayAct(by, 'undo');
  if (!may.ok) return may;
  const state = await world.cases.read(caseId);
  if (!state) return accepted(null);
  // Nobody learns from a refusal what is under way about themselves.
  const others = notOwnCase(state, by);
  if (!others.ok) return others;
  const ids = await casesOf(world, state.leaver.id);
  for (const id of ids.filter((one) => one !== caseId)) {
    const other = await world.cases.read(id);
    if (other && isOpen(other)) {
      const { leaver, operator } = other;
      return refuse('already-open', { who: leaver.name, case: id, by: operator.name });
    }
  }
  return accepted(null);
}

export interface UndoAnswer {
  readonly by: Caller;
  readonly caseId: string;
  /** Hash of the changes the person saw: they say yes to these and no others. */
  readonly hash: string;
}

/** Says yes to the undo that was asked; the work begins after this. */
export async function confirmUndo(world: World, answered: UndoAnswer): Promise<Answer<CaseState>> {
  const { by, caseId, hash } = answered;
  const free = await isFree(world, answered);
  if (!free.ok) return free;
  // On the list before the entry: a crash in between must not leave an undo that nobody takes up.
  const first = (): Promise<void> => world.store.markOpen(caseId);
  const answer = await actOnCase(world, { by, caseId, act: 'undo-confirm', first }, (state) =>
    onAskedUndo(state, (undo) => {
      const meant = [undo, undo.wider].find((one) => one?.hash === hash);
      if (!meant) return refuse('plan-changed', { case: caseId, step: 'the undo' });
      if (meant.refs.length === 0) return refuse('nothing-to-undo', { case: caseId, why: nothingAlone });
      return accepted(event('undo-confirmed', by, { refs: [...meant.refs], hash }));
    }),
  );
  // Again, in case somebody saw the case still closed in between and took it off the list.
  if (answer.ok) await world.store.markOpen(caseId);
  return answer;
}

export function declineUndo(
  world: World,
  { by, caseId }: Omit<UndoAnswer, 'hash'>,
): Promise<Answer<CaseState>> {
  return actOnCase(world, { by, caseId, act: 'undo-decline' }, (state) =>
    onAskedUndo(state, () => accepted(event('undo-declined', by, undefined))),
  );
}

const nothingAlone = 'Nothing of it can be put back by itself: its card says what must be back first.';

function onAskedUndo(
  state: CaseState,
  rule: (undo: NonNullable<CaseState['undo']>) => Answer<Draft>,
): Answer<Draft> {
  if (state.status !== 'undo-asked' || !state.undo)
    return refuse('wrong-moment', { case: state.caseId, why: whyNoQuestion(state) });
  return rule(state.undo);
}
