import type { CaseState } from '#bot/workflow/case-state.ts';
import { accessTime } from './access-time.ts';
import { bind, type View } from './bind.ts';
import type { Card } from './card.ts';
import { allChosen } from './chosen.ts';
import { cut, fit, type Room } from './fit.ts';
import { leaverLine, shortName } from './leaver-line.ts';
import { type OpenItem, openItems } from './open-items.ts';
import { plain } from './plain-text.ts';
import { resultVerdict } from './result-verdict.ts';
import template from './result.json' with { type: 'json' };
import { tally } from './tally.ts';
import { between } from './times.ts';
import { systemName } from './words.ts';

/** What is verified, what is open and what to do about it, and how fast the doors were shut. */
export function resultCard(state: CaseState): Card {
  return fit((room) => bind(template, resultView(state, room)));
}

function resultView(state: CaseState, room: Room): View {
  const changes = allChosen(state);
  const count = tally(changes);
  const open = state.dryRun || state.outcome === 'undone' ? [] : openItems(state);
  const left = leftAlone(state, room);
  const remaining = remainingLines(state, room);
  const undone = count.undone > 0;
  return {
    ...leaverLine(state),
    shortName: shortName(state),
    title: 'Offboarding result',
    ...resultVerdict(state, open.length),
    verified: undone ? count.undone : count.verified,
    verifiedWord: undone ? 'undone' : 'verified',
    openCount: open.length,
    openColor: open.length > 0 ? 'attention' : 'default',
    leftAlone: left.total,
    facts: facts(state),
    ...openViews(open, room),
    hasRemaining: remaining.length > 0,
    remaining,
    hasSkipped: left.total > 0,
    skipped: left.rows,
    ...buttons(state, open.length),
  };
}

function facts(state: CaseState): readonly View[] {
  if (state.dryRun || state.outcome === 'undone') return [];
  const took = between(state.openedAt, state.closedAt ?? state.lastAt);
  return [
    { text: accessTime(state) },
    { text: sweepWords(state) },
    { text: `Whole case: ${took}, opened by ${plain(state.operator.name, 60)}.` },
  ];
}

function sweepWords({ sweep }: CaseState): string {
  if (!sweep) return 'The closing sweep has not run: whether other access is left is unknown.';
  const { remaining, unreadable } = sweep;
  if (remaining.length > 0)
    return 'The closing sweep read every system again and found access that is still there.';
  return unreadable.length > 0
    ? 'The closing sweep found no access, but could not read every system.'
    : 'The closing sweep read every system again and found no access left.';
}

function openViews(open: readonly OpenItem[], room: Room): View {
  const shown = open.slice(0, room.lines);
  const left = open.length - shown.length;
  return {
    hasOpen: open.length > 0,
    open: shown.map(({ what, lines, advice }) => ({
      what,
      lines: lines.map((text) => ({ text: plain(text, room.chars * 3) })),
      advice,
    })),
    openCut: left > 0 ? `and ${left} more, see the history` : '',
  };
}

function remainingLines({ sweep }: CaseState, room: Room): readonly View[] {
  const all = [
    ...(sweep?.remaining ?? []).map(
      ({ system, what, why }) => `${systemName(system)}: ${what}${why ? ` (${why})` : ''}`,
    ),
    ...(sweep?.unreadable ?? []).map(
      ({ system, why }) => `${systemName(system)}: could not be read (${why})`,
    ),
  ];
  return bulleted(all, room);
}

function leftAlone(state: CaseState, room: Room): { readonly total: number; readonly rows: readonly View[] } {
  const found = state.steps.flatMap((step) =>
    step.actions.flatMap((action) => action.skipped.map(({ what, why }) => `${what}: ${why}`)),
  );
  const later = allChosen(state)
    .filter((change) => change.status === 'skipped')
    .map(({ change, reason }) => `${change.what}: ${reason ?? 'no longer needed'}`);
  const all = [...found, ...later];
  return { total: all.length, rows: bulleted(all, room) };
}

function bulleted(all: readonly string[], room: Room): readonly View[] {
  const { lines, left } = cut(all, room);
  const rows = lines.map((line) => ({ text: `• ${plain(line, room.chars + 60)}` }));
  return left > 0 ? [...rows, { text: `• and ${left} more` }] : rows;
}

function buttons(state: CaseState, open: number): View {
  const made = allChosen(state).some((change) =>
    ['verified', 'applied', 'undo-failed'].includes(change.status),
  );
  const attention = state.status === 'attention';
  return {
    retryable: attention && open > 0,
    undoable: !state.dryRun && made,
    closable: attention,
  };
}
