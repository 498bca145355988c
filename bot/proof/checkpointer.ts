import type { CheckpointBook } from '#storage/proof/checkpoint-book.ts';
import { bodyOf, type SignedCheckpoint } from '#storage/proof/checkpoint.ts';
import type { CaseState } from '../workflow/case/case-state.ts';
import type { Clock, Log } from '../workflow/world.ts';
import type { CheckpointFile } from './checkpoint-file.ts';

/** Signs where the cases stand: every minute when something was written, when a case ends, and hourly when nothing was. */
export interface Checkpointer {
  /** A case has a new entry. Returns at once. */
  told(state: CaseState): void;
  /** Signs what is not signed yet. @throws when the log or the file cannot be written */
  signNow(): Promise<void>;
  start(): void;
  /** Signs a last time; resolves when that has ended, well or not. */
  stop(): Promise<void>;
}

export interface CheckpointerParts {
  readonly book: CheckpointBook;
  readonly file: CheckpointFile;
  readonly clock: Clock;
  readonly log: Log;
}

const everyMs = 60_000;
/** Silence is signed as well, so that it cannot be told from a log that was cut off. */
const idleMs = 3_600_000;

export function createCheckpointer(parts: CheckpointerParts): Checkpointer {
  return new MinuteHand(parts);
}

class MinuteHand implements Checkpointer {
  readonly #parts: CheckpointerParts;
  readonly #stopping = new AbortController();
  #news = new AbortController();
  /** What an earlier process wrote last may not be signed. */
  #grown = true;
  #rounds: Promise<void> = Promise.resolve();
  #turn: Promise<unknown> = Promise.resolve();

  constructor(parts: CheckpointerParts) {
    this.#parts = parts;
  }

  told({ status, hold }: CaseState): void {
    this.#grown = true;
    // Once the case is let go: that is its last entry.
    if (status === 'closed' && !hold) this.#news.abort();
  }

  signNow(): Promise<void> {
    // Looks itself what has grown: nobody tells of what other processes write, or of the registers.
    this.#grown = true;
    return this.#inTurn();
  }

  #inTurn(): Promise<void> {
    const turn = this.#turn.then(() => this.#sign());
    this.#turn = turn.catch(() => {});
    return turn;
  }

  start(): void {
    this.#rounds = this.#everyMinute();
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#rounds;
    await this.#tried();
  }

  async #everyMinute(): Promise<void> {
    while (!this.#stopping.signal.aborted) {
      // A case that ends while this signs is signed at once afterwards.
      this.#news = new AbortController();
      await this.#tried();
      const wake = AbortSignal.any([this.#news.signal, this.#stopping.signal]);
      await this.#parts.clock.sleep(everyMs, wake);
    }
  }

  /** What cannot be signed now is signed a minute later; the verifier names what no checkpoint covers. */
  async #tried(): Promise<void> {
    try {
      await this.#inTurn();
    } catch (error) {
      this.#parts.log.error({ err: error }, 'no checkpoint could be written');
    }
  }

  async #sign(): Promise<void> {
    const { book } = this.#parts;
    const idle = await this.#isIdle();
    if (this.#grown || idle) {
      this.#grown = false;
      try {
        for (let more = true; more;) more = isPart(await book.write(idle));
      } catch (error) {
        this.#grown = true;
        throw error;
      }
    }
    await this.#bringFileUpToDate();
  }

  async #isIdle(): Promise<boolean> {
    const { newest } = await this.#parts.book.catchUp();
    const now = this.#parts.clock.now().getTime();
    return newest === null || now - Date.parse(newest.body.at) >= idleMs;
  }

  /** Whoever wrote them: the file has them all, also those of other processes and of before a crash. */
  async #bringFileUpToDate(): Promise<void> {
    const { book, file } = this.#parts;
    for (;;) {
      const next = await book.read((await file.last()) + 1);
      if (next === null) return;
      await file.add(next);
    }
  }
}

/** More cases had grown than fit into one. */
function isPart(checkpoint: SignedCheckpoint | null): boolean {
  if (checkpoint === null) return false;
  const { at, upTo } = bodyOf(checkpoint);
  return upTo < at;
}
