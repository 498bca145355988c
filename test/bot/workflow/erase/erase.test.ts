import { describe, expect, it } from 'vitest';
import { askErasure } from '#bot/workflow/erase/ask-erasure.ts';
import { dueForErasure } from '#bot/workflow/erase/due-for-erasure.ts';
import { finishErasure } from '#bot/workflow/erase/finish-erasure.ts';
import { createDueTeller } from '#bot/workflow/erase/tell-due.ts';
import { endHold, placeHold } from '#bot/workflow/erase/legal-hold.ts';
import { askUndo } from '#bot/workflow/acts/undo.ts';
import { retryCase } from '#bot/workflow/acts/retry-case.ts';
import { createDriver } from '#bot/workflow/driver.ts';
import {
  basis,
  closedCase,
  due,
  erasedCase,
  erasureConfirmedBy,
  kept,
  recovered,
  secondCase,
  years,
} from '#test/set-up/erasing.ts';
import {
  adele,
  alex,
  caseId,
  current,
  isaiah,
  johnDoe,
  smallWorld,
  type SmallWorld,
} from '#test/set-up/small-world.ts';

const phases = async (world: SmallWorld) => (await world.store.readCase(caseId)).map(({ phase }) => phase);

describe('an erasure', () => {
  it('is in the log before the key is gone, and verified after; it says who, who, why and since when', async () => {
    const world = await due();
    const state = await erasedCase(world, caseId);
    const entries = await world.store.readCase(caseId);

    expect(entries.map(({ phase }) => phase)).toEqual([
      'opened',
      'closed',
      'erasure-asked',
      'erased',
      'erasure-verified',
    ]);
    expect(entries[3]).toMatchObject({
      actor: { name: isaiah.name },
      data: { basis, askedBy: { name: alex.name }, due: '2032-11-23T09:00:00.000Z' },
    });
    expect(entries[4]).toMatchObject({ result: 'verified' });
    expect(await world.store.keys.keyOf(johnDoe.id)).toBeNull();
    expect(state).toMatchObject({ erased: true, leaver: { name: '[erased]' }, outcome: 'complete' });
    expect(await world.store.listOpen()).toEqual([]);
  });

  it('reaches every case of the person, and no other process sees what it read before', async () => {
    const world = await due();
    const other = await secondCase(world);
    await closedCase(world, other);
    world.clock.advance((years * 365 + 3) * 86_400_000);
    const elsewhere = await smallWorld([], { store: world.store, clock: world.clock });
    await elsewhere.cases.read(caseId);
    await elsewhere.cases.read(other);
    await erasedCase(world, caseId);

    for (const id of [caseId, other]) {
      const state = await elsewhere.cases.read(id);
      expect(state).toMatchObject({ erased: true, erasure: { stage: 'verified', lead: caseId } });
      expect(JSON.stringify(state)).not.toMatch(/John|jdoe/);
    }
  });

  it('is seen by a process that read the case before, also when nobody has verified it yet', async () => {
    const world = await due();
    const elsewhere = await smallWorld([], { store: world.store, clock: world.clock });
    await elsewhere.cases.read(caseId);
    const { subject } = await erasureConfirmedBy(world, caseId);
    await world.store.keys.destroy(subject!);
    const state = await elsewhere.cases.read(caseId);

    expect(state).toMatchObject({ erased: true, erasure: { stage: 'confirmed' } });
    expect(JSON.stringify(state)).not.toMatch(/John|jdoe/);
  });

  it('ends the case for ever: no undo, no retry, no second erasure, no hold', async () => {
    const world = await due();
    await erasedCase(world, caseId);
    const by = alex;

    const refused = [
      await askUndo(world, { by, caseId }),
      await retryCase(world, { by, caseId }),
      await askErasure(world, { by, caseId, basis }),
      await placeHold(world, { by, caseId, reason: 'A lawsuit' }),
    ];
    expect(refused).toMatchObject(refused.map(() => ({ refusal: { code: 'being-erased' } })));
    expect(await phases(world)).not.toContain('undo-asked');
  });

  it('is finished by the driver of any instance', async () => {
    const world = await due();
    await erasureConfirmedBy(world, caseId);
    const elsewhere = await smallWorld([], { store: world.store, clock: world.clock });
    const told: string[] = [];
    const driver = createDriver({ ...elsewhere, told: (_state, { phase }) => void told.push(phase) });
    driver.wake(caseId);
    await driver.stop();

    expect(await current(world)).toMatchObject({ erased: true, erasure: { stage: 'verified' } });
    expect(await world.store.listOpen()).toEqual([]);
  });

  it('by two instances at once is one', async () => {
    const world = await due();
    const state = await erasureConfirmedBy(world, caseId);
    const elsewhere = await smallWorld([], { store: world.store, clock: world.clock });
    await Promise.all([finishErasure(world, state), finishErasure(elsewhere, state)]);

    expect((await phases(world)).filter((phase) => phase === 'erasure-verified')).toHaveLength(1);
  });

  it.each([
    ['a case is opened', async (world: SmallWorld) => void (await secondCase(world)), /open/],
    [
      'a legal hold is placed on another case',
      async (world: SmallWorld) => {
        await closedCase(world, await secondCase(world));
        await placeHold(world, { by: adele, caseId: 'OFF-TEST2', reason: 'A lawsuit' });
      },
      /legal hold/,
    ],
  ])('is stopped when %s after it was confirmed: nothing is destroyed', async (_how, meanwhile, why) => {
    const world = await due();
    await erasureConfirmedBy(world, caseId);
    await meanwhile(world);
    await recovered(world);

    const state = await current(world);
    expect(state).toMatchObject({ status: 'closed', leaver: { name: 'John Doe' } });
    expect(state.erasure).toBeUndefined();
    expect(JSON.stringify((await world.store.readCase(caseId)).at(-1)?.data)).toMatch(why);
    expect(await world.store.keys.keyOf(johnDoe.id)).not.toBeNull();
  });

  it('that nobody asked for, a key that is lost, is shown as that', async () => {
    const world = await due();
    const { subject } = await current(world);
    await world.store.keys.destroy(subject!);
    const elsewhere = await smallWorld([], { store: world.store, clock: world.clock });
    const state = await elsewhere.cases.read(caseId);

    expect(state).toMatchObject({ erased: true, status: 'closed' });
    expect(state?.erasure).toBeUndefined();
  });
});

