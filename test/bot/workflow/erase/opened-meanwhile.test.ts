import { describe, expect, it } from 'vitest';
import { advance } from '#bot/workflow/advance.ts';
import { finishErasure } from '#bot/workflow/erase/finish-erasure.ts';
import { takeHold } from '#bot/workflow/hold/hold.ts';
import type { Entry } from '#storage/entry.ts';
import { due, erasureConfirmedBy, secondCase, years } from '#test/set-up/erasing.ts';
import { caseId, johnDoe, type SmallWorld, smallWorld } from '#test/set-up/small-world.ts';

const opened = 'OFF-TEST2';

/** Whoever erases has looked for open cases; then a process wrote the first entry of one, and died before it looked too. */
async function openedTooLate(): Promise<SmallWorld> {
  const world = await due();
  await erasureConfirmedBy(world, caseId);
  await secondCase(world, opened);
  await world.store.markOpen(opened);
  return world;
}

async function driven(world: SmallWorld): Promise<void> {
  const hold = await takeHold(world, opened, new AbortController().signal);
  if (!hold) return;
  await advance(world, hold);
  await hold.release();
}

describe('a case that was opened while the log of the person was being erased', () => {
  it('gives way before anything is planned, whoever takes it up', async () => {
    const world = await openedTooLate();
    await driven(world);
    const entries = await world.store.readCase(opened);

    expect(entries.map(({ phase }) => phase)).not.toContain('planned');
    expect(entries.findLast(({ phase }) => phase === 'closed')).toMatchObject({
      result: 'skipped',
      reason: 'What the log knows of this person is being erased.',
      data: { outcome: 'canceled' },
    });
  });

  it('stops no erasure once it has given way', async () => {
    const world = await openedTooLate();
    await driven(world);
    await finishErasure(world, (await world.cases.read(caseId))!);

    expect(await world.store.keys.keyOf(johnDoe.id)).toBeNull();
    expect(await world.cases.read(opened)).toMatchObject({ erased: true, erasure: { stage: 'verified' } });
  });

  it('is never worked on without its key, at whichever of its entries that is destroyed', async () => {
    for (let nth = 1, reached = true; reached; nth++) {
      const world = await openedTooLate();
      const { subject = '' } = (await world.cases.read(opened)) ?? {};
      let writes = 0;
      const append = async (entry: Entry): Promise<void> => {
        writes += 1;
        if (writes === nth) await world.store.keys.destroy(subject);
        return world.store.append(entry);
      };
      const store = { ...world.store, append };
      const atWork = {
        ...(await smallWorld(world.catalog, { store, clock: world.clock })),
        retention: { years },
      };
      await driven(atWork);
      reached = writes >= nth;

      const elsewhere = await smallWorld([], { store: world.store, clock: world.clock });
      for (const reader of [atWork, elsewhere])
        expect(await reader.cases.read(opened), `entry ${nth}`).toMatchObject({ status: 'closed' });
      expect((await world.store.readCase(opened)).map(({ phase }) => phase)).not.toContain('planned');
    }
  });
});
