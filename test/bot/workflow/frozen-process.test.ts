import { describe, expect, it, onTestFinished } from 'vitest';
import { chooseForCase } from '#bot/workflow/acts/choose.ts';
import { decide } from '#bot/workflow/acts/decide.ts';
import { askUndo } from '#bot/workflow/acts/undo.ts';
import type { AnyAction } from '#providers/action.ts';
import { createSender } from '#providers/http.ts';
import type { LogStore } from '#storage/log-store.ts';
import { openSqliteStore } from '#storage/sqlite/open-sqlite-store.ts';
import { answeringServer, json } from '#test/providers/answering-server.ts';
import { cupboard, removeThings } from '#test/set-up/cupboard.ts';
import {
  alex,
  caseId,
  confirmShown,
  current,
  goOn,
  opened,
  smallWorld,
  type SmallWorld,
} from '#test/set-up/small-world.ts';
import { virtualClock } from '#test/set-up/virtual-clock.ts';

/** The first process writes an intent and then hears nothing for two minutes, in which another one does `meanwhile`. */
async function frozenAfterIntent(
  direction: 'apply' | 'undo',
  meanwhile: (world: SmallWorld) => Promise<void>,
) {
  const box = cupboard({ name: 'a', group: 'doors', value: 'open' });
  const catalog = [removeThings(box, { id: 'test.doors', group: 'doors' })];
  const [clock, store] = [virtualClock(), await openSqliteStore({ file: ':memory:' })];
  const second = await smallWorld(catalog, { store, clock });
  let asleep = false;
  const slow: LogStore = {
    ...store,
    async append(entry) {
      await store.append(entry);
      const data = (entry.data ?? {}) as { direction?: string };
      if (entry.phase !== 'intent' || data.direction !== direction || asleep) return;
      asleep = true;
      clock.advance(120_000);
      await meanwhile(second);
      box.calls.push('awake');
    },
  };
  return { box, second, first: await smallWorld(catalog, { store: slow, clock }) };
}

/**
 * As above, frozen while a call waits for its next attempt: the first one was refused, and its client, which knows no
 * case, would send it again.
 */
async function frozenBetweenAttempts(
  direction: 'apply' | 'undo',
  meanwhile: (world: SmallWorld) => Promise<void>,
) {
  const box = cupboard({ name: 'a', group: 'doors', value: 'open' });
  const [clock, store] = [virtualClock(), await openSqliteStore({ file: ':memory:' })];
  const second = await smallWorld([removeThings(box, { id: 'test.doors', group: 'doors' })], {
    store,
    clock,
  });
  const server = await answeringServer(json(503, {}), json(200, {}));
  onTestFinished(() => server.close());
  const frozen = async (): Promise<void> => {
    clock.advance(120_000);
    await meanwhile(second);
  };
  const send = createSender({
    system: 'entra',
    fetch,
    clock: { now: () => clock.now(), sleep: (ms, signal) => (ms < 30_000 ? frozen() : silent(signal)) },
    random: () => 0,
    credential: { getToken: async () => ({ token: 'none', expiresOnTimestamp: Number.MAX_SAFE_INTEGER }) },
  });
  const call = () => send({ method: 'PUT', url: server.url, scope: 'none', operation: 'PUT /door' });
  const doors = removeThings(box, { id: 'test.doors', group: 'doors' });
  const slow = {
    ...doors,
    apply: async (...args) => (direction === 'apply' && (await call()), doors.apply(...args)),
    ...('rollback' in doors && {
      rollback: async (...args) => (direction === 'undo' && (await call()), doors.rollback(...args)),
    }),
  } as AnyAction;
  return { server, first: await smallWorld([slow], { store, clock }) };
}

function silent(signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve) => signal?.addEventListener('abort', () => resolve()));
}

async function approved(world: SmallWorld): Promise<void> {
  await opened(world);
  const { revision } = await goOn(world);
  await chooseForCase(world, { by: alex, caseId, revision, mailbox: 'both', successor: '', off: [] });
  await goOn(world);
  await decide(world, { by: alex, caseId, step: 'azure-access', verdict: 'approve', reason: '' });
}

async function undone(world: SmallWorld): Promise<void> {
  await askUndo(world, { by: alex, caseId });
  await confirmShown(world, alex);
  await goOn(world);
}

describe('a process that was frozen after it wrote an intent', () => {
  it('does not act on it when another has finished the case and undone it since', async () => {
    const { box, first, second } = await frozenAfterIntent('apply', async (other) => {
      await goOn(other);
      await undone(other);
    });
    await approved(first);

    await expect(goOn(first)).rejects.toThrow(/epoch \d+ is over/);
    expect(box.calls.slice(box.calls.indexOf('awake'))).toEqual(['awake']);
    expect([...box.things.keys()]).toEqual(['a']);
    expect((await current(second)).outcome).toBe('undone');
  });

  it('does not put anything back when another has done so since', async () => {
    const { box, first } = await frozenAfterIntent('undo', async (other) => {
      await goOn(other);
      box.things.delete('a');
    });
    await approved(first);
    await goOn(first);

    await expect(undone(first)).rejects.toThrow(/epoch \d+ is over/);
    expect([...box.things.keys()]).toEqual([]);
  });

  it('does not act on it when it takes so long to say that the case is its own that it no longer is', async () => {
    const box = cupboard({ name: 'a', group: 'doors', value: 'open' });
    const catalog = [removeThings(box, { id: 'test.doors', group: 'doors' })];
    const [clock, store] = [virtualClock(), await openSqliteStore({ file: ':memory:' })];
    const second = await smallWorld(catalog, { store, clock });
    let last = '';
    const slow: LogStore = {
      ...store,
      async append(entry) {
        await store.append(entry);
        if (entry.phase === 'intent') clock.advance(20_000);
        const isSecond = entry.phase === 'taken' && last === 'intent';
        last = entry.phase;
        if (!isSecond) return;
        clock.advance(120_000);
        await goOn(second);
        box.calls.push('awake');
      },
    };
    const first = await smallWorld(catalog, { store: slow, clock });
    await approved(first);

    await expect(goOn(first)).rejects.toThrow(/epoch \d+ is over/);
    expect(box.calls.slice(box.calls.indexOf('awake'))).toEqual(['awake']);
  });

  it('goes on when nobody has taken the case meanwhile', async () => {
    const { first } = await frozenAfterIntent('apply', async () => {});
    await approved(first);

    expect((await goOn(first)).outcome).toBe('complete');
  });
});

describe('a process that was frozen while a call waited for its next attempt', () => {
  it('sends no further attempt when another has finished the case and undone it since', async () => {
    const { server, first } = await frozenBetweenAttempts('apply', async (other) => {
      await goOn(other);
      await undone(other);
    });
    await approved(first);

    await expect(goOn(first)).rejects.toThrow(/epoch \d+ is over/);
    expect(server.heard).toHaveLength(1);
    expect((await current(first)).outcome).toBe('undone');
  });

  it('sends no further attempt of an undo that another has finished since', async () => {
    const { server, first } = await frozenBetweenAttempts('undo', async (other) => void (await goOn(other)));
    await approved(first);
    await goOn(first);

    await expect(undone(first)).rejects.toThrow(/epoch \d+ is over/);
    expect(server.heard).toHaveLength(1);
  });

  it('sends it once more when nobody has taken the case meanwhile', async () => {
    const { server, first } = await frozenBetweenAttempts('apply', async () => {});
    await approved(first);

    expect((await goOn(first)).outcome).toBe('complete');
    expect(server.heard).toHaveLength(2);
  });
});
