import { z } from 'zod';
import type { Cache } from '#storage/log-store.ts';
import { personCacheKey } from '../../forget-person.ts';
import type { Log } from '../../workflow/world.ts';
import type { Admitted } from '../admit.ts';
import { isPersonal } from '../arrived.ts';

/** How somebody is reached in Teams, as far as we have seen. */
const known = z.object({
  /** Their id for this bot, `29:…`. */
  userId: z.string(),
  serviceUrl: z.string(),
  botId: z.string(),
  /** Our chat with them; absent while we only met in a channel. */
  conversationId: z.string().optional(),
});
export type Known = z.infer<typeof known>;

/** Whom the bot has met. A cache: what is lost comes back with the person's next message. */
export interface People {
  /** Notes where somebody wrote from. Does not hold up the answer. */
  remember(activity: Admitted): void;
  /** Notes where somebody installed the app; false when the bot was in this chat with them before. */
  meet(activity: Admitted): Promise<boolean>;
  find(personId: string): Promise<Known | null>;
  /** Notes a chat the bot opened itself. */
  keep(personId: string, how: Known): Promise<void>;
  /** The chat is gone, or the app was removed; the person's id stays good. */
  forget(personId: string): Promise<void>;
  /** Where the bot was last written from: the way to people it never met. */
  lastService(): Promise<{ readonly serviceUrl: string; readonly botId: string } | null>;
}

const service = z.object({ serviceUrl: z.string(), botId: z.string() });

export function createPeople(cache: Cache, log: Log): People {
  const written = new Map<string, string>();

  async function put(key: string, value: object): Promise<void> {
    const text = JSON.stringify(value);
    if (written.get(key) === text) return;
    await cache.put(key, text);
    written.set(key, text);
  }

  async function find(personId: string): Promise<Known | null> {
    return read(known, await cache.get(personCacheKey(personId)));
  }

  async function note(activity: Admitted): Promise<void> {
    const { serviceUrl, from, recipient, conversation } = activity;
    const before = isPersonal(activity) ? null : await find(from.aadObjectId);
    const conversationId = isPersonal(activity) ? conversation.id : before?.conversationId;
    const how: Known = { userId: from.id, serviceUrl, botId: recipient.id };
    await put(
      personCacheKey(from.aadObjectId),
      conversationId === undefined ? how : { ...how, conversationId },
    );
    await put(serviceKey, { serviceUrl, botId: recipient.id });
  }

  let coming: Promise<unknown> = Promise.resolve();

  /** Who comes and goes, one after the other: Teams may tell twice, at one moment, of the same installation. */
  function inTurn<T>(work: () => Promise<T>): Promise<T> {
    const done = coming.then(work);
    coming = done.catch(() => undefined);
    return done;
  }

  async function forgetChat(personId: string): Promise<void> {
    const { conversationId: _gone, ...rest } = (await find(personId)) ?? {};
    if ('userId' in rest) await put(personCacheKey(personId), rest);
  }

  async function meetNow(activity: Admitted): Promise<boolean> {
    const before = await find(activity.from.aadObjectId);
    await note(activity);
    return before?.conversationId !== activity.conversation.id;
  }

  return {
    meet: (activity) => inTurn(() => meetNow(activity)),
    find,
    keep: (personId, how) => put(personCacheKey(personId), how),
    remember(activity) {
      note(activity).catch((error: unknown) => log.warn({ err: error }, 'a conversation was not noted'));
    },
    forget: (personId) => inTurn(() => forgetChat(personId)),
    async lastService() {
      return read(service, await cache.get(serviceKey));
    },
  };
}

const serviceKey = 'teams:service';

/** What a former version wrote, or nobody knows who, counts as not there. */
export function read<T>(schema: z.ZodType<T>, text: string | null): T | null {
  if (text === null) return null;
  try {
    return schema.safeParse(JSON.parse(text)).data ?? null;
  } catch {
    return null;
  }
}
