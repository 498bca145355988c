import type { CheckpointBook } from '#storage/proof/checkpoint-book.ts';
import { bodyOf, type SignedCheckpoint } from '#storage/proof/checkpoint.ts';
import type { Cover } from '../history/chain-state.ts';
import type { CaseState } from '../workflow/case/case-state.ts';
import type { Clock, Log } from '../workflow/world.ts';
import type { Anchor } from './anchor.ts';
import type { CheckpointFile } from './checkpoint-file.ts';

/** Signs where the cases stand: every minute when something was written, when a case ends, and hourly when nothing was. */
export interface Checkpointer {
  /** A case has a new entry: one that has ended is signed at once. Returns at once. */
  told(state: CaseState): void;
  /** What the newest checkpoint says about a case; `null` before the first one. @throws when the log cannot be read */
  coverOf(caseId: string): Promise<Cover | null>;
  /** Signs what is not signed yet. @throws when the log or the file cannot be written */
  signNow(): Promise<void>;
  /** @param anchors told after each round, beside the file; one that fails holds up neither the others nor the signing */
  start(anchors?: readonly Anchor[]): void;
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
  #rounds: Promise<void> = Promise.resolve();
  #turn: Promise<unknown> = Promise.resolve();

  constructor(parts: CheckpointerParts) {
    this.#parts = parts;
  }

  told({ status, hold }: CaseState): void {
    // Once the case is let go: that is its last entry.
    if (status === 'closed' && !hold) this.#news.abort();
  }

  signNow(): Promise<void> {
    return this.#inTurn(() => this.#sign());
  }

  coverOf(caseId: string): Promise<Cover | null> {
    return this.#inTurn(async () => {
      const covered = await this.#parts.book.catchUp();
      if (covered.newest === null) return null;
      const { n, at } = covered.newest.body;
      return { n, at, head: covered.head(caseId) };
    });
  }

  /** One at a time: the book reads on from where it was. */
  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.#turn.then(work);
    this.#turn = turn.then(ignore, ignore);
    return turn;
  }

  start(anchors: readonly Anchor[] = []): void {
    this.#rounds = this.#everyMinute(anchors);
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#rounds;
    await this.#tried();
  }

  async #everyMinute(anchors: readonly Anchor[]): Promise<void> {
    while (!this.#stopping.signal.aborted) {
      // A case that ends while this signs is signed at once afterwards.
      this.#news = new AbortController();
      await this.#tried();
      await Promise.all(anchors.map((anchor) => this.#bring(anchor)));
      const wake = AbortSignal.any([this.#news.signal, this.#stopping.signal]);
      await this.#parts.clock.sleep(everyMs, wake);
    }
  }

  /** What cannot be signed now is signed a minute later; the verifier names what no checkpoint covers. */
  async #tried(): Promise<void> {
    try {
      await this.#inTurn(() => this.#sign());
    } catch (error) {
      this.#parts.log.error({ err: error }, 'no checkpoint could be written');
    }
  }

  async #bring(anchor: Anchor): Promise<void> {
    const { book, file, log } = this.#parts;
    try {
      await anchor.bring({ newest: await file.last(), read: (n) => book.read(n) });
    } catch (error) {
      log.error({ err: error, anchor: anchor.name }, 'a checkpoint did not reach a place outside');
    }
  }

  async #sign(): Promise<void> {
    const { book } = this.#parts;
    const idle = await this.#isIdle();
    // Every round looks itself what has grown: nobody tells of what other processes write, or of the registers.
    for (let more = true; more;) more = isPart(await book.write(idle));
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

function ignore(): void {}
