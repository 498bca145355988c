import type { StepId } from '#providers/action.ts';
import type { Actor } from '#storage/entry.ts';
import { approvalCard } from '#cards/approval-card.ts';
import type { Card } from '#cards/card.ts';
import { erasureCard } from '#cards/erasure-card.ts';
import { noticeCard } from '#cards/notice-card.ts';
import { planCard } from '#cards/plan-card.ts';
import { progressCard } from '#cards/progress-card.ts';
import { readingCard } from '#cards/reading-card.ts';
import { resultCard } from '#cards/result-card.ts';
import { stepProgress } from '#cards/step-progress.ts';
import { undoCard } from '#cards/undo-card.ts';
import { unreadableCard } from '#cards/unreadable-card.ts';
import { stepNames } from '#cards/words.ts';
import { requesters } from '../../approvals/requesters.ts';
import { isBeingErased } from '../../workflow/erase/erasing.ts';
import type { CaseState, StepState } from '../../workflow/case/case-state.ts';

/** `home`: the conversation the case lives in. `operators`: each of them, but for those who asked. */
export type Recipient =
  | { readonly kind: 'home' }
  | { readonly kind: 'person'; readonly person: Actor }
  | { readonly kind: 'operators'; readonly but: ReadonlySet<string> };

/** One message of a case as it should stand now. */
export interface Showing {
  /** Names the message in its case: the same key is updated in place, a new one is a new message. */
  readonly key: string;
  readonly to: Recipient;
  readonly card: Card;
  /** What a notification says. */
  readonly summary: string;
  /** Set on a request for approval: whether it was delivered is noted for this step. */
  readonly step?: StepId;
  /** True when the message is only kept up to date where it already stands. */
  readonly onlyUpdate?: boolean;
}

/** All messages of a case, from nothing but its state: whoever has the state can bring Teams up to date. */
export function showings(state: CaseState, now: Date): readonly Showing[] {
  const erasure = erasureShowings(state);
  if (isBeingErased(state)) return erasure;
  const usual = usualShowings(state, now);
  // Years later: what stood there may be updated, and nothing old is shown anew.
  return state.erasure
    ? [...usual.map((one) => Object.assign({}, one, { onlyUpdate: true })), ...erasure]
    : usual;
}

function usualShowings(state: CaseState, now: Date): readonly Showing[] {
  return [
    planShowing(state, now),
    ...progressShowings(state, now),
    ...state.steps.flatMap((step) => approvalShowings(state, step)),
    ...resultShowings(state),
    ...undoShowings(state),
  ];
}

const home: Recipient = { kind: 'home' };

function planShowing(state: CaseState, now: Date): Showing {
  const { name } = state.leaver;
  const base = { key: 'plan', to: home };
  if (state.status === 'unreadable') {
    return { ...base, card: unreadableCard(state), summary: `${name}: a system could not be read` };
  }
  if (state.revision === 0)
    return { ...base, card: readingCard(state, now), summary: `Reading what ${name} holds` };
  return { ...base, card: planCard(state), summary: `Offboarding plan: ${name}` };
}

/** From the moment the plan is frozen; stays as it ended. */
function progressShowings(state: CaseState, now: Date): readonly Showing[] {
  if (!state.frozen) return [];
  const moving = ['opened', 'working', 'undoing'].includes(state.status);
  const card = progressCard(state, moving ? now : new Date(state.closedAt ?? state.lastAt));
  // While the frozen plan is read once more there is nothing to show yet, unless that takes longer than it should.
  const planning = (state.status === 'opened' && !state.heldUp) || state.status === 'unreadable';
  return [
    { key: 'progress', to: home, card, summary: `Offboarding: ${state.leaver.name}`, onlyUpdate: planning },
  ];
}

function approvalShowings(state: CaseState, step: StepState): readonly Showing[] {
  const { status, askedAt, undelivered, approver } = step.approval;
  if (askedAt === undefined || status === 'off' || status === 'none') return [];
  const key = `approval:${step.step}:${askedAt}`;
  const open = status === 'asked' && state.status !== 'closed';
  const request: Showing = {
    key,
    to: recipientOf(state, step),
    card: approvalCard(state, step.step),
    summary: `Please confirm: ${stepNames[step.step]}, ${state.leaver.name}`,
    step: step.step,
    onlyUpdate: !open || undelivered !== undefined,
  };
  if (isHalted(step)) return [request, haltedShowing(state, step, key)];
  if (!open || undelivered === undefined) return [request];
  const who = approver?.name ?? 'any other operator';
  return [request, { key: `undelivered:${key}`, to: home, ...undeliveredNotice(state, step, who) }];
}

