import { MongoClient, type Collection } from 'mongodb';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { sha256 } from '#storage/seal.ts';
import { LogDamaged, type LogStore } from '#storage/log-store.ts';
import { logDocument } from '#storage/mongo/collections.ts';
import { openMongoStore } from '#storage/mongo/open-mongo-store.ts';
import { verifyCli } from '#storage/verify-cli.ts';
import { describeWithMongo } from '#test/set-up/describe-with-mongo.ts';
import { sealed, sealedCase } from '#test/storage/sealed.ts';

type Log = Collection<{ _id: string }>;

await describeWithMongo('the log as a MongoDB administrator sees it', (server) => {
  // FerretDB reads everything for every question, so only a real MongoDB can tell.
  const realServer = server.kind !== 'ferretdb';
  const questions: [string, object][] = [
    ['leaver.id', { 'leaver.id': 'x', order: { $lt: 'y' } }],
    ['actor.id', { 'actor.id': 'x' }],
    ['order', {}],
  ];
  let client: MongoClient;
  let store: LogStore;
  let log: Log;

  beforeAll(() => {
    client = new MongoClient(server.uri);
    log = client.db().collection('OffboardingLog');
  });
  beforeEach(async () => {
    await client.db().dropDatabase();
    store = await openMongoStore({ uri: server.uri });
    for (const entry of [...sealedCase('OFF-A', 2), ...sealedCase('OFF-B', 4)]) await store.append(entry);
  });
  afterEach(() => store.close());
  afterAll(() => client.close());

  it('is one document an entry, searchable by its fields', async () => {
    const entry = sealed(
      { step: 'mailbox', result: 'verified', data: { 'a.b': { $c: [[1]] } } },
      { caseId: 'OFF-SEEN' },
    );
    await store.append(entry);
    const { data: _data, v: _v, by: _by, ...shown } = entry;

    expect(await log.findOne({ 'leaver.upn': 'jdoe@contoso.com', step: 'mailbox' } as object)).toEqual({
      ...shown,
      order: `${entry.at}#${entry._id}`,
    });
  });

  it('has its indexes from the first start on', async () => {
    const indexes = await log.indexes();

    expect(indexes).toHaveLength(10);
    expect(indexes.map(({ key }) => key)).toEqual(
      expect.arrayContaining([
        { _id: 1 },
        { order: -1 },
        ...['caseId', 'leaver.id', 'subject', 'actor.id', 'action', 'step', 'result', 'phase'].map(
          (field) => ({
            [field]: 1,
            order: -1,
          }),
        ),
      ]),
    );
  });

  it.each(realServer ? questions : [])('answers a question by %s from an index', async (field, query) => {
    const plan = JSON.stringify(await log.find(query).sort({ order: -1 }).explain());

    expect(plan).toContain(`"${field}":`);
    expect(plan).not.toContain('COLLSCAN');
    expect(plan).not.toContain('"stage":"SORT"');
  });

  it('is in the database that the connection string names', async () => {
    expect(await log.countDocuments()).toBe(6);
  });

  describe('when it is verified', () => {
    async function verify(...words: string[]): Promise<{ code: number; lines: string[] }> {
      const lines: string[] = [];
      const code = await verifyCli([server.uri, ...words], (line) => lines.push(line));
      return { code, lines };
    }

    it('is sound as the bot wrote it', async () => {
      expect(await verify()).toEqual({ code: 0, lines: ['sound: 2 cases, 6 entries'] });
      expect(await verify('--case', 'OFF-A')).toEqual({ code: 0, lines: ['sound: 1 case, 2 entries'] });
    });

    it('is read in pages when it is long', async () => {
      await log.insertMany(sealedCase('OFF-C', 1200).map(logDocument));

      expect((await verify()).lines.at(-1)).toBe('sound: 3 cases, 1206 entries');
    });

    it.each<[string, (log: Log) => Promise<unknown>, string]>([
      [
        'a field changed',
        (log) => log.updateOne({ _id: 'OFF-B#000002' }, { $set: { 'actor.name': 'Patti Fernandez' } }),
        'OFF-B#000002 is changed: field actor.name says "Patti Fernandez", its text says "Alex Wilber"',
      ],
      [
        'a field taken away',
        (log) => log.updateOne({ _id: 'OFF-B#000002' }, { $unset: { leaver: '' } }),
        'OFF-B#000002 is changed: field leaver.id says nothing',
      ],
      [
        'a field added',
        (log) => log.updateOne({ _id: 'OFF-B#000002' }, { $set: { note: { by: ['x'] } } }),
        'OFF-B#000002 is changed: field note.by says ["x"]',
      ],
      [
        'a text changed',
        (log) => log.updateOne({ _id: 'OFF-B#000002' }, { $set: { raw: '{}' } }),
        'OFF-B#000002 is changed: its text',
      ],
      ['an entry deleted', (log) => log.deleteOne({ _id: 'OFF-B#000002' }), 'OFF-B#000002 is missing'],
      [
        'a document put in under an _id of another kind',
        (log) => log.insertOne({ _id: 7 } as unknown as { _id: string }),
        '7 is inserted',
      ],
    ])('shows %s', async (_, tamper, expected) => {
      await tamper(log);
      const { code, lines } = await verify();

      expect(code).toBe(1);
      expect(lines[0]).toContain(expected);
    });

    it('shows a document that is not the one the log names', async () => {
      const entry = sealed(
        { phase: 'archived', data: { document: 'archive', hash: sha256('{}') } },
        { caseId: 'OFF-DOCUMENT' },
      );
      await store.append(entry);
      expect((await verify()).lines[0]).toBe('document archive is missing');

      await store.saveDocument({ id: 'archive', text: '{}', hash: sha256('{}') });
      expect((await verify()).code).toBe(0);
    });
  });

  it('is not worked with where an entry was changed', async () => {
    await log.updateOne({ _id: 'OFF-B#000002' }, { $set: { raw: '{}' } });

    await expect(store.readCase('OFF-B')).rejects.toThrow(LogDamaged);
    await expect(store.history({ caseId: 'OFF-B', limit: 10 })).rejects.toThrow('OFF-B#000002');
  });
});
