import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createCases, type Cases } from '#bot/workflow/case/cases.ts';
import { StoreDown, WriteUnknown, type LogStore } from '#storage/log-store.ts';
import { openMongoStore } from '#storage/mongo/open-mongo-store.ts';
import { startMongoAnswers, type MongoAnswers } from '#test/set-up/mongo-answers.ts';
import { alex, john, sealed } from '#test/storage/sealed.ts';

/** Written on one server, and not known to be on the majority: https://www.mongodb.com/docs/manual/reference/write-concern/ */
const timedOut = { writeConcernError: { code: 64, codeName: 'WriteConcernTimeout', errmsg: 'timed out' } };
/** The driver sends such a write once more by itself. */
const steppingDown = {
  writeConcernError: { code: 189, codeName: 'PrimarySteppedDown', errmsg: 'stepped down' },
  errorLabels: ['RetryableWriteError'],
};

let server: MongoAnswers;
let store: LogStore;
let cases: Cases;

beforeEach(async () => {
  server = await startMongoAnswers();
  store = await openMongoStore({ uri: server.uri });
  const naming = { tenant: 'contoso', instance: 'bot-1', version: '0.1.0' };
  cases = createCases({ ...naming, store, now: () => new Date('2026-11-23T14:05:09.123Z'), told() {} });
});
afterEach(async () => {
  await store.close();
  await server.close();
});

const opening = {
  phase: 'opened',
  actor: alex,
  leaver: john,
  data: {
    query: 'jdoe',
    leaver: { ...john, mail: null, synced: false, directory: null, manager: null },
    choices: { mailbox: 'both', successor: null },
    dryRun: false,
  },
} as const;
const open = () => cases.record('OFF-7K3QX', (state) => (state ? null : opening));

describe('a write that the server took and could not promise', () => {
  it('is unknown, neither done nor refused', async () => {
    server.next = { says: timedOut, kept: true };

    await expect(store.append(sealed({}))).rejects.toThrow(WriteUnknown);
  });

  it('is read again by its place and counts when it is there, written once', async () => {
    server.next = { says: timedOut, kept: true };

    expect((await open()).head.seq).toBe(1);
    expect(server.inserted).toEqual(['OFF-7K3QX#000001']);
    expect([...server.documents.keys()]).toEqual(['OFF-7K3QX#000001']);
  });

  it('did not happen when it is not there: nothing may be done on its word', async () => {
    server.next = { says: timedOut, kept: false };

    await expect(open()).rejects.toThrow(StoreDown);
    expect([...server.documents.keys()]).toEqual([]);
    expect((await open()).head.seq).toBe(1);
    expect(server.inserted).toHaveLength(2);
  });

  it('is our own when the driver sends it again and finds its place taken', async () => {
    server.next = { says: steppingDown, kept: true };
    await store.append(sealed({}));

    expect(server.inserted).toEqual(['OFF-7K3QX#000001', 'OFF-7K3QX#000001']);
    expect([...server.documents.keys()]).toEqual(['OFF-7K3QX#000001']);
  });
});
