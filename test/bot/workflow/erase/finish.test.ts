import { describe, expect, it } from 'vitest';
import { event } from '#bot/workflow/case/event.ts';
import { confirmErasure } from '#bot/workflow/erase/answer-erasure.ts';
import { askErasure } from '#bot/workflow/erase/ask-erasure.ts';
import { finishErasure } from '#bot/workflow/erase/finish-erasure.ts';
import { endHold, placeHold } from '#bot/workflow/erase/legal-hold.ts';
import type { Entry } from '#storage/entry.ts';
import { StoreDown } from '#storage/log-store.ts';
import {
  basis,
  closedCase,
  due,
  erasureConfirmedBy,
  secondCase,
  threeCases,
  years,
} from '#test/set-up/erasing.ts';
import {
  adele,
  alex,
  caseId,
  current,
  isaiah,
  johnDoe,
  type SmallWorld,
  smallWorld,
} from '#test/set-up/small-world.ts';

const keyOf = (world: SmallWorld) => world.store.keys.keyOf(johnDoe.id);

/** The same world, in which every entry that is written is also noted. */
async function noting(world: SmallWorld): Promise<{ world: SmallWorld; written: string[] }> {
  const written: string[] = [];
  const append = async (entry: Entry): Promise<void> => {
    await world.store.append(entry);
    written.push(`${entry.caseId} ${entry.phase}`);
  };
  const noted = await smallWorld([], { store: { ...world.store, append }, clock: world.clock });
  return { world: { ...noted, retention: { years } }, written };
}

describe('a confirmed erasure', () => {
  it('is told in every case of the person before the key is gone, and the case that leads says last that it is', async () => {
    const { world, written } = await noting(await threeCases());
    const state = await erasureConfirmedBy(world, 'OFF-TEST2');
    written.length = 0;
    const before = await world.store.readCase('OFF-TEST3');
    await finishErasure(world, state);

    expect(written).toEqual([
      'OFF-TEST3 erased',
      `${caseId} erased`,
      'OFF-TEST3 erasure-verified',
      `${caseId} erasure-verified`,
      'OFF-TEST2 erasure-verified',
    ]);
    const [told, verified] = (await world.store.readCase('OFF-TEST3')).slice(before.length);
    expect(told).toMatchObject({
      actor: { name: isaiah.name },
      data: { basis, askedBy: { name: alex.name }, lead: 'OFF-TEST2', due: state.erasure?.due },
    });
    expect(verified).toMatchObject({
      actor: { name: isaiah.name },
      data: { lead: 'OFF-TEST2' },
      result: 'verified',
    });
  });

  it.each([
    [
      'is only asked for',
      async (world: SmallWorld) => void (await askErasure(world, { by: alex, caseId, basis })),
    ],
    ['was never asked for', async () => {}],
  ])('that %s destroys nothing: the key stays', async (_how, act) => {
    const world = await due();
    await act(world);
    await finishErasure(world, await current(world));

    expect(await keyOf(world)).not.toBeNull();
  });

  it('is finished from the case that leads, and from no other, wherever a crash left it', async () => {
    const world = await threeCases();
    const lead = await erasureConfirmedBy(world, caseId);
    const keys = { ...world.store.keys, destroy: () => Promise.reject(new StoreDown('no answer')) };
    await expect(finishErasure({ ...world, store: { ...world.store, keys } }, lead)).rejects.toThrow(
      StoreDown,
    );
    const other = await world.cases.read('OFF-TEST2');
    expect(other?.erasure).toMatchObject({ stage: 'confirmed', lead: caseId });
    await finishErasure(world, other!);

    expect(await keyOf(world)).not.toBeNull();
  });

  it('is not called finished while the key is still there', async () => {
    const world = await due();
    const state = await erasureConfirmedBy(world, caseId);
    const keys = { ...world.store.keys, destroy: async () => {} };
    const stuck = { ...world, store: { ...world.store, keys } };

    await expect(finishErasure(stuck, state)).rejects.toThrow('the key is still there');
    expect((await current(world)).erasure?.stage).toBe('confirmed');
  });

  it('is told in a case that was opened and ended while the others were told', async () => {
    const world = await threeCases();
    const state = await erasureConfirmedBy(world, caseId);
    const other = await smallWorld([], { store: world.store, clock: world.clock });
    const append = async (entry: Entry): Promise<void> => {
      await world.store.append(entry);
      if (entry.caseId === 'OFF-TEST2' && entry.phase === 'erased')
        await closedCase(other, await secondCase(other, 'OFF-TEST4'));
    };
    const noting = await smallWorld([], { store: { ...world.store, append }, clock: world.clock });
    await finishErasure({ ...noting, retention: { years } }, state);

    const phases = (await world.store.readCase('OFF-TEST4')).map(({ phase }) => phase);
    expect(phases).toEqual(['opened', 'closed', 'erased', 'erasure-verified']);
    expect(await keyOf(world)).toBeNull();
  });

  it('is verified in its own cases, and another one that was confirmed beside it in its own', async () => {
    const world = await threeCases();
    await askErasure(world, { by: alex, caseId: 'OFF-TEST2', basis });
    const first = await erasureConfirmedBy(world, caseId);
    const second = await confirmErasure(world, { by: isaiah, caseId: 'OFF-TEST2' });
    await finishErasure(world, first);

    const beside = async () => (await world.cases.read('OFF-TEST2'))?.erasure;
    expect(second).toMatchObject({ ok: true });
    expect(await beside()).toMatchObject({ stage: 'confirmed', lead: 'OFF-TEST2' });
    await finishErasure(world, (await world.cases.read('OFF-TEST2'))!);
    expect(await beside()).toMatchObject({ stage: 'verified', lead: 'OFF-TEST2' });
    expect(await world.cases.read('OFF-TEST3')).toMatchObject({
      erasure: { stage: 'verified', lead: caseId },
    });
  });

  it('is done once, also when it is finished again', async () => {
    const world = await threeCases();
    const state = await erasureConfirmedBy(world, caseId);
    await finishErasure(world, state);
    const count = async () => (await world.store.readCase('OFF-TEST2')).length;
    const before = await count();
    await finishErasure(world, state);

    expect(await count()).toBe(before);
  });
});

