import { describe, expect, it } from 'vitest';
import type { LogStore } from '#storage/log-store.ts';
import { openSqliteStore } from '#storage/sqlite/open-sqlite-store.ts';
import { event } from '#bot/workflow/case/event.ts';
import { confirmErasure } from '#bot/workflow/erase/answer-erasure.ts';
import { askErasure } from '#bot/workflow/erase/ask-erasure.ts';
import { Killed } from '#test/set-up/crashing-store.ts';
import { recovered } from '#test/set-up/erasing.ts';
import {
  alex,
  caseId,
  current,
  isaiah,
  johnDoe,
  opened,
  type SmallWorld,
  smallWorld,
} from '#test/set-up/small-world.ts';

type Moment = 'before' | 'after';

/** The store of a process that is killed at its nth write of any kind, just before it or just after. */
function dyingStore(store: LogStore, nth: number, moment: Moment): { store: LogStore; died: () => boolean } {
  let writes = 0;
  const dying =
    <A extends readonly unknown[], T>(write: (...args: A) => Promise<T>) =>
    async (...args: A): Promise<T> => {
      writes += 1;
      if (writes > nth || (writes === nth && moment === 'before')) throw new Killed();
      const done = await write(...args);
      if (writes === nth) throw new Killed();
      return done;
    };
  const view: LogStore = {
    ...store,
    append: dying((entry) => store.append(entry)),
    markOpen: dying((id) => store.markOpen(id)),
    markEnded: dying((id) => store.markEnded(id)),
    keys: { ...store.keys, destroy: dying((subject) => store.keys.destroy(subject)) },
    cache: { ...store.cache, delete: dying((key) => store.cache.delete(key)) },
  };
  return { store: view, died: () => writes >= nth };
}

/** Two closed cases of one person, an erasure asked for. */
async function asked(): Promise<SmallWorld> {
  const world = await smallWorld([], { store: await openSqliteStore({ file: ':memory:' }) });
  await opened(world);
  const { id, upn, name } = johnDoe;
  const choices = { mailbox: 'both', successor: null } as const;
  const first = { query: 'jdoe', leaver: johnDoe, choices, dryRun: false };
  await world.cases.record('OFF-TEST2', () => event('opened', alex, first, { leaver: { id, upn, name } }));
  for (const one of [caseId, 'OFF-TEST2'])
    await world.cases.record(one, () => event('closed', alex, { outcome: 'complete' }));
  await world.store.markEnded(caseId);
  await askErasure(world, { by: alex, caseId, basis: 'GDPR Article 17' });
  return world;
}

async function phasesOf(world: SmallWorld): Promise<readonly string[]> {
  return (await world.store.readCase(caseId)).map(({ phase }) => phase);
}

describe('a process killed in the middle of an erasure', () => {
  it.each<Moment>(['before', 'after'])(
    'leaves it to the next one, which finishes it: killed %s each write',
    async (moment) => {
      let kills = 0;
      for (let nth = 1, died = true; died; nth++) {
        const world = await asked();
        const dying = dyingStore(world.store, nth, moment);
        const victim = await smallWorld([], { store: dying.store, clock: world.clock });
        await confirmErasure(victim, { by: isaiah, caseId })
          .then(() => recovered(victim))
          .catch((error: unknown) => {
            if (!(error instanceof Killed)) throw error;
          });
        died = dying.died();
        kills += Number(died);

        const gone = (await world.store.keys.keyOf(johnDoe.id)) === null;
        const confirmed = (await phasesOf(world)).includes('erased');
        expect(gone && !confirmed, `nth ${nth}: the key is gone, and the log says nothing`).toBe(false);
        expect(confirmed, `nth ${nth}: on the list while it is unfinished`).toBe(
          confirmed && (gone || (await world.store.listOpen()).includes(caseId)),
        );
        const next = await smallWorld([], { store: world.store, clock: world.clock });
        if (!confirmed) await confirmErasure(next, { by: isaiah, caseId });
        await recovered(next);

        expect(await current(next), `nth ${nth}`).toMatchObject({
          erased: true,
          erasure: { stage: 'verified' },
        });
        expect(await next.cases.read('OFF-TEST2')).toMatchObject({ erasure: { stage: 'verified' } });
        expect((await phasesOf(world)).slice(2), `nth ${nth}`).toEqual([
          'erasure-asked',
          'erased',
          'erasure-verified',
        ]);
        expect(await next.store.listOpen()).toEqual([]);
        await world.store.close();
      }
      // Twice on the list, two announcements, the cache, the key, two ends, off the list.
      expect(kills).toBeGreaterThanOrEqual(9);
    },
  );
});
