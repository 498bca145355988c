import { erasedWord } from '#cards/words.ts';
import type { Actor, Entry } from '#storage/entry.ts';
import { eventData, type EventData } from '../workflow/case/events.ts';

/** Somebody was asked, and what came of it. */
export interface Decision {
  readonly step: string;
  readonly kind: 'asked' | 'approved' | 'rejected' | 'expired' | 'undelivered';
  readonly at: string;
  readonly by: Actor;
  /** SHA-256 of the changes it is about; absent where the entry names none, a word in brackets where nobody can read it. */
  readonly hash: string | null;
  /** Who had to answer, or by which rule. Only of what was asked. */
  readonly asked: string | null;
  readonly why: string | null;
  readonly entry: string;
  /**
   * Of a yes: whether somebody else gave it than who opened the case or settled its plan, and who is not the leaver.
   * `null` where nobody approved.
   */
  readonly secondPerson: boolean | null;
}

/** Who may answer where nobody is named. */
const anyOf: Readonly<Record<EventData<'asked'>['policy'], string>> = {
  manager: 'the manager',
  operator: 'any operator',
  'second-operator': 'any operator but who asked',
};

/**
 * Who was asked, who said what to which changes, in order.
 * @param gone stands for what nobody can read any more
 */
export function decisionsIn(entries: readonly Entry[], gone = erasedWord): readonly Decision[] {
  const requesters = new Set<string>();
  const decisions: Decision[] = [];
  for (const entry of entries) {
    if (entry.phase === 'opened' || entry.phase === 'chosen') requesters.add(entry.actor.id.toLowerCase());
    const told = decisionIn(entry, requesters, gone);
    if (told) decisions.push(told);
  }
  return decisions;
}

const kinds: ReadonlySet<string> = new Set<Decision['kind']>([
  'asked',
  'approved',
  'rejected',
  'expired',
  'undelivered',
]);

function decisionIn(entry: Entry, requesters: ReadonlySet<string>, gone: string): Decision | null {
  if (!kinds.has(entry.phase)) return null;
  const kind = entry.phase as Decision['kind'];
  const { step = '', at, actor, reason = null, _id } = entry;
  const secondPerson = kind === 'approved' ? !requesters.has(actor.id.toLowerCase()) : null;
  const base = { step, kind, at, by: actor, why: reason, entry: _id, secondPerson };
  return { ...base, ...(entry.erased ? unreadable(kind, gone) : aboutWhat(kind, entry)) };
}

function aboutWhat(kind: Decision['kind'], { data }: Entry): Pick<Decision, 'hash' | 'asked'> {
  if (kind === 'undelivered') return { hash: null, asked: null };
  if (kind !== 'asked') return { hash: eventData[kind].parse(data).hash, asked: null };
  const { hash, approver, policy } = eventData.asked.parse(data);
  return { hash, asked: approver?.name ?? anyOf[policy] };
}

/** Of an entry whose key is gone: who said what, and when, is still there. */
function unreadable(kind: Decision['kind'], gone: string): Pick<Decision, 'hash' | 'asked' | 'why'> {
  return { hash: gone, why: gone, asked: kind === 'asked' ? gone : null };
}
