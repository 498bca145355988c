import { expect, it, describe } from 'vitest';
import { describeWithMongo } from '#test/set-up/describe-with-mongo.ts';
import type { BotProcess } from '#test/set-up/process/bot-process.ts';
import { openPoints } from '#test/set-up/process/findings.ts';
import type { Aim } from '#test/set-up/process/next-orders.ts';
import { setStage, type Stage, type StageSetting } from '#test/set-up/process/stage.ts';
import type { CaseState } from '#bot/workflow/case/case-state.ts';

const patience = 180_000;
const aim: Aim = { query: 'jdoe', end: 'complete' };

async function onStage(setting: StageSetting, play: (stage: Stage) => Promise<void>): Promise<void> {
  const stage = await setStage({ ...setting, holdMs: 2000 });
  try {
    await play(stage);
  } finally {
    await stage.clear();
  }
}

/** Two bots that are up, and people who do their first `many` acts at the first one and the rest at the second. */
async function two(
  stage: Stage,
  at: (act: number) => 0 | 1,
): Promise<{ bots: readonly [BotProcess, BotProcess]; end: Promise<CaseState> }> {
  const bots = [stage.start(), stage.start()] as const;
  await Promise.all(bots.map((bot) => bot.until((mark) => mark.at === 'ready')));
  const crowd = stage.people(aim, (act) => bots[at(act)]);
  for (const bot of bots) crowd.meet(bot);
  const died = Promise.race(bots.map(({ ended }) => ended)).then(({ complaint }) => {
    throw new Error(`a bot ended: ${complaint}`);
  });
  return { bots, end: Promise.race([crowd.end, died]) };
}

async function clicksAtBoth(stage: Stage): Promise<void> {
  const { bots, end } = await two(stage, (act) => (act % 2 === 0 ? 0 : 1));
  const state = await end;

  expect(await stage.findings(state)).toEqual([]);
  expect(openPoints(state)).toEqual([]);
  expect(state.outcome).toBe('complete');
  for (const bot of bots) {
    const decided = bot.marks.filter((mark) => mark.at === 'entry' && mark.phase === 'approved');
    expect(decided.length).toBeGreaterThan(0);
  }
}

/** Not in the middle of a write: a file that a frozen process has locked is nobody's, and that is SQLite's own limit. */
async function freeze({ store }: Stage, bot: BotProcess): Promise<void> {
  for (;;) {
    bot.signal('SIGSTOP');
    const free = await store.ping().then(
      () => true,
      () => false,
    );
    if (free) return;
    const next = bot.until((mark) => mark.at === 'entry');
    bot.signal('SIGCONT');
    await next;
  }
}

/** A database that it was talking to may have gone silent meanwhile: then it stands still before it can learn more. */
const givesUp = /another instance has taken the case|the case stands still/;

/** Resolves when it is in the middle of the work. */
async function isAtWork(bot: BotProcess): Promise<BotProcess> {
  let intents = 0;
  await bot.until((mark) => mark.at === 'entry' && mark.phase === 'intent' && ++intents === 4);
  return bot;
}

/** One works, is frozen in the middle for longer than it holds the case, and wakes up when all is over. */
async function oneIsFrozen(stage: Stage): Promise<void> {
  await stage.sandbox.control('faults', { latencyMs: 20 });
  let open: 0 | 1 = 1;
  const { bots, end } = await two(stage, (act) => (act < 5 ? 0 : open));
  // Mostly the first, to which people spoke first; a busy machine may give the case to the other.
  const frozen = await Promise.race(bots.map(isAtWork));
  open = frozen === bots[0] ? 1 : 0;
  const awake = bots[open];
  await freeze(stage, frozen);
  const state = await end;
  const before = frozen.marks.length;
  const written = await stage.store.readCase(state.caseId);
  const gaveUp = frozen.until((mark) => mark.at === 'log' && givesUp.test(mark.message));
  frozen.signal('SIGCONT');
  await gaveUp;
  await frozen.stop();

  // What it hears of only now may have been written before: an answer that came while it was frozen.
  const after = frozen.marks.slice(before).filter((mark) => mark.at === 'entry');
  expect(after.filter(({ id }) => !written.some(({ _id }) => _id === id))).toEqual([]);
  expect(await stage.store.readCase(state.caseId)).toEqual(written);
  expect(await stage.findings(state)).toEqual([]);
  expect(openPoints(state)).toEqual([]);
  expect(state.outcome).toBe('complete');
  expect(written.length).toBe(state.head.seq);
  expect(written.at(-1)?.by.instance).toBe(awake.instance);
}

/** @param fresh a log of its own for each test */
function tests(fresh: () => StageSetting): void {
  it('one case, clicks at either: every click counts, and there is one log', { timeout: patience }, () =>
    onStage(fresh(), clicksAtBoth),
  );

  it(
    'one is frozen longer than it holds the case: the other goes on, and the first writes nothing more',
    {
      timeout: patience,
    },
    () => onStage(fresh(), oneIsFrozen),
  );
}

describe('two bots on one SQLite file', () => {
  tests(() => ({}));
});

await describeWithMongo('two bots on one MongoDB server', ({ uri }) => {
  let number = 0;
  tests(() => ({ mongoUri: `${uri}_${(number += 1)}` }));
});
