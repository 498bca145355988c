import type { Card } from '#cards/card.ts';
import { noticeCard } from '#cards/notice-card.ts';
import { planCard } from '#cards/plan-card.ts';
import { refusalCard } from '#cards/refusal-card.ts';
import { refusalWords } from '#cards/refusals.ts';
import type { RefusalCode } from '../policy/refusal.ts';
import { apology } from './apology.ts';
import { approvalOf } from './approval-of.ts';
import type { Outcome } from './attempt.ts';
import type { Clicked } from './clicked.ts';
import type { Desk } from './desk.ts';
import { consentAttachment, infoAttachment } from './file-cards.ts';
import { cardBody, type InvokeBody, messageBody } from './invoke-body.ts';
import { refilledPlan } from './refilled-plan.ts';
import type { Message } from './send-by-adapter.ts';

export const beingWorkedOn = messageBody('Your click is being worked on. The result follows in this chat.');

/** What came of an attempt, as a message; `null` when the case's own cards say it. */
export function cardFor(outcome: Outcome): Message | null {
  if (outcome.kind === 'refused') {
    return { card: refusalCard(outcome.refusal), summary: refusalWords(outcome.refusal).title };
  }
  if (outcome.kind === 'broken') {
    return { card: noticeCard({ title: 'That did not work', text: apology, tone: 'bad' }), summary: apology };
  }
  const { card, offer, given } = outcome.shown;
  const file = (offer && consentAttachment(offer)) ?? (given && infoAttachment(given));
  return card ? { card, summary: 'Offboarding', ...(file ? { file } : {}) } : null;
}

export interface ClickAnswer {
  readonly body: InvokeBody;
  /** To be sent as a new message. */
  readonly below?: Message;
}

/**
 * A refusal is text beside the card, which keeps its buttons: a missing reason can still be typed. Only who
 * clicks twice, be it much later, gets the card as it stands now.
 */
export async function answerToClick(
  desk: Desk,
  outcome: Outcome,
  clicked: Clicked | null,
): Promise<ClickAnswer> {
  if (outcome.kind === 'broken') return { body: messageBody(apology) };
  if (outcome.kind === 'refused') {
    const { title, text, next = '' } = refusalWords(outcome.refusal);
    const words = `${title}. ${text} ${next}`.replace('?.', '?');
    const again = clicked ? await cardAgain(desk, outcome.refusal.code, clicked) : null;
    const refilled = outcome.by ? await refilledPlan(desk, outcome.by, clicked, words) : null;
    const card = again ?? refilled;
    return { body: card ? cardBody(card) : messageBody(words) };
  }
  const message = cardFor(outcome);
  if (!message) return { body: messageBody('Done. The card follows in this chat.') };
  return outcome.shown.below
    ? { body: messageBody('It stands below, as a new message.'), below: message }
    : { body: cardBody(message.card) };
}

/** Only for somebody whom the workflow has just taken for the right approver, or for an operator of this case. */
async function cardAgain(desk: Desk, code: RefusalCode, { data }: Clicked): Promise<Card | null> {
  if (code !== 'already-decided' && code !== 'already-frozen') return null;
  const { caseId, step = '', hash = '' } = data as { caseId: string; step?: string; hash?: string };
  const state = await desk.workflow.read(caseId).catch(() => null);
  if (!state) return null;
  return code === 'already-frozen' ? planCard(state) : approvalOf(state, step, hash);
}
