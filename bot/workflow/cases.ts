import type { Draft, Entry } from '#storage/entry.ts';
import { type LogStore, PositionTaken, StoreDown, WriteUnknown } from '#storage/log-store.ts';
import { emptyHead, seal, type Seal } from '#storage/seal.ts';
import type { CaseState } from './case-state.ts';
import { fold } from './fold.ts';

/** How a case is read and written. One object a process; it remembers folded cases so that an append costs one insert. */
export interface Cases {
  /** The case as the log has it now; `null` when there is none. */
  read(caseId: string): Promise<CaseState | null>;
  /**
   * Appends what `decide` wants for the newest state, or nothing when it wants nothing. When somebody else
   * wrote meanwhile, the case is read again and `decide` asked again: it must be pure.
   * @throws StoreDown when nothing may be done because nothing can be recorded
   */
  record(caseId: string, decide: Decide, epoch?: number): Promise<CaseState>;
}

export type Decide = (state: CaseState | null) => Draft | null;

export interface CasesOptions {
  readonly store: LogStore;
  readonly tenant: string;
  readonly instance: string;
  readonly version: string;
  readonly now: () => Date;
  readonly told: (state: CaseState, entry: Entry) => void;
}

const remembered = 500;
const collisions = 20;

export function createCases(options: CasesOptions): Cases {
  const known = new Map<string, CaseState>();
  const queues = new Map<string, Promise<unknown>>();

  async function read(caseId: string): Promise<CaseState | null> {
    const before = known.get(caseId) ?? null;
    const entries = await options.store.readCase(caseId, before?.head.seq);
    return remember(caseId, fold(entries, before));
  }

  function remember(caseId: string, state: CaseState | null): CaseState | null {
    const newest = known.get(caseId);
    if (!state || (newest && newest.head.seq > state.head.seq)) return newest ?? state;
    known.delete(caseId);
    known.set(caseId, state);
    for (const oldest of known.keys()) {
      if (known.size <= remembered) break;
      known.delete(oldest);
    }
    return state;
  }

  async function attempt(caseId: string, decide: Decide, epoch: number): Promise<CaseState | null> {
    const optimistic = known.get(caseId);
    let state = optimistic ?? (await read(caseId));
    let draft = decide(state);
    if (!draft && optimistic) {
      state = await read(caseId);
      draft = decide(state);
    }
    if (!draft) return nothingWritten(state);
    const how: Seal = { caseId, tenant: options.tenant, at: options.now(), by: { ...writer(), epoch } };
    const entry = seal(draft, state?.head ?? emptyHead, how);
    if (!(await written(entry))) return null;
    const after = remember(caseId, fold([entry], state));
    if (after) options.told(after, entry);
    return after;
  }

  function writer(): { instance: string; version: string } {
    return { instance: options.instance, version: options.version };
  }

  /** False when the position is another writer's: read and decide again. */
  async function written(entry: Entry): Promise<boolean> {
    try {
      await options.store.append(entry);
      return true;
    } catch (error) {
      if (error instanceof WriteUnknown) return arrived(entry, error);
      if (!(error instanceof PositionTaken)) throw error;
    }
    await read(entry.caseId);
    return false;
  }

  /** No answer came: only the log can tell whether the entry is there. */
  async function arrived(entry: Entry, error: WriteUnknown): Promise<boolean> {
    const [stored] = await options.store.readCase(entry.caseId, entry.seq - 1);
    if (!stored) throw new StoreDown('the entry did not arrive', { cause: error });
    return stored.hash === entry.hash;
  }

  async function record(caseId: string, decide: Decide, epoch = 0): Promise<CaseState> {
    for (let tries = 0; tries < collisions; tries++) {
      const state = await attempt(caseId, decide, epoch);
      if (state) return state;
    }
    throw new StoreDown(`${caseId}: ${collisions} other writers in a row`);
  }

  /** One writer a case in this process; other processes are met at the insert. */
  function inOrder<T>(caseId: string, work: () => Promise<T>): Promise<T> {
    const turn = (queues.get(caseId) ?? Promise.resolve()).then(work, work);
    const settled = turn.then(ignore, ignore);
    queues.set(caseId, settled);
    void settled.then(() => queues.get(caseId) === settled && queues.delete(caseId));
    return turn;
  }

  return { read, record: (caseId, decide, epoch) => inOrder(caseId, () => record(caseId, decide, epoch)) };
}

function nothingWritten(state: CaseState | null): CaseState {
  if (!state) throw new Error('nothing to record for a case that does not exist');
  return state;
}

function ignore(): void {}
