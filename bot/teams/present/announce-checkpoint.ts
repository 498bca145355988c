import { noticeCard } from '#cards/notice-card.ts';
import { counted } from '#cards/words.ts';
import type { Told } from '../../proof/channel-anchor.ts';
import type { Message, Sender } from '../send-by-adapter.ts';
import type { TeamsSettings } from '../settings.ts';
import type { People } from './people.ts';
import { serviceOf } from './service-of.ts';

export interface AnnounceParts {
  readonly sender: Pick<Sender, 'send'>;
  readonly people: Pick<People, 'lastService'>;
  readonly settings: TeamsSettings;
}

/** @throws TeamsFailure when the channel does not take it, say because the app is not in its team */
export async function announceCheckpoint(
  { sender, people, settings }: AnnounceParts,
  channel: string,
  told: Told,
): Promise<void> {
  const { serviceUrl, botId } = serviceOf(settings, await people.lastService());
  const at = { conversationId: channel, serviceUrl, botId, tenant: settings.tenant, personal: false };
  await sender.send(at, messageOf(told));
}

function messageOf({ n, at, cases, entries, seen, fingerprints }: Told): Message {
  const title = `Checkpoint ${n} of the offboarding log`;
  const text = [
    `${counted(cases, 'case')} and ${counted(entries, 'entry', 'entries')} as of ${at}`,
    `Seen: ${seen}`,
    ...fingerprints.map((fingerprint) => `Signed by ${fingerprint}`),
  ].join('\n');
  const next =
    'Keep this message. A log that was cut or rewritten later cannot hold this checkpoint any more: the verifier tells, with --seen and the line above.';
  return { card: noticeCard({ title, text, next }), summary: title };
}
