import type { CaseState, StepState } from '#bot/workflow/case/case-state.ts';
import { template, type View } from './bind.ts';
import type { Card } from './card.ts';
import { caseTally } from './case-tally.ts';
import { allChosen } from './chosen.ts';
import { errorAdvice, errorWords, requestWords, willPass } from './error-words.ts';
import { fit, type Room } from './fit.ts';
import { leaverLine, shortName } from './leaver-line.ts';
import { plain } from './plain-text.ts';
import layout from './progress.json' with { type: 'json' };
import { stepProgress } from './step-progress.ts';
import { duration, utc } from './times.ts';
import { caseWords, counted, stepNames, stepTitles } from './words.ts';

const draw = template(layout);

/** A button each; more would pass the six actions a card may have. */
const mostUnreached = 4;

/** How a case stands at `now`: per step who is waited for, what runs, what is verified, what went wrong. */
export function progressCard(state: CaseState, now: Date): Card {
  return fit((room) => draw(progressView(state, now, room)));
}

function progressView(state: CaseState, now: Date, room: Room): View {
  const undoing = state.status === 'undoing' || state.status === 'undo-asked';
  const unreached = state.steps.filter(isUnreached).slice(0, mostUnreached);
  const canceled = state.status === 'closed';
  return {
    ...leaverLine(state),
    shortName: shortName(state),
    title: undoing ? 'Undo' : 'Offboarding',
    summary: summary(state),
    elapsed: elapsed(state, now),
    held: heldUp(state),
    steps: state.steps.map((step) => stepView(step, state, room)),
    unreached: unreached.map((step) => ({ id: step.step, step: stepNames[step.step], caseId: state.caseId })),
    renamable: unreached.length > 0 && !canceled,
    cancelable: !undoing && !canceled,
  };
}

/** What the system said that cannot be read, and when it is tried again; nothing is sent before. */
function heldUp(state: CaseState): readonly View[] {
  const { heldUp: held, caseId } = state;
  if (!held?.error) return [];
  const said = `${errorWords(held.error)}\n${requestWords(held.error)}`;
  const again = `Nothing is sent until it can be read; I try again by myself, next at ${utc(held.until)}.`;
  const advice = willPass(held.error) ? '' : errorAdvice(held.error);
  return [{ said, again, advice, caseId, shortName: shortName(state) }];
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

function elapsed(state: CaseState, now: Date): string {
  const since = duration(now.getTime() - Date.parse(state.openedAt));
  return `Started ${since} ago by ${plain(state.operator.name, 60)}`;
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
