import type { Actor } from '#storage/entry.ts';
import { isSame } from '../policy/own-case.ts';
import { accepted, type Answer, refuse } from '../policy/refusal.ts';
import type { Clock } from '../workflow/world.ts';

/** Reports are asked for in the chat and made in a thread; lists are taken in the History tab, page by page. */
export type Door = 'chat' | 'tab';

export interface Wish {
  readonly by: Actor;
  readonly door: Door;
  /** For the person themselves: `the list of cases, no filter`. */
  readonly what: string;
}

/** What somebody takes, from the first look at the log until the last byte is handed over. */
export interface Taking {
  /** How many run or wait before it; 0 = it runs. */
  readonly before: number;
  /** Resolves when it may run; refused when the bot stops first. */
  readonly turn: Promise<Answer<null>>;
  /** Aborts when the bot stops. */
  readonly stopping: AbortSignal;
  /** The work is done and only handing over is left: the next one may run. */
  made(): void;
  /** To be called whatever became of it. */
  end(): void;
}

/** Who takes what since when, in this process: one thing a person, and so many in all. */
export interface UnderWay {
  /** Nothing may be read or noted before. */
  begin(wish: Wish): Answer<Taking>;
  /** Takes nothing new, turns away who waits; resolves when nothing is under way any more. */
  stop(): Promise<void>;
}

/**
 * At once, and waiting. A report reads the whole log and takes hundreds of MB, so there is one; a list takes little, but the
 * bot's own thread. A browser cannot be told its place, so nobody waits in the tab.
 */
export const mostUnderWay: Readonly<Record<Door, { readonly atOnce: number; readonly waiting: number }>> = {
  chat: { atOnce: 1, waiting: 5 },
  tab: { atOnce: 4, waiting: 0 },
};

interface Item extends Wish {
  readonly since: string;
  stage: 'waiting' | 'running' | 'made';
  readonly go: (answer: Answer<null>) => void;
}

export function createUnderWay(clock: Pick<Clock, 'now'>): UnderWay {
  const line = createLine();
  const closing = new AbortController();
  const emptied = Promise.withResolvers<void>();
  return {
    begin(wish) {
      const may = closing.signal.aborted ? refuse('bot-stopping') : mayBegin(line, wish);
      if (!may.ok) return may;
      const { promise: turn, resolve: go } = Promise.withResolvers<Answer<null>>();
      const item: Item = { ...wish, since: clock.now().toISOString(), stage: 'waiting', go };
      const before = line.join(item);
      const end = () => {
        line.leave(item);
        if (closing.signal.aborted && line.all().length === 0) emptied.resolve();
      };
      return accepted({ before, turn, stopping: closing.signal, made: () => line.hand(item), end });
    },
    async stop() {
      closing.abort();
      for (const item of line.all().filter(({ stage }) => stage === 'waiting')) {
        item.go(refuse('bot-stopping'));
        line.leave(item);
      }
      if (line.all().length > 0) await emptied.promise;
    },
  };
}

type Line = ReturnType<typeof createLine>;

function mayBegin(line: Line, { by, door }: Wish): Answer<null> {
  const mine = line.all().find((item) => isSame(item.by.id, by.id));
  if (mine) return refuse('already-taking', { what: mine.what, when: mine.since });
  const before = line.at(door, 'running') + line.at(door, 'waiting');
  const { atOnce, waiting } = mostUnderWay[door];
  return before < atOnce + waiting ? accepted(null) : refuse('too-many-takings', { count: String(before) });
}

/** Everything under way, in the order in which it began. */
function createLine() {
  const items = new Set<Item>();
  const at = (door: Door, stage: Item['stage']) =>
    [...items].filter((item) => item.door === door && item.stage === stage).length;

  function advance(door: Door): void {
    const next = [...items].find((item) => item.door === door && item.stage === 'waiting');
    if (!next || at(door, 'running') >= mostUnderWay[door].atOnce) return;
    next.stage = 'running';
    next.go(accepted(null));
  }

  return {
    all: (): readonly Item[] => [...items],
    at,
    /** @returns how many come before it; 0 = it runs */
    join(item: Item): number {
      const before = at(item.door, 'running') + at(item.door, 'waiting');
      items.add(item);
      advance(item.door);
      return item.stage === 'running' ? 0 : before;
    },
    hand(item: Item): void {
      item.stage = 'made';
      advance(item.door);
    },
    leave(item: Item): void {
      items.delete(item);
      advance(item.door);
    },
  };
}
