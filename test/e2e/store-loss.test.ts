import { execFileSync } from 'node:child_process';
import { expect, it } from 'vitest';
import { describeWithMongo } from '#test/set-up/describe-with-mongo.ts';
import { findCommand } from '#test/set-up/find-command.ts';
import type { BotProcess } from '#test/set-up/process/bot-process.ts';
import { openPoints } from '#test/set-up/process/findings.ts';
import type { Mark } from '#test/set-up/process/marks.ts';
import type { Aim } from '#test/set-up/process/next-orders.ts';
import { setStage, type Stage, type StageSetting } from '#test/set-up/process/stage.ts';

const patience = 180_000;
const aim: Aim = { query: 'jdoe', end: 'complete' };

interface Loss {
  readonly setting: StageSetting;
  readonly take: (bot: BotProcess) => Promise<void>;
  readonly giveBack: (bot: BotProcess) => Promise<void>;
}

const standsStill = (mark: Mark) => mark.at === 'log' && mark.message === 'the case stands still';

/** The store goes in the middle of the work and comes back; nobody does anything about it. */
async function goesAndComesBack({ setting, take, giveBack }: Loss): Promise<void> {
  const stage = await setStage(setting);
  try {
    await stage.sandbox.control('faults', { latencyMs: 10 });
    const crowd = stage.people(aim);
    const bot = stage.start();
    crowd.meet(bot);
    await nthIntent(bot, 5);
    const still = bot.until(standsStill);
    await take(bot);
    await still;
    await nothingIsSentWhileDown(stage, bot);
    await giveBack(bot);
    const state = await crowd.end;

    expect(stage.bots).toHaveLength(1);
    expect(await stage.findings(state)).toEqual([]);
    expect(openPoints(state)).toEqual([]);
    expect(state.outcome).toBe('complete');
  } finally {
    await stage.clear();
  }
}

/** The bot tries at least once more, and finds that it may do nothing. */
async function nothingIsSentWhileDown(stage: Stage, bot: BotProcess): Promise<void> {
  const before = await stage.writes();
  await bot.until(standsStill);
  expect(await stage.writes()).toEqual(before);
}

async function nthIntent(bot: BotProcess, nth: number): Promise<void> {
  let count = 0;
  await bot.until((mark) => mark.at === 'entry' && mark.phase === 'intent' && ++count === nth);
}

await describeWithMongo('a MongoDB server that dies in the middle of a case', (server) => {
  it.skipIf(server.kind === 'given')(
    'stops the work, and the case goes on by itself when the server is back',
    { timeout: patience },
    () =>
      goesAndComesBack({
        setting: { mongoUri: server.uri },
        take: () => server.kill(),
        giveBack: () => server.restart(),
      }),
  );
});

const prlimit = findCommand('prlimit');

/** Largest size of a file that process may write, in bytes: SQLite meets it as a disk that takes no more. */
async function limitFiles({ pid }: BotProcess, bytes: string): Promise<void> {
  execFileSync(prlimit ?? '', ['--pid', String(pid), `--fsize=${bytes}:unlimited`]);
}

it.skipIf(prlimit === null)(
  'a disk that takes no more stops the work, and the case goes on by itself when there is room again',
  { timeout: patience },
  () =>
    goesAndComesBack({
      setting: {},
      take: (bot) => limitFiles(bot, '4096'),
      giveBack: (bot) => limitFiles(bot, 'unlimited'),
    }),
);
