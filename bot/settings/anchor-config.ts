import { Secret } from '../secret.ts';
import type { Settings } from './settings.ts';

/** Where checkpoints are told beside the file; `null` where nothing was set. */
export interface AnchorConfig {
  /** May hold a signature that lets its bearer write. */
  readonly url: Secret | null;
  readonly channel: string | null;
}

export function anchorConfig({ CHECKPOINT_URL: url, CHECKPOINT_CHANNEL: channel }: Settings): AnchorConfig {
  return { url: url === undefined ? null : new Secret(url), channel: channel ?? null };
}
