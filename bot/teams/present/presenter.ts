import type { Entry } from '#storage/entry.ts';
import type { Cache } from '#storage/log-store.ts';
import type { CaseState } from '../../workflow/case/case-state.ts';
import { nextTurn } from '../../workflow/next-turn.ts';
import type { Where } from '../where.ts';
import type { Workflow } from '../workflow.ts';
import { type Cooling, createCooling } from './cooling.ts';
import { Placed } from './placed.ts';
import { reconcile, type ReconcileParts } from './reconcile.ts';
import { createStandstill, type Standstill } from './standstill.ts';
import { createUnshown, type Unshown } from './unshown.ts';

/** Keeps what stands in Teams in step with the cases. */
export interface Presenter {
  /** A case has a new entry. Returns at once. */
  told(state: CaseState, entry: Entry): void;
  /** A case stands still because the log cannot be written, or goes on again. Returns at once. */
  standsStill(state: CaseState, isStill: boolean): void;
  /** From now on the case's cards go to this conversation; they begin to come at once. */
  adopt(state: CaseState, at: Where): Promise<void>;
  livesAt(caseId: string, at: Where): Promise<boolean>;
  /** Brings every open case up to date, and those whose end was not shown before a restart. */
  start(): Promise<void>;
  /** Nothing new is sent; resolves when what is under way has ended. */
  stop(): Promise<void>;
}

export interface PresenterParts extends Omit<ReconcileParts, 'workflow' | 'cooling'> {
  readonly cache: Cache;
  readonly workflow: Pick<Workflow, 'operators' | 'recordDelivery' | 'listOpen' | 'read'>;
}

/** At most one round a case in this time; what happens meanwhile is shown by the next one. */
const betweenMs = 1_000;
const firstAgainMs = 1_000;
const longestAgainMs = 30_000;

/** Entries that change nothing anybody sees. The first one waits for `adopt`, which says where to show it. */
const silent = new Set(['opened', 'taken', 'released', 'refused', 'delivered', 'archived']);

export function createPresenter(parts: PresenterParts): Presenter {
  return new CasePresenter(parts);
}

class CasePresenter implements Presenter {
  readonly #parts: PresenterParts;
  readonly #stopping = new AbortController();
  /** The newest state of each case that is still to be shown. */
  readonly #due = new Map<string, CaseState>();
  readonly #loops = new Map<string, Promise<void>>();
  readonly #news = new Map<string, AbortController>();
  readonly #cooling: Cooling;
  readonly #unshown: Unshown;
  readonly #standstill: Standstill;

  constructor(parts: PresenterParts) {
    this.#parts = parts;
    this.#cooling = createCooling(parts.clock);
    this.#unshown = createUnshown(parts.cache);
    this.#standstill = createStandstill(parts);
  }

  told(state: CaseState, { phase }: Entry): void {
    // Taken up again, a case that was on hold is one that is being tried: that is seen.
    if (!silent.has(phase) || (phase === 'taken' && state.heldUp)) this.#show(state);
  }

  standsStill(state: CaseState, isStill: boolean): void {
    this.#standstill.tell(state, isStill);
  }

  async adopt(state: CaseState, at: Where): Promise<void> {
    this.#standstill.livesAt(state.caseId, at);
    const placed = await Placed.load(this.#parts.cache, state.caseId);
    if (placed.home?.conversationId !== at.conversationId) await placed.setHome(at);
    this.#show(state);
  }

  async livesAt(caseId: string, at: Where): Promise<boolean> {
    const { home } = await Placed.load(this.#parts.cache, caseId);
    return home?.conversationId === at.conversationId;
  }

  async start(): Promise<void> {
    const { workflow, log } = this.#parts;
    const ids = new Set([...(await workflow.listOpen()), ...(await this.#unshown.list())]);
    for (const caseId of ids) {
      try {
        const state = await workflow.read(caseId);
        if (state) this.#show(state);
      } catch (error) {
        log.error({ err: error, caseId }, 'a case could not be read to be shown');
      }
    }
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    await Promise.all(this.#loops.values());
  }

  #show(state: CaseState): void {
    const { caseId, head } = state;
    if (this.#stopping.signal.aborted) return;
    if ((this.#due.get(caseId)?.head.seq ?? -1) <= head.seq) this.#due.set(caseId, state);
    if (this.#loops.has(caseId)) return this.#news.get(caseId)?.abort();
    const loop = this.#loop(caseId).finally(() => this.#loops.delete(caseId));
    this.#loops.set(caseId, loop);
  }

  /** One round after the other until nothing is due. What failed is tried again, at the latest when something new is due. */
  async #loop(caseId: string): Promise<void> {
    const { clock } = this.#parts;
    let again = firstAgainMs;
    await nextTurn();
    for (let state = this.#take(caseId); state; state = this.#take(caseId)) {
      const complete = await this.#round(state);
      await clock.sleep(betweenMs, this.#stopping.signal);
      again = complete ? firstAgainMs : Math.min(again * 2, longestAgainMs);
      if (complete || this.#due.has(caseId)) continue;
      await this.#untilNews(caseId, again);
      if (!this.#due.has(caseId)) this.#due.set(caseId, state);
    }
  }

  async #round(state: CaseState): Promise<boolean> {
    try {
      await this.#unshown.add(state.caseId);
      const placed = await Placed.load(this.#parts.cache, state.caseId);
      if (placed.home) this.#standstill.livesAt(state.caseId, placed.home);
      const complete = await reconcile({ ...this.#parts, cooling: this.#cooling }, state, placed);
      if (complete && state.status === 'closed') await this.#allShown(state);
      return complete;
    } catch (error) {
      this.#parts.log.error({ err: error, caseId: state.caseId }, 'a case could not be shown');
      return false;
    }
  }

  async #allShown({ caseId, erased }: CaseState): Promise<void> {
    // The keys of its messages name what was changed.
    if (erased) await Placed.forget(this.#parts.cache, caseId);
    await this.#unshown.remove(caseId);
    this.#standstill.forget(caseId);
  }

  async #untilNews(caseId: string, ms: number): Promise<void> {
    const news = new AbortController();
    this.#news.set(caseId, news);
    await this.#parts.clock.sleep(ms, AbortSignal.any([news.signal, this.#stopping.signal]));
    this.#news.delete(caseId);
  }

  #take(caseId: string): CaseState | undefined {
    if (this.#stopping.signal.aborted) return undefined;
    const state = this.#due.get(caseId);
    this.#due.delete(caseId);
    return state;
  }
}
