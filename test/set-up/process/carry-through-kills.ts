import type { CaseState } from '#bot/workflow/case/case-state.ts';
import type { BotProcess } from './bot-process.ts';
import type { KillPoint } from './marks.ts';
import type { Aim } from './next-orders.ts';
import { seeded } from './seeded.ts';
import type { Stage } from './stage.ts';

/** From outside: so many ms after the bot has said so many things. */
export interface KillTime {
  readonly said: number;
  readonly ms: number;
}

export interface Carried {
  readonly state: CaseState;
  /** How often a bot was killed before the case had ended. */
  readonly kills: number;
}

/** Starts one bot after another, kills each at its place, and lets the last one bring the case to its end. */
export async function carryThroughKills(
  stage: Stage,
  aim: Aim,
  kills: readonly (KillPoint | KillTime)[],
): Promise<Carried> {
  const crowd = stage.people(aim);
  for (const [done, kill] of kills.entries()) {
    const bot = stage.start('moment' in kill ? kill : undefined);
    if ('said' in kill) killLater(bot, kill);
    const slow = 'moment' in kill && kill.moment === 'during effect';
    await stage.sandbox.control('faults', slow ? slowWrites : {});
    crowd.meet(bot);
    const state = await Promise.race([crowd.end, deathOf(bot)]);
    if (state !== null) return { state, kills: done };
  }
  await stage.sandbox.control('faults', {});
  const last = stage.start();
  crowd.meet(last);
  const state = await Promise.race([crowd.end, deathOf(last)]);
  if (state === null) throw new Error('the last bot was killed by somebody else');
  return { state, kills: kills.length };
}

/** Long enough for a bot to die while its request is on the way: the cloud executes it all the same. */
const slowWrites = { latencyMs: 150, match: '^(POST|PUT|PATCH|DELETE) ' };

async function deathOf(bot: BotProcess): Promise<null> {
  const { signal, complaint } = await bot.ended;
  if (signal !== 'SIGKILL') throw new Error(`${bot.instance} ended by itself: ${complaint}`);
  return null;
}

function killLater(bot: BotProcess, { said, ms }: KillTime): void {
  let count = 0;
  bot.hear(() => {
    if (++count === said) setTimeout(() => bot.signal('SIGKILL'), ms);
  });
}

/** Places spread over a case in which bots say about `length` things, the same for the same seed. */
export function killTimes(seed: number, count: number, length: number): readonly KillTime[] {
  const random = seeded(seed);
  const places = Array.from({ length: count }, () => 1 + Math.floor(random() * length));
  return places
    .toSorted((a, b) => a - b)
    .map((place, index, all) => ({
      said: Math.max(1, place - (all[index - 1] ?? 0)),
      ms: Math.floor(random() * 20),
    }));
}
