import { describe, expect, it } from 'vitest';
import { confirmErasure, declineErasure } from '#bot/workflow/erase/answer-erasure.ts';
import { askErasure } from '#bot/workflow/erase/ask-erasure.ts';
import { StoreDown } from '#storage/log-store.ts';
import { basis, closedCase, due, secondCase, years } from '#test/set-up/erasing.ts';
import {
  adele,
  alex,
  caseId,
  current,
  isaiah,
  type SmallWorld,
  smallWorld,
} from '#test/set-up/small-world.ts';

const last = async (world: SmallWorld) => (await world.store.readCase(caseId)).at(-1);
const noneWaits = { refusal: { code: 'wrong-moment', facts: { case: caseId, why: 'No erasure waits.' } } };

/** Both cases of the person have been kept long enough; the second one ended when the first was due. */
async function twoCases(): Promise<SmallWorld> {
  const world = await due();
  await closedCase(world, await secondCase(world));
  world.clock.advance((years * 365 + 3) * 86_400_000);
  return world;
}

describe('the question whether to erase', () => {
  it('says on which basis, of which cases and until when', async () => {
    const world = await twoCases();
    const asked = await askErasure(world, { by: alex, caseId: 'OFF-TEST2', basis: `  ${basis} ` });
    const deadline = new Date(world.clock.now().getTime() + 72 * 3_600_000).toISOString();

    expect((await world.store.readCase('OFF-TEST2')).at(-1)).toMatchObject({
      phase: 'erasure-asked',
      actor: { name: alex.name },
      data: { basis, cases: [caseId, 'OFF-TEST2'].toSorted(), deadline },
    });
    expect(asked).toMatchObject({ value: { erasure: { stage: 'asked', basis } } });
  });

  it('is another one with another basis: a yes to the first is none to the second', async () => {
    const world = await due();
    const hashes: (string | undefined)[] = [];
    for (const words of [basis, basis, 'Another']) {
      await askErasure(world, { by: alex, caseId, basis: words });
      hashes.push((await current(world)).erasure?.hash);
    }

    expect(hashes[0]).toBe(hashes[1]);
    expect(hashes[2]).not.toBe(hashes[0]);
  });

  it('needs a case and a basis', async () => {
    const world = await due();

    expect(await askErasure(world, { by: alex, caseId: 'OFF-NONE', basis })).toMatchObject({
      refusal: { code: 'no-such-case', facts: { case: 'OFF-NONE' } },
    });
    expect(await askErasure(world, { by: alex, caseId, basis: '' })).toMatchObject({
      refusal: { code: 'reason-missing', facts: { case: caseId, step: 'the erasure' } },
    });
  });
});

describe('the answer', () => {
  it('counts to the last moment of its time, and says afterwards until when it would have', async () => {
    const world = await due();
    await askErasure(world, { by: alex, caseId, basis });
    const until = (await current(world)).erasure?.deadline ?? '';
    world.clock.advance(72 * 3_600_000 + 1);
    const late = await confirmErasure(world, { by: isaiah, caseId });
    world.clock.advance(-1);

    expect(late).toMatchObject({
      refusal: { code: 'approval-expired', facts: { case: caseId, step: 'the erasure', until } },
    });
    expect(await confirmErasure(world, { by: isaiah, caseId })).toMatchObject({ ok: true });
  });

  it('says since when the last case of the person could be erased', async () => {
    const world = await twoCases();
    await askErasure(world, { by: alex, caseId, basis });
    await confirmErasure(world, { by: isaiah, caseId });
    const [first, second] = await Promise.all([caseId, 'OFF-TEST2'].map((id) => world.cases.read(id)));

    const dueOf = (closedAt = '') =>
      new Date(new Date(closedAt).setUTCFullYear(Number(closedAt.slice(0, 4)) + years));
    expect((await last(world))?.data).toMatchObject({
      due: dueOf(second?.closedAt).toISOString(),
      lead: caseId,
    });
    expect(first?.closedAt).not.toBe(second?.closedAt);
  });

  it('puts the case on the list before it is written, so that a crash leaves nothing unfinished', async () => {
    const world = await due();
    await askErasure(world, { by: alex, caseId, basis });
    const store = { ...world.store, append: () => Promise.reject(new StoreDown('no answer')) };
    const failing = { ...(await smallWorld([], { store, clock: world.clock })), retention: { years } };

    await expect(confirmErasure(failing, { by: isaiah, caseId })).rejects.toThrow(StoreDown);
    expect(await world.store.listOpen()).toEqual([caseId]);
  });

  it('leaves the case on the list until the key is gone', async () => {
    const world = await due();
    await askErasure(world, { by: alex, caseId, basis });
    await confirmErasure(world, { by: isaiah, caseId });

    expect(await world.store.listOpen()).toEqual([caseId]);
  });

  it.each([
    ['who asked', alex],
    ['who could confirm', adele],
  ])('may be a no of the one %s', async (_who, by) => {
    const world = await due();
    await askErasure(world, { by: alex, caseId, basis });
    await declineErasure(world, { by, caseId });

    expect(await last(world)).toMatchObject({ phase: 'erasure-declined', actor: { name: by.name } });
    expect(await current(world)).not.toHaveProperty('erasure');
  });

  it('to a question that was asked at that very moment says since when the case could be erased', async () => {
    const world = await due();
    const other = await smallWorld([], { store: world.store, clock: world.clock });
    const read = async (id: string) => {
      const before = await world.cases.read(id);
      await askErasure({ ...other, retention: { years } }, { by: alex, caseId: id, basis });
      return before;
    };
    const early = { ...world.cases, read, record: world.cases.record.bind(world.cases) };
    const answer = await confirmErasure({ ...world, cases: early }, { by: isaiah, caseId });

    expect(answer).toMatchObject({ ok: true });
    expect((await last(world))?.data).toMatchObject({ due: '2032-11-23T09:00:00.000Z', lead: caseId });
  });

  it('to a question that nobody asked is refused', async () => {
    const world = await due();

    expect(await confirmErasure(world, { by: isaiah, caseId })).toMatchObject(noneWaits);
    expect(await declineErasure(world, { by: isaiah, caseId })).toMatchObject(noneWaits);
    expect(await confirmErasure(world, { by: isaiah, caseId: 'OFF-NONE' })).toMatchObject({
      refusal: { code: 'no-such-case' },
    });
  });
});
