import { describe, expect, it } from 'vitest';
import { peopleInLog, personInLog } from '#bot/history/people-in-log.ts';
import type { Entry } from '#storage/entry.ts';
import { erasedPerson, erasedWord } from '#storage/open-entry.ts';
import { isaiah } from '#test/set-up/small-world.ts';

const subject = 'a-leaver';

function erased(actor: Entry['actor']) {
  const entry = { actor, subject, leaver: erasedPerson, erased: true } as Entry;
  return { history: () => Promise.resolve({ entries: [entry], next: null, previous: null }) };
}

describe('whoever approved in a case whose key is gone', () => {
  it('is still found, as anybody who acted', async () => {
    const found = { id: isaiah.id, name: isaiah.name, upn: null };
    const { id, name } = isaiah;

    expect(await peopleInLog(erased({ id, name }), 'approver', () => true)).toEqual([found]);
    expect(await personInLog(erased({ id, name }), 'approver', id)).toEqual(found);
  });

  it('is nobody where it was the leaver, nor is the leaver', async () => {
    const store = erased({ id: subject, name: erasedWord });

    expect(await peopleInLog(store, 'approver', () => true)).toEqual([]);
    expect(await peopleInLog(store, 'leaver', () => true)).toEqual([]);
    expect(await personInLog(store, 'approver', subject)).toBeNull();
  });
});
