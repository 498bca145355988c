import { describe, expect, it } from 'vitest';
import { confirmErasure } from '#bot/workflow/erase/answer-erasure.ts';
import { askErasure } from '#bot/workflow/erase/ask-erasure.ts';
import { finishErasure } from '#bot/workflow/erase/finish-erasure.ts';
import { endHold, placeHold } from '#bot/workflow/erase/legal-hold.ts';
import { event } from '#bot/workflow/case/event.ts';
import { basis, erasureConfirmedBy, threeCases, years } from '#test/set-up/erasing.ts';
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

describe('an erasure that a legal hold on another case forbids', () => {
  /** An erasure that a legal hold on another case forbids, and what happens before it is called stopped. */
  async function stoppedAfter(meanwhile: (other: SmallWorld) => Promise<unknown>): Promise<SmallWorld> {
    const world = await threeCases();
    const state = await erasureConfirmedBy(world, caseId);
    await placeHold(world, { by: adele, caseId: 'OFF-TEST3', reason: 'A lawsuit' });
    const other = {
      ...(await smallWorld([], { store: world.store, clock: world.clock })),
      retention: { years },
    };
    let looks = 0;
    const history: SmallWorld['store']['history'] = async (query) => {
      looks += 1;
      if (looks === 2) await meanwhile(other);
      return world.store.history(query);
    };
    await finishErasure({ ...world, store: { ...world.store, history } }, state);
    expect(looks).toBe(2);
    return world;
  }

  it('is not called stopped once the key is gone: somebody else was quicker, and died before saying so', async () => {
    const world = await stoppedAfter(async ({ store }) =>
      store.keys.destroy((await store.keys.keyOf(johnDoe.id))!.subject),
    );

    expect((await world.store.readCase(caseId)).at(-1)?.phase).toBe('erased');
    expect(await current(world)).toMatchObject({ erased: true, erasure: { stage: 'confirmed' } });
  });

  it('leaves alone what was asked anew since', async () => {
    const world = await stoppedAfter(async (other) => {
      await other.cases.record(caseId, () => event('erasure-stopped', alex, { why: 'A lawsuit' }));
      await endHold(other, { by: adele, caseId: 'OFF-TEST3', reason: 'It is over' });
      await askErasure(other, { by: alex, caseId, basis });
    });

    expect((await world.store.readCase(caseId)).at(-1)?.phase).toBe('erasure-asked');
  });

  it('leaves alone another one that was confirmed beside it, which stops by itself', async () => {
    const world = await threeCases();
    await askErasure(world, { by: alex, caseId: 'OFF-TEST2', basis });
    const state = await erasureConfirmedBy(world, caseId);
    await confirmErasure(world, { by: isaiah, caseId: 'OFF-TEST2' });
    await placeHold(world, { by: adele, caseId: 'OFF-TEST3', reason: 'A lawsuit' });
    await finishErasure(world, state);
    const beside = await world.cases.read('OFF-TEST2');

    expect((await current(world)).erasure).toBeUndefined();
    expect(beside?.erasure).toMatchObject({ stage: 'confirmed', lead: 'OFF-TEST2' });
    await finishErasure(world, beside!);
    expect((await world.cases.read('OFF-TEST2'))?.erasure).toBeUndefined();
    expect(await keyOf(world)).not.toBeNull();
  });
});
