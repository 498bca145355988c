import type { CaseState } from '#bot/workflow/case/case-state.ts';
import { template, type View } from './bind.ts';
import type { Card } from './card.ts';
import { fit, type Room } from './fit.ts';
import { foldedList, isCutShort } from './folded-list.ts';
import { leaverLine, shortName } from './leaver-line.ts';
import { plain } from './plain-text.ts';
import layout from './undo.json' with { type: 'json' };
import { stepsAsked, undoParts } from './undo-parts.ts';
import { undoTally } from './undo-tally.ts';
import { counted, stepName } from './words.ts';

const draw = template(layout);

/**
 * Lists what an undo brings back, what it cannot before something else is back, and what never comes back; takes an
 * answer while the undo waits for one: for what can be put back by itself, or for that and what it needs in one.
 */
export function undoCard(state: CaseState): Card {
  return fit((room) => draw(undoView(state, room)));
}

function undoView(state: CaseState, room: Room): View {
  const { undo, status } = state;
  const open = status === 'undo-asked';
  const parts = undoParts(state);
  const count = undo?.refs.length ?? 0;
  const wider = undo?.wider;
  return {
    ...leaverLine(state),
    shortName: shortName(state),
    title: open ? 'Please confirm: undo' : 'Undo',
    ...verdict(state),
    intro: intro(state),
    lists: parts.flatMap((part) => foldedList(part, room)),
    cut: parts.some((part) => isCutShort(part, room)),
    open,
    ready: count > 0,
    count: counted(count, 'change'),
    hash: undo?.hash ?? '',
    together: wider !== undefined,
    all: counted(wider?.refs.length ?? 0, 'change'),
    widerHash: wider?.hash ?? '',
  };
}

/** A yes is not the end of it, and an end is good only when all of it was read back. */
function verdict(state: CaseState): View {
  if (state.status === 'undo-asked') return { verdict: '', verdictStyle: 'good', verdictLines: '' };
  const { asked, back } = undoTally(state);
  const verdictLines = `${back} of ${counted(asked, 'change')} put back and read again.`;
  if (state.status === 'undoing')
    return { verdict: 'Undo confirmed, under way', verdictStyle: 'emphasis', verdictLines };
  return { verdict: 'Undo ended', verdictStyle: back === asked ? 'good' : 'warning', verdictLines };
}

function intro(state: CaseState): string {
  const asker = plain(state.undo?.askedBy.name ?? state.operator.name, 60);
  const asks = state.status === 'undo-asked' ? 'asks to put back' : 'said yes to putting back';
  return `${asker} ${asks} ${part(state)}${scope(state)}.`;
}

/** All of it, or how much of it. */
function part({ undo }: CaseState): string {
  const count = (undo?.refs.length ?? 0) + (undo?.waiting?.length ?? 0);
  return undo?.whole === false ? `${counted(count, 'change')} of this case` : 'what this case changed';
}

function scope(state: CaseState): string {
  const steps = stepsAsked(state);
  const names = steps.map(({ step }) => stepName(step));
  return steps.length < state.steps.length && steps.length > 0 ? `: ${names.join(', ')}` : '';
}