function isHalted({ approval: { status }, actions }: StepState): boolean {
  const isOpen = actions.some(({ changes }) => changes.some((change) => change.status === 'waiting'));
  return (status === 'rejected' || status === 'expired') && isOpen;
}

/** While the rest of the case goes on nobody else would say that a step of it does not; at the end the result does. */
function haltedShowing(state: CaseState, step: StepState, request: string): Showing {
  const title = `${step.approval.status === 'rejected' ? 'Rejected' : 'No answer'}: ${stepNames[step.step]}`;
  const { details } = stepProgress(step, state);
  const card = noticeCard({
    title,
    text: `${state.leaver.name} (${state.caseId})\n${details.join('\n')}`,
    next: `To ask once more: the button on the case’s progress card. How it stands: /status ${state.caseId}`,
    tone: 'warning',
  });
  // Who rejected it here knows.
  const isOwn = step.approval.decidedBy?.id === state.operator.id;
  const onlyUpdate = state.status !== 'working' || isOwn;
  return { key: `halted:${request}`, to: home, card, summary: `${title}, ${state.leaver.name}`, onlyUpdate };
}

/** The operator confirms where the case lives; everybody else in their own chat with the bot. */
function recipientOf(state: CaseState, { approval }: StepState): Recipient {
  const { approver, policy } = approval;
  if (approver) return approver.id === state.operator.id ? home : { kind: 'person', person: approver };
  return policy === 'operator' ? home : { kind: 'operators', but: requesters(state) };
}

function undeliveredNotice(
  state: CaseState,
  step: StepState,
  who: string,
): Pick<Showing, 'card' | 'summary'> {
  const title = `Nobody could be asked: ${stepNames[step.step]}`;
  const card = noticeCard({
    title,
    text: `I could not reach ${who} in Teams for ${state.leaver.name} (${state.caseId}): ${step.approval.undelivered ?? ''}.`,
    next: 'Name another approver on the case’s progress card.',
    tone: 'warning',
  });
  return { card, summary: title };
}

/** After an undo the result is told anew: below the card that asked for it. */
function resultShowings(state: CaseState): readonly Showing[] {
  if (state.dryRun || !['attention', 'closed', 'undo-asked', 'undoing'].includes(state.status)) return [];
  const ended = state.status === 'attention' || state.status === 'closed';
  const words = state.status === 'attention' ? 'needs your attention' : 'has ended';
  const { undos = 0 } = state;
  const what = undos > 0 && state.status === 'closed' ? 'undo' : 'offboarding';
  const summary = `${state.leaver.name}: the ${what} ${words}`;
  const result = { key: 'result', to: home, card: resultCard(state), summary };
  if (undos === 0) return [{ ...result, onlyUpdate: !ended }];
  return [
    { ...result, onlyUpdate: true },
    { ...result, key: `result:after-undo:${undos}`, onlyUpdate: !ended },
  ];
}

/** To whoever may be the second person; what the person asked is answered where they asked it. */
function erasureShowings(state: CaseState): readonly Showing[] {
  const { erasure } = state;
  if (!erasure || erasure.lead !== state.caseId) return [];
  return [
    {
      key: `erasure:${erasure.hash ?? ''}`,
      to: { kind: 'operators', but: new Set([erasure.askedBy.id]) },
      card: erasureCard(state),
      summary: `Please confirm an erasure: ${state.caseId}`,
      onlyUpdate: erasure.stage !== 'asked',
    },
  ];
}

function undoShowings(state: CaseState): readonly Showing[] {
  if (!state.undo) return [];
  const { askedBy, askedAt } = state.undo;
  const own = askedBy.id === state.operator.id;
  return [
    {
      // By when it was asked: a yes to more than was asked keeps its card, and who asks again gets a new one.
      key: `undo:${askedAt}`,
      to: own ? home : { kind: 'person', person: askedBy },
      card: undoCard(state),
      summary: `Please confirm the undo for ${state.leaver.name}`,
      onlyUpdate: state.undo.confirmed,
    },
  ];
}
