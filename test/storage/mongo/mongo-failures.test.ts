import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { PositionTaken, StoreDown, WriteUnknown, type LogStore } from '#storage/log-store.ts';
import { openMongoStore } from '#storage/mongo/open-mongo-store.ts';
import { describeWithMongo } from '#test/set-up/describe-with-mongo.ts';
import { freePort } from '#test/set-up/free-port.ts';
import { startTcpProxy, type TcpProxy } from '#test/set-up/tcp-proxy.ts';
import { sealed } from '#test/storage/sealed.ts';

const timeoutMs = 400;
/** Two deadlines, connecting and asking, and a busy machine. */
const soon = timeoutMs * 3;

/** The same server and rights, by way of the proxy. */
function through(port: number, uri: string): string {
  const url = new URL(uri.replace('mongodb:', 'http:'));
  url.host = `127.0.0.1:${port}`;
  url.searchParams.set('directConnection', 'true');
  return url.href.replace('http:', 'mongodb:');
}

/** How long it took to fail, in ms, and with what. */
async function failure(work: Promise<unknown>): Promise<{ error: unknown; ms: number }> {
  const start = performance.now();
  const error: unknown = await work.then(
    () => null,
    (reason: unknown) => reason,
  );
  return { error, ms: performance.now() - start };
}

it('says that a MongoDB which is not there is down, without the password', async () => {
  const uri = `mongodb://bot:very-secret@127.0.0.1:${await freePort()}/offboarding`;
  const { error, ms } = await failure(openMongoStore({ uri, timeoutMs }));

  expect(error).toBeInstanceOf(StoreDown);
  expect(String(error)).not.toContain('very-secret');
  expect(ms).toBeLessThan(soon);
});

it('says that a connection string is none, without repeating it', async () => {
  const { error } = await failure(openMongoStore({ uri: 'postgres://bot:very-secret@host' }));

  expect(String(error)).toContain('connection string is not valid');
  expect(String(error)).not.toContain('very-secret');
});

await describeWithMongo('a MongoDB server that fails', (server) => {
  let database: string;
  let proxy: TcpProxy;
  let store: LogStore;

  beforeEach(async () => {
    const { hostname: host, port } = new URL(server.uri.replace('mongodb:', 'http:'));
    proxy = await startTcpProxy({ host, port: Number(port) });
    database = `failing_${randomUUID().slice(0, 8)}`;
    store = await openMongoStore({ uri: through(proxy.port, server.uri), database, timeoutMs });
  });
  afterEach(async () => {
    await store.close();
    await proxy.close();
  });

  describe('by hanging', () => {
    it('is down after the deadline, whatever it is asked', async () => {
      proxy.hang();
      const asked = [
        store.append(sealed({})),
        store.readCase('OFF-7K3QX'),
        store.history({ limit: 10 }),
        store.listOpen(),
        store.markOpen('OFF-7K3QX'),
        store.markEnded('OFF-7K3QX'),
        store.readDocument('archive'),
        store.saveDocument({ id: 'archive', text: '', hash: '' }),
        store.cache.get('card'),
        store.cache.put('card', ''),
        store.ping(),
      ];

      for (const { error, ms } of await Promise.all(asked.map(failure))) {
        expect(error).toBeInstanceOf(StoreDown);
        expect(ms).toBeLessThan(soon);
      }
    });

    it('at the start is down after the deadline', async () => {
      proxy.hang();
      const { error, ms } = await failure(
        openMongoStore({ uri: through(proxy.port, server.uri), timeoutMs }),
      );

      expect(error).toBeInstanceOf(StoreDown);
      expect(ms).toBeLessThan(soon);
    });

    it('answers again on the same store when it wakes up', async () => {
      proxy.hang();
      await failure(store.ping());
      proxy.pass();
      proxy.cut();

      await expect.poll(() => failure(store.ping()), { timeout: 10_000 }).toMatchObject({ error: null });
    });

    it('is closed without waiting for it', async () => {
      proxy.hang();
      const { ms } = await failure(store.close());

      expect(ms).toBeLessThan(soon);
    });
  });

  describe('by losing its answer to a write', () => {
    const entry = sealed({ reason: 'lost answer' });

    it('leaves the write unknown, never done and never refused', async () => {
      proxy.loseAnswers();

      await expect(store.append(entry)).rejects.toThrow(WriteUnknown);
    });

    it('leaves it unknown too when the connection breaks after the write arrived', async () => {
      const nearby = await openMongoStore({ uri: server.uri, database });
      proxy.loseAnswers();
      const writing = failure(store.append(entry));
      await expect.poll(() => nearby.readCase(entry.caseId), { interval: 10 }).toHaveLength(1);
      proxy.cut();

      expect((await writing).error).toBeInstanceOf(WriteUnknown);
      await nearby.close();
    });

    it('has the entry once, and takes it as its own when it is sent again', async () => {
      proxy.loseAnswers();
      await failure(store.append(entry));
      proxy.pass();
      proxy.cut();
      await expect
        .poll(() => failure(store.append(entry)), { timeout: 10_000 })
        .toMatchObject({ error: null });

      expect(await store.readCase(entry.caseId)).toEqual([entry]);
      await expect(store.append(sealed({ reason: 'another' }))).rejects.toThrow(PositionTaken);
    });
  });

  // A server that was given is not ours to kill.
  describe.each(server.kind === 'given' ? [] : [server.kind])('by dying (%s)', () => {
    it('is down within the deadline', async () => {
      await server.kill();
      const { error, ms } = await failure(store.append(sealed({})));

      expect(error).toBeInstanceOf(StoreDown);
      expect(ms).toBeLessThan(soon);
      await server.restart();
    });

    it('goes on where it was when it comes back: no restart of the bot, no entry lost', async () => {
      const first = sealed({});
      await store.append(first);
      await server.kill();
      await failure(store.append(sealed({}, { after: first })));
      await server.restart();

      const second = sealed({ reason: 'after the return' }, { after: first });
      await expect
        .poll(() => failure(store.append(second)), { timeout: 10_000 })
        .toMatchObject({ error: null });
      expect(await store.readCase(first.caseId)).toEqual([first, second]);
    });
  });
});