describe('an erasure that something forbids after it was confirmed', () => {
  it('says on which case a legal hold was placed, in every case that was told of it, the one that leads last', async () => {
    const { world, written } = await noting(await threeCases());
    const state = await erasureConfirmedBy(world, caseId);
    await placeHold(world, { by: adele, caseId: 'OFF-TEST2', reason: 'A lawsuit' });
    written.length = 0;
    await finishErasure(world, state);

    expect(written).toEqual(['OFF-TEST3 erased', 'OFF-TEST3 erasure-stopped', `${caseId} erasure-stopped`]);
    expect((await world.store.readCase(caseId)).at(-1)?.data).toEqual({
      why: 'A legal hold was placed on OFF-TEST2.',
    });
    expect(await keyOf(world)).not.toBeNull();
  });

  it('says which case of the person is open', async () => {
    const world = await due();
    const state = await erasureConfirmedBy(world, caseId);
    await secondCase(world);
    await finishErasure(world, state);

    expect((await world.store.readCase(caseId)).at(-1)?.data).toEqual({
      why: 'OFF-TEST2 of the same person is open.',
    });
  });

  it('is not carried out by a process that slept meanwhile, also when nothing forbids it any more', async () => {
    const world = await threeCases();
    const seen = await erasureConfirmedBy(world, caseId);
    await placeHold(world, { by: adele, caseId: 'OFF-TEST2', reason: 'A lawsuit' });
    await finishErasure(world, seen);
    await endHold(world, { by: adele, caseId: 'OFF-TEST2', reason: 'It is over' });
    const before = await world.store.readCase('OFF-TEST3');
    await finishErasure(world, seen);

    expect(await keyOf(world)).not.toBeNull();
    expect(await world.store.readCase('OFF-TEST3')).toEqual(before);
  });

  it('is not carried out by a process that told the other cases of it while it was stopped', async () => {
    const world = await due();
    const state = await erasureConfirmedBy(world, caseId);
    const other = await smallWorld([], { store: world.store, clock: world.clock });
    const stop = () => other.cases.record(caseId, () => event('erasure-stopped', alex, { why: 'A lawsuit' }));
    const history: SmallWorld['store']['history'] = async (query) => {
      const page = await world.store.history(query);
      if ((await other.cases.read(caseId))?.erasure) await stop();
      return page;
    };
    await finishErasure({ ...world, store: { ...world.store, history } }, state);

    expect(await keyOf(world)).not.toBeNull();
    expect((await world.store.readCase(caseId)).at(-1)?.phase).toBe('erasure-stopped');
  });
});
