import { AsyncLocalStorage } from 'node:async_hooks';
import type { AnyAction, Change } from '#providers/action.ts';
import { changeRef } from '#bot/workflow/case/change-ref.ts';
import type { Log } from '#bot/workflow/world.ts';
import type { Entry } from '#storage/entry.ts';
import type { Json } from '#storage/json.ts';
import type { LogStore } from '#storage/log-store.ts';
import type { Doing, EntryMark, KillPoint, Mark } from './marks.ts';

/** Says what happens, and dies where it was told to. */
export interface Teller {
  tell(mark: Mark): void;
  /** Does not return when this is the moment. */
  pass(moment: KillPoint['moment'], what: { readonly phase?: string; readonly doing: Doing | null }): void;
}

export function teller(kill: KillPoint | undefined, write: (line: string) => void): Teller {
  let passed = 0;
  return {
    tell: (mark) => write(`${JSON.stringify(mark)}\n`),
    pass(moment, { phase, doing }) {
      if (kill?.moment !== moment) return;
      if (kill.phase !== undefined && kill.phase !== phase) return;
      if (kill.direction !== undefined && kill.direction !== doing?.direction) return;
      if (++passed === kill.nth) process.kill(process.pid, 'SIGKILL');
    },
  };
}

export function markedStore(store: LogStore, says: Teller): LogStore {
  /** Hashes of entries whose confirmation never came: they are confirmed when they are read. */
  const unsure = new Set<string>();

  return {
    ...store,
    cache: store.cache,
    async append(entry) {
      const mark = markOf(entry);
      says.pass('before entry', mark);
      unsure.add(entry.hash);
      await store.append(entry);
      unsure.delete(entry.hash);
      says.tell({ at: 'entry', ...mark });
      says.pass('after entry', mark);
    },
    async readCase(caseId, after) {
      const entries = await store.readCase(caseId, after);
      for (const entry of entries)
        if (unsure.delete(entry.hash)) says.tell({ at: 'entry', ...markOf(entry) });
      return entries;
    },
  };
}

function markOf(entry: Entry): EntryMark {
  const { direction } = (entry.data ?? {}) as { direction?: Doing['direction'] };
  const ref = changeRef(entry.action ?? '', entry.change ?? '');
  return {
    id: entry._id,
    hash: entry.hash,
    phase: entry.phase,
    epoch: entry.by.epoch,
    doing: direction === undefined ? null : { ref, direction },
  };
}

const doingNow = new AsyncLocalStorage<Doing>();

export function markedAction(action: AnyAction, says: Teller): AnyAction {
  const effect = async (direction: Doing['direction'], change: Change, run: () => Promise<void>) => {
    const doing = { ref: changeRef(action.id, change.key), direction };
    says.pass('before effect', { doing });
    says.tell({ at: 'effect', ...doing });
    await doingNow.run(doing, run);
    says.pass('after effect', { doing });
  };
  const apply: AnyAction['apply'] = (change, context) =>
    effect('apply', change, () => action.apply(change, context));
  if ('irreversible' in action) return { ...action, apply };
  return {
    ...action,
    apply,
    rollback: (change, context) => effect('undo', change, () => action.rollback(change, context)),
  };
}

/** Time for a request to leave, in ms: less than the sandbox takes to answer when a kill during an effect is wanted. */
const onTheWayMs = 60;

export function markedFetch(fetch: typeof globalThis.fetch, says: Teller): typeof globalThis.fetch {
  return (input, init) => {
    const method = init?.method ?? 'GET';
    const doing = doingNow.getStore() ?? null;
    if (method !== 'GET') {
      const { pathname, search } = new URL(input instanceof Request ? input.url : input);
      says.tell({ at: 'send', doing, method, path: `${pathname}${search}`, body: bodyOf(init?.body) });
    }
    const answer = fetch(input, init);
    if (doing && method !== 'GET') setTimeout(() => says.pass('during effect', { doing }), onTheWayMs);
    return answer;
  };
}

function bodyOf(body: unknown): Json {
  return typeof body === 'string' ? (JSON.parse(body) as Json) : null;
}

export function markedLog(says: Teller): Log {
  const at = (level: string) => (facts: object, message: string) => {
    const { error = '' } = facts as { error?: unknown };
    says.tell({ at: 'log', level, message, error: String(error) });
  };
  return { debug() {}, info: at('info'), warn: at('warn'), error: at('error') };
}
