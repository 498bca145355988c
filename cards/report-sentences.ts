import type { RefusalCode } from '#bot/policy/refusal.ts';
import type { Sentence } from './sentence.ts';
import { counted } from './words.ts';

/** Why there is no report or list. */
export const reportSentences = {
  'bad-period': {
    title: 'There is no report of that',
    text: (fact) => fact('what', 'A report is of nothing but a case or two days.'),
    next: 'Type a case, for example /report OFF-7K3QX, or the first and the last day: /report 2026-01-01 2026-12-31. To choose the form, end with pdf, csv or ndjson.',
  },
  'already-taking': {
    title: 'One at a time',
    text: (fact) =>
      `Since ${fact('when', 'a moment ago')} you are taking ${fact('what', 'a report or a list')}, and everybody takes one thing at a time.`,
    next: 'Wait until you have it, then ask again. An export in the History tab can be broken off by closing the tab.',
  },
  'too-many-takings': {
    title: 'Too many at once',
    text: (fact) =>
      `I make reports and lists for only so many people at once, and ${othersBefore(fact('count', ''))} came before you.`,
    next: 'Nothing was made. Ask again in a minute or two.',
  },
  'bot-stopping': {
    title: 'I am being stopped',
    text: () => 'Whoever looks after the bot stops or restarts it, so no report or list is made now.',
    next: 'Ask again in a few minutes.',
  },
} as const satisfies Partial<Record<RefusalCode, Sentence>>;

function othersBefore(count: string): string {
  return count === '' ? 'others' : counted(Number(count), 'other');
}
