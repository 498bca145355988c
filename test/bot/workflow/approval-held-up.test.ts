import { beforeEach, describe, expect, it } from 'vitest';
import { orHeldUp } from '#bot/workflow/approve/held-up.ts';
import { type Hold, takeHold } from '#bot/workflow/hold/hold.ts';
import { StoreDown } from '#storage/log-store.ts';
import { fault } from '#test/set-up/cupboard.ts';
import { caseId, current } from '#test/set-up/small-world.ts';
import { type ActStage, actStage, choice, plan } from './act-stage.ts';

let world: ActStage;
let hold: Hold;
beforeEach(async () => {
  world = await actStage();
});
async function begun(): Promise<number> {
  await world.at(choice, plan);
  const taken = await takeHold(world, caseId, new AbortController().signal);
  if (!taken) throw new Error('not held');
  hold = taken;
  return (await current(world)).head.seq;
}

describe('a system that holds a case up', () => {
  const stop = async (error: Error) =>
    orHeldUp(world, hold, async () => {
      throw error;
    });

  it('is said with its answer, and how long the case waits: longer each time', async () => {
    const seq = await begun();
    for (let times = 0; times < 3; times++) await stop(fault('down', { status: 503 }));
    const entries = await world.store.readCase(caseId, seq);

    expect(entries.map(({ data }) => data)).toEqual([
      { tries: 1, until: '2026-11-23T09:00:15.000Z' },
      { tries: 2, until: '2026-11-23T09:01:00.000Z' },
      { tries: 3, until: '2026-11-23T09:01:00.000Z' },
    ]);
    expect(entries[0]).toMatchObject({
      phase: 'held-up',
      actor: { name: 'Alex Wilber' },
      reason: 'A system could not be read, so nothing is sent. It is tried again by itself.',
      error: {
        system: 'entra',
        operation: 'test',
        code: 'down',
        message: 'down said the cupboard',
        status: 503,
      },
    });
  });

  it('is none when the move goes well, or when it is the log that is down', async () => {
    const seq = await begun();
    await orHeldUp(world, hold, async () => {});
    await expect(stop(new StoreDown('full'))).rejects.toThrow('full');

    expect(await world.store.readCase(caseId, seq)).toEqual([]);
  });
});
