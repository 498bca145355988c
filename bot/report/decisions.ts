import type { Actor, Entry } from '#storage/entry.ts';
import { eventData, type EventData } from '../workflow/case/events.ts';

/** Somebody was asked, and what came of it. */
export interface Decision {
  readonly step: string;
  readonly kind: 'asked' | 'approved' | 'rejected' | 'expired' | 'undelivered';
  readonly at: string;
  readonly by: Actor;
  /** SHA-256 of the changes it is about; absent where the entry names none. */
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

/** Who was asked, who said what to which changes, in order. */
export function decisionsIn(entries: readonly Entry[]): readonly Decision[] {
  const requesters = new Set<string>();
  const decisions: Decision[] = [];
  for (const entry of entries) {
    if (entry.phase === 'opened' || entry.phase === 'chosen') requesters.add(entry.actor.id.toLowerCase());
    const told = decisionIn(entry, requesters);
    if (told) decisions.push(told);
  }
  return decisions;
}

function decisionIn(entry: Entry, requesters: ReadonlySet<string>): Decision | null {
  const { phase, step = '', at, actor, reason = null, _id } = entry;
  const base = { step, at, by: actor, why: reason, entry: _id, hash: null, asked: null, secondPerson: null };
  switch (phase) {
    case 'asked': {
      const { hash, approver, policy } = eventData.asked.parse(entry.data);
      return { ...base, kind: phase, hash, asked: approver?.name ?? anyOf[policy] };
    }
    case 'approved': {
      const { hash } = eventData.approved.parse(entry.data);
      return { ...base, kind: phase, hash, secondPerson: !requesters.has(actor.id.toLowerCase()) };
    }
    case 'rejected':
    case 'expired': {
      const { hash } = eventData.rejected.parse(entry.data);
      return { ...base, kind: phase, hash };
    }
    case 'undelivered':
      return { ...base, kind: phase };
    default:
      return null;
  }
}
