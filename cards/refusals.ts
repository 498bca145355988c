import type { Refusal } from '#bot/policy/refusal.ts';
import type { Notice } from './notice-card.ts';
import { plain } from './plain-text.ts';
import { sentences } from './refusal-sentences.ts';
import type { FactName, Facts } from './sentence.ts';
import { utc } from './times.ts';
import { stepName, systemName } from './words.ts';

/** The refusal in words: what happened and what to do. */
export function refusalWords(refusal: Refusal): Notice {
  const { title, text, next } = sentences[refusal.code];
  const fact: Facts = (name, instead) =>
    (Object.hasOwn(refusal.facts, name) ? spoken(name, refusal.facts[name]) : undefined) ?? instead;
  const words = (one: typeof title): string => (typeof one === 'string' ? one : one(fact));
  return { title: words(title), text: text(fact).trim(), next: words(next), tone: 'warning' };
}

function spoken(name: FactName, value: string | undefined): string | undefined {
  if (value === undefined || value === '') return undefined;
  if (name === 'until' || name === 'when') return utc(plain(value, 40));
  if (name === 'step') return plain(stepName(value), 60);
  return plain(name === 'system' ? systemName(value) : value, 240);
}
