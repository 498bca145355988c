import { LogDamaged, StoreDown } from '#storage/log-store.ts';
import { advance, moveOf } from './advance.ts';
import { heldUpForMs } from './approve/held-up.ts';
import { heldFor, HoldLost, takeHold } from './hold/hold.ts';
import { keepingHold } from './hold/keeping-hold.ts';
import { createDueTeller } from './erase/tell-due.ts';
import { finishErasure } from './erase/finish-erasure.ts';
import { nextTurn } from './next-turn.ts';
import { createRest, type Rest } from './hold/rest.ts';
import type { CaseState } from './case/case-state.ts';
import type { World } from './world.ts';

/** Keeps cases going: after every act of a person, after a restart, and once a minute for what time brings. */
export interface Driver {
  /** Work on this case soon. Many calls at once are one. */
  wake(caseId: string): void;
  /** Takes up every open case, now and once a minute, until `stop`. */
  start(): void;
  /** Nothing new begins; resolves when what is under way has come to its next safe point. */
  stop(): Promise<void>;
}

const everyMs = 60_000;
const afterStoreDownMs = 3_000;
/** Cases worked on at one time by this process. */
const width = 25;

export function createDriver(world: World): Driver {
  return new CaseDriver(world);
}

class CaseDriver implements Driver {
  readonly #world: World;
  readonly #stopping = new AbortController();
  readonly #waiting = new Set<string>();
  readonly #working = new Map<string, Promise<void>>();
  /** Cases that wake by themselves in a while. */
  readonly #sleeping = new Set<string>();
  readonly #resting: Rest;
  readonly #tellDue: () => Promise<void>;
  /** Cases in work that stand still because the log cannot be written. */
  readonly #still = new Map<string, CaseState>();
  #rounds: Promise<void> = Promise.resolve();
  /** Cases begin one a turn of the event loop, however many wake at once. */
  #turns: Promise<void> = Promise.resolve();

  constructor(world: World) {
    this.#world = world;
    this.#resting = createRest(world.clock);
    this.#tellDue = createDueTeller(world);
  }

  wake(caseId: string): void {
    if (this.#stopping.signal.aborted) return;
    this.#waiting.add(caseId);
    this.#fill();
  }

  start(): void {
    this.#rounds = this.#everyMinute();
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    await Promise.all([this.#rounds, ...this.#working.values()]);
  }

  #fill(): void {
    for (const caseId of this.#waiting) {
      if (this.#working.size >= width) return;
      if (this.#working.has(caseId)) continue;
      this.#waiting.delete(caseId);
      const work = this.#work(caseId).finally(() => {
        this.#working.delete(caseId);
        if (!this.#stopping.signal.aborted) this.#fill();
      });
      this.#working.set(caseId, work);
    }
  }

  async #everyMinute(): Promise<void> {
    const { clock, store, log } = this.#world;
    while (!this.#stopping.signal.aborted) {
      try {
        const open = await store.listOpen();
        for (const caseId of open.filter((id) => !this.#resting.has(id))) this.wake(caseId);
        await this.#tellDue();
      } catch (error) {
        log.error({ error: String(error) }, 'open cases could not be listed');
      }
      await clock.sleep(everyMs, this.#stopping.signal);
    }
  }

  /** Never rejects: whatever goes wrong with a case is tried again, from the log. */
  async #work(caseId: string): Promise<void> {
    await (this.#turns = this.#turns.then(nextTurn));
    try {
      await this.#workOnce(caseId);
      this.#goesOn(caseId);
      this.#resting.end(caseId);
    } catch (error) {
      if (!(error instanceof StoreDown)) this.#goesOn(caseId);
      const facts = { caseId, error: String(error) };
      if (error instanceof HoldLost)
        return this.#world.log.info(facts, 'another instance has taken the case');
      this.#world.log.error(facts, 'the case stands still');
      if (error instanceof StoreDown) void this.#wakeIn(caseId, afterStoreDownMs);
      else this.#resting.begin(caseId);
    }
  }

  async #workOnce(caseId: string): Promise<void> {
    const { cases, store } = this.#world;
    const state = await cases.read(caseId);
    if (!state) return;
    if (state.status === 'closed') {
      await finishErasure(this.#world, state);
      return store.markEnded(caseId);
    }
    if (moveOf(this.#world, state) === 'wait') return this.#wakeWhenDue(state);
    try {
      await this.#takeAndWork(state);
    } catch (error) {
      // A log that was changed does not come back by itself: that is for whoever looks after the bot.
      if (error instanceof StoreDown && !(error instanceof LogDamaged)) this.#standsStill(state);
      throw error;
    }
  }

  async #takeAndWork(state: CaseState): Promise<void> {
    const { caseId } = state;
    const hold = await takeHold(this.#world, caseId, this.#stopping.signal);
    if (!hold) return void this.#wakeIn(caseId, heldFor(this.#world, state) + 500);
    this.#goesOn(caseId);
    await keepingHold(this.#world, hold, () => advance(this.#world, hold));
    this.#wakeWhenDue(await hold.release());
  }

  /** Only what was to be worked on: a case that waits for people loses nothing by it. */
  #standsStill(state: CaseState): void {
    if (this.#still.has(state.caseId)) return;
    this.#still.set(state.caseId, state);
    this.#world.standsStill(state, true);
  }

  #goesOn(caseId: string): void {
    const state = this.#still.get(caseId);
    if (this.#still.delete(caseId) && state) this.#world.standsStill(state, false);
  }

  /** A case that waits for a system is nobody's turn: it is gone on with when the log says. */
  #wakeWhenDue(state: CaseState): void {
    const ms = heldUpForMs(state, this.#world.clock.now());
    if (ms > 0) void this.#wakeIn(state.caseId, ms);
  }

  /** However many ask for it meanwhile, it wakes once. */
  async #wakeIn(caseId: string, ms: number): Promise<void> {
    if (this.#sleeping.has(caseId)) return;
    this.#sleeping.add(caseId);
    await this.#world.clock.sleep(ms, this.#stopping.signal);
    this.#sleeping.delete(caseId);
    this.wake(caseId);
  }
}
