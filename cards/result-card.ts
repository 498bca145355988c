import type { ActionState, CaseState } from '#bot/workflow/case/case-state.ts';
import { accessTime } from './access-time.ts';
import { template, type View } from './bind.ts';
import type { Card } from './card.ts';
import { allChosen } from './chosen.ts';
import { bullets, cut, fit, type Room } from './fit.ts';
import { leaverLine, shortName } from './leaver-line.ts';
import { openCount, type OpenItem, openItems } from './open-items.ts';
import { plain } from './plain-text.ts';
import { resultVerdict } from './result-verdict.ts';
import layout from './result.json' with { type: 'json' };
import { tally } from './tally.ts';
import { between } from './times.ts';
import { systemName } from './words.ts';

const draw = template(layout);

/** What is verified, what is open and what to do about it, and how fast the doors were shut. */
export function resultCard(state: CaseState): Card {
  return fit((room) => draw(resultView(state, room)));
}

function resultView(state: CaseState, room: Room): View {
  const changes = allChosen(state);
  const count = tally(changes);
  const open = state.dryRun ? [] : openItems(state);
  const openChanges = openCount(open);
  const left = leftAlone(state, room);
  const remaining = remainingLines(state, room);
  return {
    ...leaverLine(state),
    shortName: shortName(state),
    title: 'Offboarding result',
    ...resultVerdict(state, openChanges),
    verified: String(count.verified),
    verifiedColor: count.verified > 0 ? 'good' : 'default',
    undone: String(count.undone),
    openCount: String(openChanges),
    openColor: openChanges > 0 ? 'attention' : 'default',
    leftAlone: String(left.total),
    access: isWork(state) ? accessTime(state) : '',
    facts: facts(state),
    ...openViews(open, room),
    hasRemaining: remaining !== '',
    remaining,
    remainingTitle: state.sweep?.remaining.length ? 'Access still there' : 'Could not be read',
    hasSkipped: left.total > 0,
    skipped: left.rows,
    ...buttons(state, openChanges),
  };
}

function facts(state: CaseState): string {
  if (!isWork(state)) return '';
  const took = between(state.openedAt, state.closedAt ?? state.lastAt);
  return [sweepWords(state), `Whole case: ${took}, opened by ${plain(state.operator.name, 60)}.`].join('\n');
}

/** False when the case was not to remove access, or no longer is. */
function isWork({ dryRun, outcome }: CaseState): boolean {
  return !dryRun && !['undone', 'partly-undone', 'canceled'].includes(outcome ?? '');
}

function sweepWords({ sweep }: CaseState): string {
  if (!sweep) return 'The closing sweep has not run: whether other access is left is unknown.';
  const { remaining, unreadable } = sweep;
  if (remaining.length > 0 && unreadable.length > 0) {
    return 'The closing sweep found access that is still there, and could not read every system.';
  }
  if (remaining.length > 0) {
    return 'The closing sweep read every system again and found access that is still there.';
  }
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
      lines: lines.map((text) => plain(text, room.chars * 3)).join('\n'),
      advice,
    })),
    openCut: left > 0 ? `and ${left} more, see the history` : '',
  };
}

function remainingLines({ sweep }: CaseState, room: Room): string {
  const all = [
    ...(sweep?.remaining ?? []).map(
      ({ system, what, why }) => `${systemName(system)}: ${what}${why ? ` (${why})` : ''}`,
    ),
    ...(sweep?.unreadable ?? []).map(
      ({ system, why }) => `${systemName(system)}: could not be read (${why})`,
    ),
  ];
  return lined(all, room);
}

function leftAlone(state: CaseState, room: Room): { readonly total: number; readonly rows: string } {
  const found = state.steps.flatMap((step) =>
    step.actions.flatMap((action) => action.skipped.map(({ what, why }) => `${what}: ${why}`)),
  );
  const later = allChosen(state)
    .filter(({ status }) => status === 'skipped' || status === 'undo-skipped')
    .map(({ change, reason }) => `${change.what}: ${reason ?? 'no longer needed'}`);
  const all = [...found, ...later];
  return { total: all.length, rows: lined(all, room) };
}

function lined(texts: readonly string[], room: Room): string {
  return bullets(
    cut(
      texts.map((text) => plain(text, room.chars + 60)),
      room,
    ),
  );
}

function buttons(state: CaseState, open: number): View {
  const attention = state.status === 'attention';
  return {
    retryable: attention && open > 0,
    undoable: !state.dryRun && state.steps.some((step) => step.actions.some(canGoBack)),
    closable: attention,
  };
}

function canGoBack({ irreversible, changes }: ActionState): boolean {
  const made = changes.some(({ status }) => ['verified', 'applied', 'undo-failed'].includes(status));
  return irreversible === undefined && made;
}
