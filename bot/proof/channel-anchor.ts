import { z } from 'zod';
import type { Cache } from '#storage/log-store.ts';
import { bodyOf, checkpointHash, type SignedCheckpoint } from '#storage/proof/checkpoint.ts';
import { fingerprintOf } from '#storage/proof/signing-key.ts';
import type { Clock } from '../workflow/world.ts';
import type { Anchor } from './anchor.ts';

/** What people in a channel are told of the newest checkpoint. */
export interface Told {
  readonly n: number;
  readonly at: string;
  readonly cases: number;
  readonly entries: number;
  /** What the verifier takes after `--seen`. */
  readonly seen: string;
  readonly fingerprints: readonly string[];
}

export interface ChannelAnchorOptions {
  readonly announce: (told: Told) => Promise<void>;
  /** Remembers what was said last. Lost, the newest is said once more. */
  readonly cache: Pick<Cache, 'get' | 'put'>;
  readonly clock: Pick<Clock, 'now'>;
}

/** A message every minute would be read by nobody. */
const everyMs = 3_600_000;
const progress = 'anchor:channel';

/** Says the newest checkpoint in a channel of Teams, at most once an hour: people and their retention rules keep it. */
export function channelAnchor({ announce, cache, clock }: ChannelAnchorOptions): Anchor {
  return {
    name: 'CHECKPOINT_CHANNEL',
    async bring({ newest, read }) {
      const last = lastSaid(await cache.get(progress));
      const now = clock.now().getTime();
      if (newest <= last.n || now - last.at < everyMs) return;
      const checkpoint = await read(newest);
      if (checkpoint === null) return;
      await announce(toldOf(checkpoint));
      await cache.put(progress, JSON.stringify({ n: newest, at: now }));
    },
  };
}

function toldOf(checkpoint: SignedCheckpoint): Told {
  const { n, at, cases, entries } = bodyOf(checkpoint);
  const fingerprints = checkpoint.signatures.map(({ key }) => fingerprintOf(Buffer.from(key, 'base64')));
  return { n, at, cases, entries, seen: `${n}:${checkpointHash(checkpoint)}`, fingerprints };
}

const said = z.object({ n: z.number(), at: z.number() });

function lastSaid(text: string | null): z.infer<typeof said> {
  try {
    return said.parse(JSON.parse(text ?? ''));
  } catch {
    return { n: 0, at: 0 };
  }
}
