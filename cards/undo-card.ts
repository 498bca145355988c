import type { ActionState, CaseState, ChangeState } from '#bot/workflow/case/case-state.ts';
import { template, type View } from './bind.ts';
import type { Card } from './card.ts';
import { bullets, cut, fit, folded, type Room } from './fit.ts';
import { leaverLine, shortName } from './leaver-line.ts';
import { plain } from './plain-text.ts';
import layout from './undo.json' with { type: 'json' };
import { counted, stepName } from './words.ts';

const draw = template(layout);

/** Lines that stand open; the rest comes with "Show more". */
const openLines = 10;

/** Lists what an undo brings back and what it cannot; takes an answer while the undo waits for one. */
export function undoCard(state: CaseState): Card {
  return fit((room) => draw(undoView(state, room)));
}

function undoView(state: CaseState, room: Room): View {
  const { back, lost } = sort(state);
  const open = state.status === 'undo-asked' && back.length > 0;
  const backList = cut(
    back.map((what) => plain(what, room.chars)),
    room,
  );
  const { lines, ...rest } = folded(backList, openLines);
  const lostLines = lined(lost, room);
  const asker = plain(state.undo?.askedBy.name ?? state.operator.name, 60);
  return {
    ...leaverLine(state),
    shortName: shortName(state),
    title: open ? 'Please confirm: undo' : 'Undo',
    ...verdict(state),
    intro: `${asker} asks to put back what this case changed${scope(state)}.`,
    hasBack: back.length > 0,
    back: lines,
    ...rest,
    hasLost: lost.length > 0,
    lost: lostLines.rows,
    cut: backList.left + lostLines.left > 0,
    open,
    count: counted(back.length, 'change'),
    hash: state.undo?.hash ?? '',
  };
}

function verdict(state: CaseState): View {
  const word = state.undo?.confirmed ? 'Undo confirmed' : 'Undo declined';
  const waits = state.status === 'undo-asked';
  return {
    verdict: waits ? '' : word,
    verdictStyle: state.undo?.confirmed ? 'good' : 'emphasis',
    verdictLines: '',
  };
}

function scope(state: CaseState): string {
  const steps = stepsAsked(state);
  return steps.length < state.steps.length && steps.length > 0 ? `: ${steps.map(stepName).join(', ')}` : '';
}

function stepsAsked(state: CaseState): readonly string[] {
  const refs = new Set(state.undo?.refs);
  return state.steps
    .filter((step) => step.actions.some((action) => action.changes.some((change) => refs.has(change.ref))))
    .map((step) => step.step);
}

/** What was made and was asked back, and what was made beside it and has no way back. */
function sort(state: CaseState): { readonly back: readonly string[]; readonly lost: readonly string[] } {
  const refs = new Set(state.undo?.refs);
  const asked = new Set(stepsAsked(state));
  const made = state.steps
    .filter((step) => asked.has(step.step))
    .flatMap((step) => step.actions)
    .flatMap((action) => action.changes.filter(wasMade).map((change) => ({ action, change })));
  return {
    back: made
      .filter(({ action, change }) => refs.has(change.ref) && action.irreversible === undefined)
      .map(({ change }) => change.change.what),
    lost: made.flatMap(({ action, change }) => whyLost(action, change)),
  };
}

function wasMade(change: ChangeState): boolean {
  return !['waiting', 'failed', 'skipped'].includes(change.status);
}

function whyLost(action: ActionState, { change, reason, status }: ChangeState): readonly string[] {
  if (action.irreversible !== undefined) return [`${change.what}: ${action.irreversible}`];
  if (change.destroys !== undefined) return [`${change.what}: ${change.destroys}`];
  return status === 'undo-skipped' ? [`${change.what}: ${reason ?? 'it was changed since'}`] : [];
}

function lined(texts: readonly string[], room: Room): { readonly rows: string; readonly left: number } {
  const list = cut(
    texts.map((text) => plain(text, room.chars + 80)),
    room,
  );
  return { rows: bullets(list), left: list.left };
}
