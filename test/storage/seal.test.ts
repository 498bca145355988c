import { describe, expect, it } from 'vitest';
import { canonicalJson, emptyHead, fromRaw, seal } from '#storage/seal.ts';

const how = {
  caseId: 'OFF-TEST1',
  tenant: 't',
  at: new Date('2026-11-23T09:00:00.000Z'),
  by: { instance: 'i', version: '1', epoch: 0 },
};
const actor = { id: 'a', name: 'Alex Wilber' };

describe('sealing an entry', () => {
  it('gives equal things equal text, whatever the order of their fields', () => {
    expect(canonicalJson({ b: 1, a: [{ d: 2, c: 3 }] })).toBe(canonicalJson({ a: [{ c: 3, d: 2 }], b: 1 }));
  });

  it('names the entry before it, so that none can be taken out unseen', () => {
    const first = seal({ phase: 'opened', actor }, emptyHead, how);
    const second = seal({ phase: 'planned', actor }, { seq: 1, hash: first.hash }, how);

    expect(second).toMatchObject({ _id: 'OFF-TEST1#000002', seq: 2, prev: first.hash });
  });

  it('is not stopped by a name with half a character, and its copies say what its text says', () => {
    const broken = { id: 'a', name: 'Zo\ud83d O’Neil' };
    const entry = seal({ phase: 'opened', actor: broken, data: { '\udc00': ['\ud800'] } }, emptyHead, how);

    expect(entry.actor.name).toBe('Zo\ufffd O’Neil');
    expect(fromRaw(entry)).toEqual(entry);
  });
});
