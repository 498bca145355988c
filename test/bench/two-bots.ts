import { join } from 'node:path';
import { openStore } from '#storage/open-store.ts';
import { appendAlone, readAlone } from './log-alone.ts';
import { type Child, startChild } from './child.ts';
import type { Request, Spent } from './product-bot.ts';
import { type BenchStore, openBenchStore, type Stage, type StoreKind, withStage } from './stage.ts';
import { type Teams, teams } from './timed-post.ts';

interface Address {
  readonly origin: string;
}

/** The product's bot and the bare one, each in a process of its own, side by side in one run. */
export interface TwoBots {
  readonly teams: Teams;
  readonly echo: string;
  readonly bot: string;
  readonly cloud: string;
  readonly store: string;
  /** One entry in a log of the same kind at the same place, written by nobody else; ms. */
  append(): Promise<number>;
  /** What is new in this case, asked of the bot's own log by somebody else: nothing; ms. */
  read(caseId: string): Promise<number>;
  /** What must be known about this store, if anything. */
  readonly note: readonly string[];
  /** Look-ups of callers: asked of the cloud, or answered from memory. */
  remember(on: boolean): Promise<void>;
  spent(): Promise<Spent>;
  /** Opens a case up to its approvals. */
  open(query: string): Promise<readonly Request[]>;
  /** Resolves when the bot has nothing to do any more; the case's status. */
  rest(caseId: string): Promise<string>;
}

export async function withTwoBots<T>(
  kind: StoreKind,
  work: (bots: TwoBots) => Promise<T>,
): Promise<T | { readonly missing: string }> {
  return withStage(async (stage) => {
    const store = await openBenchStore(kind, stage.folder);
    if ('missing' in store) return store;
    try {
      return await startBoth(stage, store, work);
    } finally {
      await store.stop();
    }
  });
}

async function startBoth<T>(
  { around, folder }: Stage,
  store: BenchStore,
  work: (bots: TwoBots) => Promise<T>,
): Promise<T> {
  const { cloud, connector } = around.ready;
  const echo = await startChild<Address>(new URL('echo-bot.ts', import.meta.url));
  const plan = { cloud, folder, store: store.settings };
  const bot = await startChild<Address>(new URL('product-bot.ts', import.meta.url), plan);
  const { file } = store.settings;
  const same = await openStore(store.settings);
  const log = await openStore(file === undefined ? store.settings : { file: join(folder, 'alone.db') });
  try {
    const addresses = { echo: echo.ready.origin, bot: bot.ready.origin, cloud };
    const alone = { store: store.name, note: store.note, append: appendAlone(log), read: readAlone(same) };
    return await work({ teams: teams(connector), ...addresses, ...alone, ...questions(bot) });
  } finally {
    await Promise.all([echo.stop(), bot.stop(), log.close(), same.close()]);
  }
}

function questions(bot: Child<Address>): Pick<TwoBots, 'remember' | 'spent' | 'open' | 'rest'> {
  return {
    remember: (on) => bot.ask('remember', on),
    spent: () => bot.ask('spent'),
    open: (query) => bot.ask('open', query),
    rest: (caseId) => bot.ask('rest', caseId),
  };
}
