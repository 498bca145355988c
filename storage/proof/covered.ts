import {
  bodyOf,
  checkpointHash,
  type CheckpointBody,
  leafText,
  type MovedHead,
  noCheckpoint,
  type SignedCheckpoint,
} from './checkpoint.ts';
import { createMerkleTree, leafHash, type MerkleTree } from './merkle.ts';

/** Where a case ended at the newest checkpoint, and which leaf of the tree it is. */
interface Place {
  readonly seq: number;
  readonly hash: string;
  readonly index: number;
}

/** What a checkpoint says that does not follow from the ones before. */
type Moment = Pick<CheckpointBody, 'tenant' | 'at' | 'upTo' | 'newKey'>;

/** Everything the checkpoints so far cover. Made by replaying them; never stored. */
export interface Covered {
  /** The newest checkpoint; `null` before the first. */
  readonly newest: {
    readonly body: CheckpointBody;
    readonly hash: string;
    readonly keys: readonly string[];
  } | null;
  readonly entries: number;
  head(caseId: string): Place | null;
  readonly tree: Pick<MerkleTree, 'size' | 'root' | 'path'>;
  /** The body of the checkpoint that would come next, with these heads. Alters nothing. */
  next(when: Moment, moved: readonly MovedHead[]): CheckpointBody;
  /** Takes in the checkpoint that comes next. @throws CheckpointBroken when it is not that one */
  take(checkpoint: SignedCheckpoint): void;
}

/** A checkpoint does not follow the ones before it. */
export class CheckpointBroken extends Error {
  override readonly name = 'CheckpointBroken';
}

export function nothingCovered(): Covered {
  return new Heads();
}

class Heads implements Covered {
  newest: Covered['newest'] = null;
  entries = 0;
  readonly tree = createMerkleTree();
  readonly #heads = new Map<string, Place>();

  head(caseId: string) {
    return this.#heads.get(caseId) ?? null;
  }

  next(when: Moment, moved: readonly MovedHead[]): CheckpointBody {
    const heads = moved.toSorted(([a], [b]) => (a < b ? -1 : 1));
    const { size } = this.tree;
    const before = heads.map(([caseId]) => this.#heads.get(caseId));
    this.#put(heads);
    const body: CheckpointBody = {
      v: 1,
      ...when,
      n: (this.newest?.body.n ?? 0) + 1,
      heads,
      cases: this.tree.size,
      entries: this.entries,
      root: this.tree.root(),
      prev: this.newest?.hash ?? noCheckpoint,
    };
    this.#takeBack(heads, before);
    this.tree.cut(size);
    return body;
  }

  take(checkpoint: SignedCheckpoint): void {
    const body = bodyOf(checkpoint);
    const before = this.newest;
    const follows = body.n === (before?.body.n ?? 0) + 1 && body.prev === (before?.hash ?? noCheckpoint);
    if (!follows)
      throw new CheckpointBroken(`checkpoint ${body.n} does not follow ${before?.body.n ?? 'nothing'}`);
    this.#put(body.heads);
    if (this.tree.root() !== body.root || this.entries !== body.entries)
      throw new CheckpointBroken(`checkpoint ${body.n} says another root than its heads give`);
    const keys = checkpoint.signatures.map(({ key }) => key);
    this.newest = { body, hash: checkpointHash(checkpoint), keys };
  }

  #put(heads: readonly MovedHead[]): void {
    for (const head of heads) {
      const [caseId, seq, hash] = head;
      const before = this.#heads.get(caseId);
      const index = before?.index ?? this.tree.size;
      this.tree.set(index, leafHash(leafText(head)));
      this.#heads.set(caseId, { seq, hash, index });
      this.entries += seq - (before?.seq ?? 0);
    }
  }

  /** What only would have been. New cases go with their leaves, which the caller cuts off. */
  #takeBack(heads: readonly MovedHead[], before: readonly (Place | undefined)[]): void {
    for (const [at, [caseId, seq]] of heads.entries()) {
      const was = before[at];
      if (was) this.#put([[caseId, was.seq, was.hash]]);
      else if (this.#heads.delete(caseId)) this.entries -= seq;
    }
  }
}
