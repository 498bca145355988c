import type { Refusal } from '#bot/policy/refusal.ts';
import type { Card } from './card.ts';
import { noticeCard } from './notice-card.ts';
import { refusalWords } from './refusals.ts';

/** Why an act was refused, and what to do instead. */
export function refusalCard(refusal: Refusal): Card {
  return noticeCard(refusalWords(refusal));
}

/** The answer to a message that is no command. */
export function unknownTextCard(): Card {
  return noticeCard({
    title: 'I did not understand that',
    text: 'I understand commands, for example: /offboard jdoe',
    next: 'Type /help for all commands.',
  });
}
