import type { Draft, Entry } from '#storage/entry.ts';
import { freshNonce, freshPersonKey, type PersonKey } from '#storage/person-key.ts';
import { LogDamaged, type LogStore, PositionTaken, StoreDown, WriteUnknown } from '#storage/log-store.ts';
import { emptyHead, seal, type Seal } from '#storage/seal.ts';
import type { CaseState } from './case-state.ts';
import { isClear } from './events.ts';
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

/**
 * Cases kept folded, some forty kilobytes each. More open ones than this are read from their first entry at every look,
 * which costs a hundred times as much.
 */
const remembered = 2000;
const collisions = 20;

export function createCases(options: CasesOptions): Cases {
  return new CaseBook(options);
}

class CaseBook implements Cases {
  readonly #options: CasesOptions;
  readonly #known = new Map<string, CaseState>();
  /** Keys of cases in work: of an ended one it is asked for anew each time, since it may be destroyed. */
  readonly #keys = new Map<string, PersonKey>();
  readonly #queues = new Map<string, Promise<unknown>>();

  constructor(options: CasesOptions) {
    this.#options = options;
  }

  async read(caseId: string): Promise<CaseState | null> {
    const before = this.#known.get(caseId) ?? null;
    const entries = await this.#options.store.readCase(caseId, before?.head.seq);
    const [next] = entries;
    if (before && next && next.prev !== before.head.hash)
      throw new LogDamaged(next._id, 'it does not follow the entry that was read before');
    return this.#remember(caseId, fold(entries, before));
  }

  /** One writer a case in this process; other processes are met at the insert. */
  record(caseId: string, decide: Decide, epoch = 0): Promise<CaseState> {
    const work = () => this.#record(caseId, decide, epoch);
    const turn = (this.#queues.get(caseId) ?? Promise.resolve()).then(work, work);
    const settled = turn.then(ignore, ignore);
    this.#queues.set(caseId, settled);
    void settled.then(() => this.#queues.get(caseId) === settled && this.#queues.delete(caseId));
    return turn;
  }

  async #record(caseId: string, decide: Decide, epoch: number): Promise<CaseState> {
    for (let tries = 0; tries < collisions; tries++) {
      const state = await this.#attempt(caseId, decide, epoch);
      if (state) return state;
    }
    throw new StoreDown(`${caseId}: ${collisions} other writers in a row`);
  }

  /** `null` when the position was another writer's: decide again. */
  async #attempt(caseId: string, decide: Decide, epoch: number): Promise<CaseState | null> {
    const remembered = this.#known.get(caseId);
    let state = remembered ?? (await this.read(caseId));
    let draft = decide(state);
    if (!draft && remembered) {
      state = await this.read(caseId);
      draft = decide(state);
    }
    if (!draft) return nothingWritten(state);
    const how = await this.#secrecy(withLeaver(draft, state), state);
    if (how === null) return this.#forget(caseId);
    const entry = this.#seal(caseId, { draft: withLeaver(draft, state), how }, state, epoch);
    if (!(await this.#written(entry))) return null;
    const after = this.#remember(caseId, fold([entry], state));
    if (after) this.#options.told(after, entry);
    return after;
  }

  /**
   * What seals the entry: the leaver's key, made with the case's first entry. A case without keys stays without, so
   * that an intent and its outcome are of one kind. `null` when the key was destroyed since the case was read.
   */
  async #secrecy(draft: Draft, state: CaseState | null): Promise<Secrecy | null> {
    if (state?.erased && state.subject !== undefined) return { subject: state.subject };
    if (!draft.leaver || (state && state.subject === undefined)) return {};
    const key = await this.#keyOf(draft.leaver.id, state);
    if (key === null) return null;
    return { under: { key, nonce: freshNonce(), clearData: isClear(draft.phase) } };
  }

  async #keyOf(person: string, state: CaseState | null): Promise<PersonKey | null> {
    const { keys } = this.#options.store;
    if (!state) return keys.make(freshPersonKey(person));
    const known = this.#keys.get(state.caseId);
    if (known && state.status !== 'closed') return known;
    const key = await keys.keyOf(person);
    if (key === null || key.subject !== state.subject) return null;
    if (state.status !== 'closed') this.#keys.set(state.caseId, key);
    return key;
  }

  /** Read from the log again, it is what can still be read of it. */
  #forget(caseId: string): null {
    this.#known.delete(caseId);
    this.#keys.delete(caseId);
    return null;
  }

  #seal(
    caseId: string,
    { draft, how }: { readonly draft: Draft; readonly how: Secrecy },
    state: CaseState | null,
    epoch: number,
  ): Entry {
    const { tenant, instance, version, now } = this.#options;
    return seal(draft, state?.head ?? emptyHead, {
      ...how,
      caseId,
      tenant,
      at: now(),
      by: { instance, version, epoch },
    });
  }

  /** False when the position is another writer's. */
  async #written(entry: Entry): Promise<boolean> {
    try {
      await this.#options.store.append(entry);
      return true;
    } catch (error) {
      if (error instanceof WriteUnknown) return this.#arrived(entry, error);
      if (!(error instanceof PositionTaken)) throw error;
    }
    await this.read(entry.caseId);
    return false;
  }

  /** No answer came: only the log can tell whether the entry is there. */
  async #arrived(entry: Entry, error: WriteUnknown): Promise<boolean> {
    const [stored] = await this.#options.store.readCase(entry.caseId, entry.seq - 1);
    if (!stored) throw new StoreDown('the entry did not arrive', { cause: error });
    if (stored.hash !== entry.hash) await this.read(entry.caseId);
    return stored.hash === entry.hash;
  }

  #remember(caseId: string, state: CaseState | null): CaseState | null {
    const newest = this.#known.get(caseId);
    if (!state || (newest && newest.head.seq > state.head.seq)) return newest ?? state;
    this.#known.delete(caseId);
    this.#known.set(caseId, state);
    if (state.status === 'closed') this.#keys.delete(caseId);
    for (const oldest of this.#known.keys()) {
      if (this.#known.size <= remembered) break;
      this.#forget(oldest);
    }
    return state;
  }
}

type Secrecy = Pick<Seal, 'under' | 'subject'>;

/** Every entry of a case says whom it is about, so that history finds it. */
function withLeaver(draft: Draft, state: CaseState | null): Draft {
  if (!state || state.erased) return draft;
  const { id, upn, name } = state.leaver;
  return { ...draft, leaver: { id, upn, name } };
}

function nothingWritten(state: CaseState | null): CaseState {
  if (!state) throw new Error('nothing to record for a case that does not exist');
  return state;
}

function ignore(): void {}
