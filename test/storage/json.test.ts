import { anything, assert, jsonValue, oneof, pre, property } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { json, type Json } from '#storage/json.ts';
import { emptyHead, fromRaw, seal } from '#storage/seal.ts';

const slow = z.json();

describe('what an entry may carry', () => {
  it('is JSON just as the schema library knows it', () => {
    const values = oneof(
      jsonValue(),
      anything({ withDate: true, withMap: true, withSparseArray: true, withNullPrototype: true }),
    );
    const told = property(values, (value) => {
      pre(!namesProto(value));
      expect(json.safeParse(value).success).toBe(slow.safeParse(value).success);
    });
    assert(told, { numRuns: 2000 });
  });

  it.each([
    ['a number that JSON has no word for', Number.NaN],
    ['a number without an end', [Infinity]],
    ['a hole', Array.from({ length: 2 }, (_, at) => (at === 0 ? undefined : 1))],
    ['nothing at all inside', { a: undefined }],
    ['a date', new Date(0)],
    ['a member that half of what reads it would lose', JSON.parse('{"a":{"__proto__":1}}')],
  ])('is not %s', (_, value) => {
    expect(json.safeParse(value).success).toBe(false);
  });

  it('is written without a member named __proto__, so that a name cannot stop the log', () => {
    const data = JSON.parse('{"named":{"__proto__":{"a":1},"b":2}}') as Json;
    const entry = seal({ phase: 'drifted', actor: { id: 'x', name: 'Alex Wilber' }, data }, emptyHead, {
      caseId: 'OFF-7K3QX',
      tenant: 't',
      at: new Date(0),
      by: { instance: 'i', version: '1', epoch: 0 },
    });
    expect(fromRaw(entry).data).toEqual({ named: { b: 2 } });
  });
});

function namesProto(value: unknown): boolean {
  if (value === null || typeof value !== 'object') return false;
  return Object.entries(value).some(([key, inner]) => key === '__proto__' || namesProto(inner));
}
