import { describe, expect, it } from 'vitest';
import { chooseForCase } from '#bot/workflow/acts/choose.ts';
import { decide } from '#bot/workflow/acts/decide.ts';
import { changesOf } from '#bot/workflow/case/steps.ts';
import { openSqliteStore } from '#storage/sqlite/open-sqlite-store.ts';
import type { LogStore } from '#storage/log-store.ts';
import { crashingStore, Killed } from '#test/set-up/crashing-store.ts';
import { cupboard, removeThings, type Cupboard } from '#test/set-up/cupboard.ts';
import {
  alex,
  caseId,
  current,
  goOn,
  opened,
  smallWorld,
  type SmallWorld,
} from '#test/set-up/small-world.ts';
import { virtualClock, type VirtualClock } from '#test/set-up/virtual-clock.ts';

function things(): Cupboard {
  return cupboard(
    { name: 'a', group: 'doors', value: 'open' },
    { name: 'b', group: 'doors', value: 'open' },
    { name: 'lamp', group: 'lights', value: 'on' },
  );
}

function worldOn(box: Cupboard, store: LogStore, clock: VirtualClock): Promise<SmallWorld> {
  const catalog = [
    removeThings(box, { id: 'test.doors', group: 'doors' }),
    removeThings(box, { id: 'test.lights', group: 'lights', system: 'azure', after: ['test.doors'] }),
  ];
  return smallWorld(catalog, { store, clock });
}

async function approved(world: SmallWorld): Promise<void> {
  await opened(world);
  const { revision } = await goOn(world);
  await chooseForCase(world, { by: alex, caseId, revision, mailbox: 'both', successor: '', off: [] });
  await goOn(world);
  await decide(world, { by: alex, caseId, step: 'azure-access', verdict: 'approve', reason: '' });
}

/** Runs an approved case in a process that is killed at its nth append, then in a fresh one. */
async function killedAt(nth: number, moment: 'before' | 'after') {
  const [box, clock, store] = [things(), virtualClock(), await openSqliteStore({ file: ':memory:' })];
  await approved(await worldOn(box, store, clock));
  const first = await worldOn(box, crashingStore(store, nth, moment), clock);
  const died = await goOn(first).then(
    () => false,
    (error: unknown) => {
      if (!(error instanceof Killed)) throw error;
      return true;
    },
  );
  clock.advance(60_000);
  const second = await worldOn(box, store, clock);
  const state = died ? await goOn(second) : await current(second);
  return { box, state, died, entries: await store.readCase(caseId) };
}

describe('a process that is killed in the middle of a case', () => {
  it.each(['before', 'after'] as const)(
    'ends truthfully wherever it was cut off (%s an entry)',
    async (moment) => {
      let kills = 0;
      for (let nth = 1; ; nth++) {
        const { box, state, died, entries } = await killedAt(nth, moment);
        if (!died) break;
        kills++;
        expect(state.outcome, `killed ${moment} append ${nth}`).toBe('complete');
        expect(box.things.size).toBe(0);
        expect(state.steps.flatMap(changesOf).every(({ status }) => status === 'verified')).toBe(true);
        const intents = new Set(
          entries.filter(({ phase }) => phase === 'intent').map(({ change }) => `apply ${change}`),
        );
        for (const call of box.calls.filter((one) => one.startsWith('apply')))
          expect(intents).toContain(call);
      }
      expect(kills).toBeGreaterThan(8);
    },
  );

  it('does not send a change again that had happened', async () => {
    for (let nth = 1; nth < 12; nth++) {
      const { box } = await killedAt(nth, 'after');
      const applied = box.calls.filter((call) => call.startsWith('apply'));
      expect(applied.toSorted()).toEqual(['apply a', 'apply b', 'apply lamp']);
    }
  });

  it('waits until the hold of the dead process is over', async () => {
    const [box, clock, store] = [things(), virtualClock(), await openSqliteStore({ file: ':memory:' })];
    await approved(await worldOn(box, store, clock));
    await goOn(await worldOn(box, crashingStore(store, 3, 'after'), clock)).catch(() => {});
    const second = await worldOn(box, store, clock);

    await expect(goOn(second)).rejects.toThrow('another instance holds the case');
  });
});

describe('two processes on one case', () => {
  it('stops the one whose hold was taken over: it writes nothing more', async () => {
    const [box, clock, store] = [things(), virtualClock(), await openSqliteStore({ file: ':memory:' })];
    const first = await worldOn(box, store, clock);
    await approved(first);
    const second = await worldOn(box, store, clock);
    box.meanwhile.set('apply a', () => {
      box.meanwhile.clear();
      clock.advance(120_000);
    });
    let overtaken = false;
    const slow = removeThings(box, { id: 'test.doors', group: 'doors', oneByOne: true });
    const original = slow.apply.bind(slow);
    const zombie = {
      ...first,
      catalog: [
        {
          ...slow,
          apply: async (...args: Parameters<typeof original>) => {
            await original(...args);
            if (!overtaken) {
              overtaken = true;
              await goOn(second);
            }
          },
        },
        ...first.catalog.slice(1),
      ],
    } as SmallWorld;

    await expect(goOn(zombie)).rejects.toThrow(/epoch \d+ is over/);
    const entries = await store.readCase(caseId);
    const epochs = entries.map(({ by }) => by.epoch).filter((epoch) => epoch > 0);
    expect(epochs).toEqual(epochs.toSorted((a, b) => a - b));
    expect((await current(second)).outcome).toBe('complete');
  });
});
