import { emptyHead, headOf, seal } from '#storage/seal.ts';
import type { Draft, Entry } from '#storage/entry.ts';
import { freshNonce, type PersonKey } from '#storage/person-key.ts';

/** Where and when an example stands; what is left out is the ordinary. */
export interface Place {
  readonly caseId?: string;
  readonly after?: Entry;
  readonly at?: string;
  readonly instance?: string;
  /** Whose key it is sealed under; without one it is of version 1. */
  readonly key?: PersonKey;
}

export const alex = { id: 'a1e00000-0000-4000-8000-000000000001', name: 'Alex Wilber' };
export const isaiah = { id: 'a1e00000-0000-4000-8000-000000000002', name: 'Isaiah Langer' };
export const john = {
  id: 'a1e00000-0000-4000-8000-000000000010',
  upn: 'jdoe@contoso.com',
  name: 'John Doe',
};

/** An entry at its place in a case. */
export function sealed(draft: Partial<Draft>, place: Place = {}): Entry {
  return seal(
    { phase: 'intent', actor: alex, leaver: john, ...draft },
    place.after ? headOf(place.after) : emptyHead,
    {
      caseId: place.after?.caseId ?? place.caseId ?? 'OFF-7K3QX',
      tenant: 'contoso',
      at: new Date(place.at ?? '2026-11-23T14:05:09.123Z'),
      by: { instance: place.instance ?? 'bot-1', version: '0.1.0', epoch: 1 },
      ...(place.key
        ? {
            under: {
              key: place.key,
              nonce: freshNonce(),
              clearData: draft.phase === 'archived' || draft.phase === 'erased',
            },
          }
        : {}),
    },
  );
}

/** A case of `length` entries, one a second. */
export function sealedCase(
  caseId: string,
  length: number,
  draft: Partial<Draft> = {},
  key?: PersonKey,
): Entry[] {
  const entries: Entry[] = [];
  for (let seconds = 0; seconds < length; seconds += 1) {
    const at = new Date(Date.UTC(2026, 10, 23, 14, 0, seconds)).toISOString();
    const after = entries.at(-1);
    const place = { ...(after ? { after } : { caseId }), at, ...(key ? { key } : {}) };
    entries.push(sealed({ change: `change ${seconds}`, ...draft }, place));
  }
  return entries;
}

/** What the text of an entry says to whoever has no key: without what is sealed, whose letters are any. */
export function clearText({ raw }: Pick<Entry, 'raw'>): string {
  const { sealed: _sealed, ...clear } = JSON.parse(raw) as Record<string, unknown>;
  return JSON.stringify(clear);
}
