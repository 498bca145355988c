import type { StepId } from '#providers/action.ts';
import type { ActionState, CaseState } from '#bot/workflow/case/case-state.ts';
import { template, type View } from './bind.ts';
import type { Card } from './card.ts';
import layout from './changes.json' with { type: 'json' };
import { chosenActions } from './chosen.ts';
import { bullets } from './fit.ts';
import { leaverLine } from './leaver-line.ts';
import { plain } from './plain-text.ts';
import { longestLine } from './shown-lines.ts';
import { counted, stepTitles } from './words.ts';

const draw = template(layout);

/** A page holds as much as a card can: so many lines, and so many characters as JSON writes them. */
const pageLines = 40;
const pageChars = 8_000;

interface Line {
  readonly group: string;
  readonly text: string;
}

/**
 * One page of every change, word for word, for who wants to read them all before saying yes: of one step, or, without
 * one, of the whole plan with what it leaves alone. Pages count from 0.
 */
export function changesCard(state: CaseState, stepId: StepId | undefined, page: number): Card {
  const all = stepId === undefined ? planLines(state) : stepLines(state, stepId);
  const pages = pagesOf(all);
  const shown = Math.min(page, pages.length - 1);
  const first = pages.slice(0, shown).reduce((sum, lines) => sum + lines.length, 1);
  const lines = pages[shown] ?? [];
  return draw({
    ...leaverLine(state),
    title: `All changes: ${stepId === undefined ? 'the whole plan' : stepTitles[stepId]}`,
    range: all.length === 0 ? 'Nothing to change.' : rangeOf(first, lines.length, all),
    groups: groupsOf(lines),
    hasNext: shown < pages.length - 1,
    hasBefore: shown > 0,
    next: pageData(state, stepId, shown + 1),
    before: pageData(state, stepId, shown - 1),
  });
}

function stepLines(state: CaseState, stepId: StepId): readonly Line[] {
  return state.steps
    .filter(({ step }) => step === stepId)
    .flatMap((step) => chosenActions(step, state))
    .flatMap((action) => changeLines(action, ''));
}

function planLines(state: CaseState): readonly Line[] {
  return state.steps.flatMap((step) => {
    const prefix = `${stepTitles[step.step]}: `;
    return chosenActions(step, state).flatMap((action) =>
      changeLines(action, prefix).concat(leftAloneLines(action, prefix)),
    );
  });
}

function changeLines({ title, changes }: ActionState, prefix: string): readonly Line[] {
  const group = `${prefix}${plain(title, 80)}`;
  return changes.map(({ change }) => ({ group, text: plain(change.what, longestLine) }));
}

const leftAlone = ', left alone';

function leftAloneLines({ title, skipped }: ActionState, prefix: string): readonly Line[] {
  const group = `${prefix}${plain(title, 80)}${leftAlone}`;
  return skipped.map(({ what, why }) => ({ group, text: plain(`${what}: ${why}`, longestLine) }));
}

/** At least one page; a line that fills more than one has one of its own. */
function pagesOf(lines: readonly Line[]): readonly (readonly Line[])[] {
  const pages: Line[][] = [[]];
  let chars = 0;
  for (const line of lines) {
    const size = JSON.stringify(line).length;
    const page = pages.at(-1) ?? [];
    if (page.length === pageLines || (page.length > 0 && chars + size > pageChars)) {
      pages.push([line]);
      chars = size;
    } else {
      page.push(line);
      chars += size;
    }
  }
  return pages;
}

function groupsOf(lines: readonly Line[]): readonly View[] {
  const groups = Map.groupBy(lines, ({ group }) => group);
  return [...groups].map(([title, members]) => ({
    title,
    lines: bullets({ lines: members.map(({ text }) => text), left: 0 }),
  }));
}

function rangeOf(first: number, count: number, all: readonly Line[]): string {
  const range = `${first} to ${first + count - 1} of ${all.length}`;
  const left = all.filter(({ group }) => group.endsWith(leftAlone)).length;
  return left === 0 ? range : `${range}: ${counted(all.length - left, 'change')}, ${left} left alone`;
}

function pageData(state: CaseState, step: StepId | undefined, page: number): View {
  return { caseId: plain(state.caseId, 20), page, ...(step === undefined ? {} : { step }) };
}
