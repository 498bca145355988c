import type { ActionState, CaseState, ChangeState } from '#bot/workflow/case/case-state.ts';
import { accessTime } from './access-time.ts';
import { template, type View } from './bind.ts';
import type { Card } from './card.ts';
import { allChosen } from './chosen.ts';
import { bullets, cut, fit, type Room } from './fit.ts';
import { foldedList, type ListPart } from './folded-list.ts';
import { leaverLine, shortName } from './leaver-line.ts';
import { madeIn } from './made.ts';
import { openCount, type OpenItem, openItems } from './open-items.ts';
import { plain } from './plain-text.ts';
import { resultVerdict } from './result-verdict.ts';
import layout from './result.json' with { type: 'json' };
import { signInAgain } from './sign-in-again.ts';
import { tally } from './tally.ts';
import { between } from './times.ts';
import { endedByUndo, undoTally } from './undo-tally.ts';
import { systemName } from './words.ts';

const draw = template(layout);

/** What is verified, what is open and what to do about it, and how fast the doors were shut. */
export function resultCard(state: CaseState): Card {
  return fit((room) => draw(resultView(state, room)));
}

function resultView(state: CaseState, room: Room): View {
  const open = state.dryRun ? [] : openItems(state);
  const openChanges = openCount(open);
  const left = leftAlone(state, room);
  const remaining = remainingLines(state, room);
  const lists = canceledLists(state);
  return {
    ...leaverLine(state),
    shortName: shortName(state),
    title: 'Offboarding result',
    ...resultVerdict(state, openChanges),
    figures: figures(state, openChanges, left.total),
    access: access(state),
    facts: facts(state),
    hasLists: lists.length > 0,
    lists: lists.flatMap((one) => foldedList(one, room)),
    ...openViews(open, room),
    openCount: String(openChanges),
    hasRemaining: remaining !== '',
    remaining,
    remainingTitle: state.sweep?.remaining.length ? 'Access still there' : 'Could not be read',
    hasSkipped: left.total > 0,
    skipped: left.rows,
    ...buttons(state, openChanges),
  };
}

/** The numbers on top. While an undo is under way the first is what it does not touch, and what it has still to do is one of them. */
function figures(state: CaseState, open: number, left: number): readonly View[] {
  const count = tally(allChosen(state));
  const undo = undoTally(state);
  const undoing = state.status === 'undoing';
  const toUndo = undo.asked - undo.back - undo.leftAlone;
  const verified = undoing ? allChosen(state).filter(staysVerified(state)).length : count.verified;
  const notMade = state.outcome === 'canceled' ? madeIn(state).notMade.length : 0;
  return [
    figure(verified, undoing ? 'stay done' : 'verified', verified > 0 ? 'good' : 'default'),
    ...(count.undone > 0 ? [figure(count.undone, 'undone')] : []),
    ...(undoing
      ? [figure(toUndo, 'still to undo')]
      : [figure(open, 'open', open > 0 ? 'attention' : 'default')]),
    ...(notMade > 0 ? [figure(notMade, 'not made')] : []),
    figure(left, 'left alone'),
  ];
}

function staysVerified({ undo }: CaseState) {
  const refs = new Set(undo?.refs);
  return ({ ref, status }: ChangeState): boolean => status === 'verified' && !refs.has(ref);
}

function figure(number: number, label: string, color = 'default'): View {
  return { number: String(number), label, color };
}

/** Nothing of a canceled case is looked at or gone on with any more: it says of each change what became of it. */
function canceledLists(state: CaseState): readonly ListPart[] {
  if (state.outcome !== 'canceled') return [];
  const { reversible, forGood, notMade } = madeIn(state);
  return [
    { id: 'not', title: 'Not made', color: 'default' as const, texts: notMade },
    { id: 'done', title: 'Made, can be undone', color: 'default' as const, texts: reversible },
    { id: 'good', title: 'Made, cannot be undone', color: 'attention' as const, texts: forGood },
  ].filter(({ texts }) => texts.length > 0);
}

/** Whether the person can sign in. Once an undo opened a door, how fast it was shut is no answer any more. */
function access(state: CaseState): string {
  if (state.dryRun) return '';
  return signInAgain(state) ?? (state.status === 'undoing' ? '' : accessTime(state));
}

/** While things are being put back, or all of them were, no sweep is to be told of. */
function saysWhatIsLeft({ dryRun, outcome, status }: CaseState): boolean {
  return !dryRun && outcome !== 'undone' && status !== 'undoing';
}

function facts(state: CaseState): string {
  if (!saysWhatIsLeft(state)) return '';
  const sweep = sweepWords(state);
  if (endedByUndo(state)) return sweep;
  const took = between(state.openedAt, state.closedAt ?? state.lastAt);
  return [sweep, `Whole case: ${took}, opened by ${plain(state.operator.name, 60)}.`].join('\n');
}

function sweepWords(state: CaseState): string {
  const { sweep } = state;
  if (!sweep) {
    const run = hadUndo(state) ? 'No closing sweep has run since the undo' : 'The closing sweep has not run';
    return `${run}: whether other access is left is unknown.`;
  }
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

function hadUndo(state: CaseState): boolean {
  return endedByUndo(state) || state.undo?.confirmed === true;
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
  const rests = attention || state.status === 'closed';
  return {
    retryable: attention && open > 0,
    undoable: rests && !state.dryRun && state.steps.some((step) => step.actions.some(canGoBack)),
    withdrawable: state.status === 'undo-asked',
    closable: attention,
  };
}

/** As the workflow has it: whatever was sent, or is not wholly put back, can be asked back. */
function canGoBack({ irreversible, changes }: ActionState): boolean {
  return irreversible === undefined && changes.some(({ status }) => inForce.has(status));
}

const inForce: ReadonlySet<string> = new Set([
  'verified',
  'applied',
  'unknown',
  'undo-intended',
  'undo-failed',
  'undo-applied',
  'undo-skipped',
]);
