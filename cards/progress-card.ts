import type { CaseState, StepState } from '#bot/workflow/case/case-state.ts';
import { template, type View } from './bind.ts';
import type { Card } from './card.ts';
import { caseTally } from './case-tally.ts';
import { allChosen, chosenChanges } from './chosen.ts';
import { errorAdvice, willPass } from './error-words.ts';
import { fit, type Room } from './fit.ts';
import { heldUpWords } from './held-up-words.ts';
import { leaverLine, shortName } from './leaver-line.ts';
import { plain } from './plain-text.ts';
import layout from './progress.json' with { type: 'json' };
import { stepProgress } from './step-progress.ts';
import { tally, tallyWords } from './tally.ts';
import { utc } from './times.ts';
import { undoTally } from './undo-tally.ts';
import { isWaiting } from './waits-for.ts';
import { caseWords, counted, listed, stepNames, stepTitles } from './words.ts';

const draw = template(layout);

/** A button each; more would pass the six actions a card may have. */
const mostUnreached = 4;

/** How a case stands at `now`: per step who is waited for, what runs, what is verified, what went wrong. */
export function progressCard(state: CaseState, now: Date): Card {
  return fit((room) => draw(progressView(state, now, room)));
}

function progressView(state: CaseState, now: Date, room: Room): View {
  const undoing = state.status === 'undoing';
  const unreached = state.steps.filter(isUnreached).slice(0, mostUnreached);
  const moves = state.status === 'working' || state.status === 'opened' || state.status === 'attention';
  const halted = state.status === 'working' ? haltedSteps(state) : [];
  return {
    ...leaverLine(state),
    shortName: shortName(state),
    title: undoing ? 'Undo' : 'Offboarding',
    summary: undoing ? undoSummary(state) : summary(state),
    since: `${undoing ? undoSince(state) : since(state)} · as of ${utc(now.toISOString())}`,
    held: heldUp(state, now),
    steps: state.steps.map((step) => stepView(step, state, room)),
    unreached: unreached.map((step) => ({ id: step.step, step: stepNames[step.step], caseId: state.caseId })),
    renamable: unreached.length > 0 && moves,
    askable: halted.length > 0,
    halted: listed(halted.map((step) => stepNames[step.step])),
    cancelable: moves,
  };
}

/** Steps that nobody works on until somebody asks once more. */
function haltedSteps(state: CaseState): readonly StepState[] {
  return state.steps.filter(
    (step) =>
      (step.approval.status === 'rejected' || step.approval.status === 'expired') &&
      chosenChanges(step, state).some(isWaiting),
  );
}

function heldUp(state: CaseState, now: Date): readonly View[] {
  const { heldUp: held, caseId } = state;
  if (!held?.error) return [];
  const { said, next, trying } = heldUpWords(held.until, held.error, now);
  const again = `Nothing is sent until it can be read. ${next}`;
  const advice = willPass(held.error) ? '' : errorAdvice(held.error, { again: '“Try now”' });
  return [{ said, again, advice, trying, caseId, shortName: shortName(state) }];
}

function isUnreached(step: StepState): boolean {
  return step.approval.status === 'asked' && step.approval.undelivered !== undefined;
}

function summary(state: CaseState): string {
  const changes = allChosen(state);
  const words = caseTally(state);
  return changes.length === 0 || words === ''
    ? caseWords[state.status]
    : `${counted(changes.length, 'change')}: ${words}`;
}

function undoSummary(state: CaseState): string {
  const refs = new Set(state.undo?.refs);
  const asked = allChosen(state).filter(({ ref }) => refs.has(ref));
  const { asked: all, back } = undoTally(state);
  const words = tallyWords(tally(asked.filter(({ status }) => status.startsWith('undo-'))));
  return `${back} of ${counted(all, 'change')} undone${words === '' ? '' : ` · ${words}`}`;
}

function undoSince({ undo }: CaseState): string {
  return `${plain(undo?.askedBy.name ?? '', 60)} said yes to this undo`;
}

/** In times that stay true on a card that nobody changes any more. */
function since({ openedAt, operator }: CaseState): string {
  return `Started ${utc(openedAt)} by ${plain(operator.name, 60)}`;
}

function stepView(step: StepState, state: CaseState, room: Room): View {
  const { word, tone, details } = stepProgress(step, state);
  return {
    title: stepTitles[step.step],
    word,
    color: tone,
    details: details.map((text) => plain(text, room.chars * 3)).join('\n'),
  };
}
