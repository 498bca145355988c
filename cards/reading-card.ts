import type { CaseState } from '#bot/workflow/case/case-state.ts';
import type { Card } from './card.ts';
import { heldUpWords } from './held-up-words.ts';
import { noticeCard } from './notice-card.ts';

/** Stands where the plan will stand, while it is being made; says what a system said that did not answer. */
export function readingCard({ leaver, caseId, heldUp }: CaseState, now: Date): Card {
  const text = `I am reading all systems for ${leaver.name} (${caseId}). Nothing is changed by this.`;
  if (!heldUp?.error) {
    return noticeCard({
      title: 'Reading what there is to remove',
      text,
      next: 'The plan will appear here.',
    });
  }
  const { said, next } = heldUpWords(heldUp.until, heldUp.error, now);
  return noticeCard({
    title: 'Reading takes longer: a system did not answer',
    text: `${text}\n${said}`,
    next: `${next} The plan will appear here, or why there can be none.`,
    tone: 'warning',
  });
}