describe('what is due', () => {
  it('is said in the bot’s log once a day, by the case’s id and no name', async () => {
    const world = await due();
    const lines: string[] = [];
    const log = {
      ...world.log,
      info: (facts: object, text: string) => void lines.push(JSON.stringify([facts, text])),
    };
    const tell = createDueTeller({ ...world, log });
    await tell();
    world.clock.advance(23 * 3_600_000);
    await tell();
    expect(lines).toHaveLength(1);
    expect(lines[0]).toContain(caseId);
    expect(lines[0]).not.toMatch(/John|jdoe/);

    world.clock.advance(2 * 3_600_000);
    await tell();
    expect(lines).toHaveLength(2);
  });

  it('is listed from the day its retention ends, without what is held or erased', async () => {
    const world = await kept();
    const names = async () => {
      const found = await dueForErasure(world, { by: alex });
      return found.ok ? found.value.map(({ state }) => state.caseId) : found;
    };
    expect(await names()).toEqual([]);

    world.clock.advance((years * 365 + 3) * 86_400_000);
    expect(await names()).toEqual([caseId]);

    await placeHold(world, { by: adele, caseId, reason: 'A lawsuit' });
    expect(await names()).toEqual([]);

    await endHold(world, { by: adele, caseId, reason: 'It is over' });
    await erasureConfirmedBy(world, caseId);
    expect(await names()).toEqual([]);

    await recovered(world);
    expect(await names()).toEqual([]);
  });
});
