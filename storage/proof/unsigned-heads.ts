import type { LogStore } from '../log-store.ts';
import type { CheckpointBody } from './checkpoint.ts';
import type { Covered } from './covered.ts';
import { type Moved, movedHeads } from './moved-heads.ts';

/** What one look through the log found, as far as no checkpoint has it yet. */
interface Found {
  readonly at: string;
  readonly moved: readonly Moved[];
}

/** What the next checkpoint takes in, and up to where nothing is left out then. */
type Share = Pick<CheckpointBody, 'heads' | 'upTo'>;

/** Most cases that move in one checkpoint: a database takes 16 MB a document. The rest moves in the next. */
const mostHeads = 20_000;

/**
 * Shares out what has grown. One look may be through the whole log: what it found is kept until all of it is signed, by
 * us or by another process.
 */
export function unsignedHeads(
  store: Pick<LogStore, 'history'>,
  covered: Covered,
): (at: string) => Promise<Share> {
  let found: Found = { at: '', moved: [] };

  async function left(at: string): Promise<Found> {
    const moved = found.moved.filter(({ head: [id, seq] }) => seq > (covered.head(id)?.seq ?? 0));
    return moved.length > 0 ? { ...found, moved } : { at, moved: await movedHeads(store, covered) };
  }

  return async (at) => {
    found = await left(at);
    const taken = found.moved.slice(0, mostHeads);
    const upTo = taken.length < found.moved.length ? (taken.at(-1)?.at ?? at) : found.at;
    return { heads: taken.map(({ head }) => head), upTo };
  };
}
