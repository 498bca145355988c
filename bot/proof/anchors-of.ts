import type { Cache } from '#storage/log-store.ts';
import type { AnchorConfig } from '../settings/anchor-config.ts';
import type { Listener } from '../start-bot.ts';
import type { Clock } from '../workflow/world.ts';
import type { Anchor } from './anchor.ts';
import { channelAnchor } from './channel-anchor.ts';
import { httpAnchor } from './http-anchor.ts';

export interface AnchorParts {
  readonly way: Pick<Listener, 'announce'>;
  readonly cache: Cache;
  readonly clock: Clock;
}

const deadlineMs = 10_000;

/** The places that the settings name. */
export function anchorsOf(
  { url, channel }: AnchorConfig,
  { way, cache, clock }: AnchorParts,
): readonly Anchor[] {
  return [
    ...(url === null ? [] : [httpAnchor({ url: url.reveal(), cache, deadlineMs })]),
    ...(channel === null
      ? []
      : [channelAnchor({ announce: (told) => way.announce(channel, told), cache, clock })]),
  ];
}
