import { AsyncLocalStorage } from 'node:async_hooks';
import type { AnyAction } from '#providers/action.ts';

/** One call to the cloud, with what is needed to make it again. Times in ms of this process. */
export interface Call {
  readonly start: number;
  readonly end: number;
  readonly status: number;
  readonly url: string;
  readonly init: RequestInit;
}

/** One piece of an action's work and the calls it made. */
export interface Piece {
  readonly action: string;
  readonly does: 'inspect' | 'apply' | 'verify';
  /** The change's key; absent for a reading. */
  readonly key?: string;
  readonly start: number;
  end: number;
  readonly calls: Call[];
}

export interface CallTrace {
  readonly calls: readonly Call[];
  readonly pieces: readonly Piece[];
  readonly fetch: typeof globalThis.fetch;
  /** The same action, whose calls are noted. */
  traced(action: AnyAction): AnyAction;
  clear(): void;
}

/** Notes every call of `fetch`, and for which piece of which action it was made. */
export function traceCalls(fetch: typeof globalThis.fetch): CallTrace {
  const current = new AsyncLocalStorage<Piece>();
  const calls: Call[] = [];
  const pieces: Piece[] = [];

  async function inPiece<T>(
    piece: Pick<Piece, 'action' | 'does' | 'key'>,
    work: () => Promise<T>,
  ): Promise<T> {
    const noted: Piece = { ...piece, start: performance.now(), end: 0, calls: [] };
    pieces.push(noted);
    try {
      return await current.run(noted, work);
    } finally {
      noted.end = performance.now();
    }
  }

  return {
    calls,
    pieces,
    async fetch(input, init = {}) {
      const start = performance.now();
      const answer = await fetch(input, init);
      const call = {
        start,
        end: performance.now(),
        status: answer.status,
        url: input instanceof Request ? input.url : String(input),
        init,
      };
      calls.push(call);
      current.getStore()?.calls.push(call);
      return answer;
    },
    traced(action) {
      const { id } = action;
      const verify = action.verify?.bind(action);
      const about = ({ key }: { key: string }, does: Piece['does']) => ({ action: id, does, key });
      return {
        ...action,
        inspect: (context) => inPiece({ action: id, does: 'inspect' }, () => action.inspect(context)),
        apply: (change, context) => inPiece(about(change, 'apply'), () => action.apply(change, context)),
        ...(verify && {
          verify: (change, context) => inPiece(about(change, 'verify'), () => verify(change, context)),
        }),
      };
    },
    clear() {
      calls.length = 0;
      pieces.length = 0;
    },
  };
}

/** How many of these calls had to wait for one another: the most that followed one after the other. */
export function longestChain(calls: readonly Call[]): number {
  let length = 0;
  let free = -Infinity;
  for (const { start, end } of calls.toSorted((a, b) => a.end - b.end)) {
    if (start < free) continue;
    length += 1;
    free = end;
  }
  return length;
}
