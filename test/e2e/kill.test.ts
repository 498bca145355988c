import { describe, expect, it } from 'vitest';
import { seeds, slack } from '#test/set-up/attack.ts';
import { describeWithMongo } from '#test/set-up/describe-with-mongo.ts';
import {
  type Carried,
  carryThroughKills,
  killTimes,
  type KillTime,
} from '#test/set-up/process/carry-through-kills.ts';
import { openPoints, repeatedWrites } from '#test/set-up/process/findings.ts';
import type { KillPoint } from '#test/set-up/process/marks.ts';
import type { Aim } from '#test/set-up/process/next-orders.ts';
import { setStage, type Stage, type StageSetting } from '#test/set-up/process/stage.ts';

/** In ms; most of it is spent waiting until the hold of the dead is over, so these tests run side by side. */
const patience = 180_000 * slack;

const complete: Aim = { query: 'jdoe', end: 'complete' };
const undone: Aim = { query: 'jdoe', end: 'undone' };

interface Attempt {
  readonly aim: Aim;
  readonly kills: readonly (KillPoint | KillTime)[];
  readonly setting?: StageSetting;
  readonly also?: (stage: Stage) => Promise<void>;
}

/** Carries John Doe's case through the kills and looks for anything that is not as it must be. */
async function survives({ aim, kills, setting, also }: Attempt): Promise<Carried> {
  const stage = await setStage(setting);
  try {
    const carried = await carryThroughKills(stage, aim, kills);
    expect(await stage.findings(carried.state)).toEqual([]);
    expect(openPoints(carried.state)).toEqual([]);
    expect(carried.state.outcome).toBe(aim.end);
    await also?.(stage);
    return carried;
  } finally {
    await stage.clear();
  }
}

/** What had happened is seen before anything is sent again. */
async function nothingTwice(stage: Stage): Promise<void> {
  expect(repeatedWrites(await stage.writes())).toEqual([]);
}

async function isKilledAt(aim: Aim, kills: readonly KillPoint[]): Promise<void> {
  const carried = await survives({ aim, kills, also: nothingTwice });
  expect(carried.kills).toBe(kills.length);
}

/** Four times, anywhere in a case that ends complete or, the other half of the seeds, undone. */
async function isKilledAtRandom(seed: number, isUndone: boolean, setting: StageSetting = {}): Promise<void> {
  const [aim, length] = isUndone ? [undone, 400] : [complete, 210];
  const { kills } = await survives({ aim, kills: killTimes(seed, 4, length), setting });
  expect(kills).toBeGreaterThan(2);
}

describe.concurrent('a bot that is killed without warning', () => {
  it(
    'while people open, choose and approve: their acts are there or can be done again',
    { timeout: patience },
    () =>
      isKilledAt(complete, [
        { moment: 'before entry', phase: 'opened', nth: 1 },
        { moment: 'after entry', phase: 'opened', nth: 1 },
        { moment: 'after entry', phase: 'chosen', nth: 1 },
        { moment: 'before entry', phase: 'approved', nth: 2 },
        { moment: 'after entry', phase: 'approved', nth: 1 },
      ]),
  );

  it(
    'before and after an intent, an effect and an outcome: every change is made once',
    { timeout: patience },
    () =>
      isKilledAt(complete, [
        { moment: 'before entry', phase: 'intent', nth: 2 },
        { moment: 'after entry', phase: 'intent', nth: 2 },
        { moment: 'before effect', nth: 3 },
        { moment: 'during effect', nth: 3 },
        { moment: 'after effect', nth: 2 },
        { moment: 'before entry', phase: 'outcome', nth: 2 },
        { moment: 'after entry', phase: 'outcome', nth: 3 },
        { moment: 'before entry', phase: 'closed', nth: 1 },
      ]),
  );

  it('in the middle of an undo: everything comes back, once', { timeout: patience }, () =>
    isKilledAt(undone, [
      { moment: 'after entry', phase: 'undo-confirmed', nth: 1 },
      { moment: 'after entry', phase: 'intent', direction: 'undo', nth: 2 },
      { moment: 'during effect', direction: 'undo', nth: 2 },
      { moment: 'after effect', direction: 'undo', nth: 2 },
      { moment: 'before entry', phase: 'outcome', direction: 'undo', nth: 2 },
    ]),
  );

  it.each(seeds({ short: 1, long: 125 }))('at four random times (seed %i)', { timeout: patience }, (seed) =>
    isKilledAtRandom(seed, seed % 2 === 0),
  );
});

await describeWithMongo('a bot that is killed, with its log in a MongoDB server', ({ uri }) => {
  // This server looks through everything at each question: a shorter hold would be over before it is renewed.
  const log = (name: string): StageSetting => ({
    mongoUri: uri.replace(/\/(\w+)(\?|$)/, `/$1_${name}$2`),
    holdMs: 3000,
  });

  it.concurrent(
    'three times: the case ends, and no confirmed entry is lost',
    { timeout: patience },
    async () => {
      const kills: readonly KillPoint[] = [
        { moment: 'after entry', phase: 'intent', nth: 4 },
        { moment: 'after effect', nth: 4 },
        { moment: 'before entry', phase: 'outcome', nth: 4 },
      ];
      const carried = await survives({ aim: complete, kills, setting: log('named'), also: nothingTwice });
      expect(carried.kills).toBe(3);
    },
  );

  it.concurrent.each(seeds({ short: 1, long: 125 }))(
    'at four random times (seed %i)',
    { timeout: patience },
    (seed) => isKilledAtRandom(seed, seed % 2 === 1, log(`random_${seed}`)),
  );
});
