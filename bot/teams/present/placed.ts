import { z } from 'zod';
import type { Cache } from '#storage/log-store.ts';
import { actor } from '#storage/entry.ts';
import { where } from '../where.ts';
import { read } from './people.ts';

/** A message of a case that stands in Teams, or could not be placed. */
const message = z.object({
  /** `null`: nobody was reached; it is not tried again. */
  at: where.nullable(),
  /** `null`: the channel told no id, so it stays as it is. */
  messageId: z.string().nullable(),
  /** SHA-256 of the card as it stands. */
  hash: z.string(),
  /** For whom it is. */
  person: actor,
  /** Why nobody was reached. */
  why: z.string().optional(),
  /** True once its delivery stands in the log. */
  noted: z.boolean().optional(),
});
export type PlacedMessage = z.infer<typeof message>;

const placed = z.object({
  home: where.optional(),
  messages: z.record(z.string(), message),
});

/** Which messages of one case stand where. A cache: without it, cards are sent anew. */
export class Placed {
  readonly #cache: Cache;
  readonly #key: string;
  readonly #messages: Map<string, PlacedMessage>;
  #home: z.infer<typeof where> | undefined;
  #saving: Promise<void> = Promise.resolve();

  private constructor(cache: Cache, key: string, content: z.infer<typeof placed>) {
    this.#cache = cache;
    this.#key = key;
    this.#home = content.home;
    this.#messages = new Map(Object.entries(content.messages));
  }

  static async load(cache: Cache, caseId: string): Promise<Placed> {
    const key = keyOf(caseId);
    return new Placed(cache, key, read(placed, await cache.get(key)) ?? { messages: {} });
  }

  static forget(cache: Cache, caseId: string): Promise<void> {
    return cache.delete(keyOf(caseId));
  }

  get home(): z.infer<typeof where> | undefined {
    return this.#home;
  }

  get(key: string): PlacedMessage | undefined {
    return this.#messages.get(key);
  }

  entries(): readonly (readonly [string, PlacedMessage])[] {
    return [...this.#messages];
  }

  setHome(home: z.infer<typeof where>): Promise<void> {
    this.#home = home;
    return this.#save();
  }

  set(key: string, message: PlacedMessage): Promise<void> {
    this.#messages.set(key, message);
    return this.#save();
  }

  delete(key: string): Promise<void> {
    this.#messages.delete(key);
    return this.#save();
  }

  /** One write after the other, each with all there is. */
  #save(): Promise<void> {
    const write = (): Promise<void> =>
      this.#cache.put(
        this.#key,
        JSON.stringify({ home: this.#home, messages: Object.fromEntries(this.#messages) }),
      );
    this.#saving = this.#saving.then(write, write);
    return this.#saving;
  }
}

function keyOf(caseId: string): string {
  return `teams:case:${caseId}`;
}
