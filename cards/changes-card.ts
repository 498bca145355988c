import type { StepId } from '#providers/action.ts';
import type { CaseState } from '#bot/workflow/case/case-state.ts';
import { template, type View } from './bind.ts';
import type { Card } from './card.ts';
import layout from './changes.json' with { type: 'json' };
import { chosenActions } from './chosen.ts';
import { bullets, fit, type Room } from './fit.ts';
import { leaverLine } from './leaver-line.ts';
import { plain } from './plain-text.ts';
import { stepTitles } from './words.ts';

const draw = template(layout);

/** Changes a page: as many as a card can hold when their names are long. */
const pageSize = 40;

/** One page of every change of a step, for who wants to read them all before saying yes. Pages count from 0. */
export function changesCard(state: CaseState, stepId: StepId, page: number): Card {
  return fit((room) => draw(changesView(state, { stepId, page }, room)));
}

function changesView(state: CaseState, { stepId, page }: { stepId: StepId; page: number }, room: Room): View {
  const all = state.steps
    .filter(({ step }) => step === stepId)
    .flatMap((step) => chosenActions(step, state))
    .flatMap((action) => action.changes.map(({ change }) => plain(change.what, room.chars)));
  const last = Math.max(Math.ceil(all.length / pageSize) - 1, 0);
  const shown = Math.min(page, last);
  const lines = all.slice(shown * pageSize, (shown + 1) * pageSize);
  return {
    ...leaverLine(state),
    title: `All changes: ${stepTitles[stepId]}`,
    range: all.length === 0 ? 'Nothing to change.' : rangeOf(shown * pageSize + 1, lines.length, all.length),
    lines: bullets({ lines, left: 0 }),
    hasNext: shown < last,
    hasBefore: shown > 0,
    next: pageData(state, stepId, shown + 1),
    before: pageData(state, stepId, shown - 1),
  };
}

function rangeOf(first: number, count: number, all: number): string {
  return `${first} to ${first + count - 1} of ${all}`;
}

function pageData(state: CaseState, step: StepId, page: number): View {
  return { caseId: plain(state.caseId, 20), step, page };
}
