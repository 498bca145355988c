import type { CaseState } from '#bot/workflow/case/case-state.ts';
import type { World } from '#bot/workflow/world.ts';
import type { BotProcess } from './bot-process.ts';
import type { Mark } from './marks.ts';
import { type Aim, isAnotherTry, isAtTheEnd, nextOrders } from './next-orders.ts';

/** People who carry one case through, at whatever bot is there, by what the log says. */
export interface People {
  /** From now on they also listen to this bot. */
  meet(bot: BotProcess): void;
  /** Resolves when the case is where they want it. */
  readonly end: Promise<CaseState>;
}

interface Crowd {
  /** Reads the log, beside the bots. */
  readonly reader: Pick<World, 'cases' | 'store'>;
  readonly aim: Aim;
  /** At which bot an act is done, counted from 0. */
  readonly at: (act: number) => BotProcess;
}

/** After this long, in ms, somebody whose act failed tries again. */
const againMs = 250;

export function people({ reader, aim, at }: Crowd): People {
  const end = Promise.withResolvers<CaseState>();
  const done = new Map<string, BotProcess>();
  let [acts, retried] = [0, 0];
  let looking: Promise<void> = Promise.resolve();

  async function look(): Promise<void> {
    const state = await newestCase(reader).catch(() => undefined);
    if (state === undefined) return lookSoon();
    if (state && isAtTheEnd(state, aim, retried)) return end.resolve(state);
    for (const order of nextOrders(state, aim, retried)) {
      // Trying again is an act of its own every time; everything else is done once at one bot.
      const what = JSON.stringify([
        order,
        order.act === 'retry' || isAnotherTry(order, state) ? state?.head.seq : '',
      ]);
      if (done.get(what)?.isAlive()) continue;
      const bot = at(acts++);
      done.set(what, bot);
      const number = bot.order(order);
      if (isAnotherTry(order, state)) retried += 1;
      // A bot that dies owes no answer.
      void hearAnswer(bot, number, () => done.delete(what)).catch(() => {});
    }
  }

  async function hearAnswer(bot: BotProcess, number: number, refused: () => void): Promise<void> {
    const answer = await bot.until((mark) => mark.at === 'answered' && mark.order === number);
    if (answer.at !== 'answered' || answer.ok) return;
    refused();
    lookSoon();
  }

  function lookSoon(): void {
    setTimeout(() => lookInTurn(), againMs).unref();
  }

  function lookInTurn(): void {
    looking = looking.then(look, look);
  }

  return {
    end: end.promise,
    meet(bot) {
      if (bot.marks.length > 0) lookInTurn();
      bot.hear((mark) => {
        if (concernsPeople(mark)) lookInTurn();
      });
    },
  };
}

/** The newest case of the log; there is one leaver in these tests. */
export async function newestCase({ cases, store }: Crowd['reader']): Promise<CaseState | null> {
  const [opened] = (await store.history({ phases: ['opened'], limit: 1 })).entries;
  return opened ? cases.read(opened.caseId) : null;
}

function concernsPeople(mark: Mark): boolean {
  if (mark.at === 'entry') return !['intent', 'outcome', 'taken', 'archived'].includes(mark.phase);
  return mark.at === 'ready' || mark.at === 'answered' || mark.at === 'log';
}
