import type { Actor } from '#storage/entry.ts';
import type { Message, Sender } from '../send-by-adapter.ts';
import type { SandboxPerson, TeamsSettings } from '../settings.ts';
import { type Remedy, remedyFor, TeamsFailure, whyUnreached } from '../teams-failure.ts';
import type { Where } from '../where.ts';
import type { Known, People } from './people.ts';
import { type Service, serviceOf } from './service-of.ts';

export type Delivered =
  | { readonly reached: true; readonly at: Where; readonly messageId: string | null }
  | { readonly reached: false; readonly why: string };

export interface Reach {
  /** Sends to somebody's own chat with the bot, opening it where there is none. @throws what may pass: try again later */
  deliver(person: Actor, message: Message): Promise<Delivered>;
}

export interface ReachParts {
  readonly sender: Pick<Sender, 'send' | 'open'>;
  readonly people: Pick<People, 'find' | 'keep' | 'forget' | 'lastService'>;
  readonly settings: TeamsSettings;
  /** Puts the app into somebody's Teams; the reason when that is not possible, `null` when it is there. */
  readonly install: (personId: string) => Promise<string | null>;
}

export function createReach(parts: ReachParts): Reach {
  const { sender, people, install } = parts;
  return {
    async deliver(person, message) {
      const tried = new Set<Remedy>();
      for (;;) {
        try {
          const at = await chatWith(parts, person.id);
          return { reached: true, at, messageId: await sender.send(at, message) };
        } catch (error) {
          if (!(error instanceof TeamsFailure)) throw error;
          const remedy = remedyFor(error);
          if (remedy === 'later') throw error;
          if (remedy === 'never' || tried.has(remedy)) return { reached: false, why: whyUnreached(error) };
          tried.add(remedy);
          await people.forget(person.id);
          const why = remedy === 'install' ? await install(person.id) : null;
          if (why !== null) return { reached: false, why };
        }
      }
    },
  };
}

async function chatWith(parts: ReachParts, personId: string): Promise<Where> {
  const { people, settings } = parts;
  const { tenant } = settings;
  const known = await people.find(personId);
  const playing = settings.sandbox?.people.find(
    (one) => one.aadObjectId.toLowerCase() === personId.toLowerCase(),
  );
  const { serviceUrl, botId } = await serviceFor(parts, known, playing);
  const conversationId = known?.conversationId ?? (playing?.serviceUrl && playing.conversationId);
  if (conversationId) return { conversationId, serviceUrl, botId, tenant, personal: true };
  const memberId = known?.userId ?? playing?.userId ?? personId;
  return opened(parts, personId, { memberId, serviceUrl, botId, tenant });
}

/** Where to write to: where the person wrote from last, or the sandbox's window, or where anybody wrote from. */
async function serviceFor(
  { people, settings }: ReachParts,
  known: Known | null,
  playing: SandboxPerson | undefined,
): Promise<Service> {
  if (known?.conversationId !== undefined) return known;
  const { serviceUrl, botId } = serviceOf(settings, known ?? (await people.lastService()));
  return { serviceUrl: playing?.serviceUrl ?? serviceUrl, botId };
}

async function opened(
  { sender, people }: ReachParts,
  personId: string,
  how: Parameters<Sender['open']>[0],
): Promise<Where> {
  const at = await sender.open(how);
  const { serviceUrl, botId, conversationId } = at;
  await people.keep(personId, { userId: how.memberId, serviceUrl, botId, conversationId });
  return at;
}
