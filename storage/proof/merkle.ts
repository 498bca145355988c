import { createHash } from 'node:crypto';

/**
 * A Merkle tree as RFC 6962 §2.1 defines it, over leaves that may be added at the end and replaced in place. It keeps
 * every level, so that a change costs the height of the tree and not its width.
 */
export interface MerkleTree {
  readonly size: number;
  /** Replaces the leaf at `index`, or adds it when `index` is `size`. @throws RangeError beyond that */
  set(index: number, leaf: Buffer): void;
  /** Forgets the leaves from `size` on. */
  cut(size: number): void;
  /** Hex; of an empty tree the hash of nothing. */
  root(): string;
  /** The hashes that lead from the leaf to the root, lowest first: RFC 6962 §2.1.1. */
  path(index: number): readonly string[];
}

export function leafHash(text: string): Buffer {
  return createHash('sha256').update('\u0000').update(text, 'utf8').digest();
}

export function createMerkleTree(): MerkleTree {
  /** From the leaves up; a node without a sibling stands on the next level unchanged. */
  const levels: Buffer[][] = [[]];

  const at = (level: number, index: number): Buffer => levels[level]?.[index] ?? missing(level, index);

  function climb(leafIndex: number): void {
    let index = leafIndex;
    for (let level = 0; (levels[level]?.length ?? 0) > 1; level++) {
      index >>= 1;
      const above = (levels[level + 1] ??= []);
      const right = levels[level]?.[index * 2 + 1];
      const left = at(level, index * 2);
      above[index] = right ? nodeHash(left, right) : left;
    }
  }

  return {
    get size() {
      return levels[0]?.length ?? 0;
    },
    set(index, leaf) {
      if (index > this.size) throw new RangeError(`there are ${this.size} leaves, not ${index}`);
      (levels[0] ??= [])[index] = leaf;
      climb(index);
    },
    cut(size) {
      let width = size;
      for (const level of levels) {
        level.length = Math.min(level.length, width);
        width = width > 1 ? Math.ceil(width / 2) : 0;
      }
      while (levels.length > 1 && levels.at(-1)?.length === 0) levels.pop();
      if (size > 0) climb(size - 1);
    },
    root() {
      return this.size === 0 ? emptyRoot : at(levels.length - 1, 0).toString('hex');
    },
    path(leafIndex) {
      const hashes: string[] = [];
      let index = leafIndex;
      for (let level = 0; level < levels.length - 1; level++, index >>= 1) {
        const sibling = levels[level]?.[index ^ 1];
        if (sibling) hashes.push(sibling.toString('hex'));
      }
      return hashes;
    },
  };
}

const emptyRoot = createHash('sha256').digest('hex');

function nodeHash(left: Buffer, right: Buffer): Buffer {
  return createHash('sha256').update('\u0001').update(left).update(right).digest();
}

function missing(level: number, index: number): never {
  throw new RangeError(`there is no node ${index} on level ${level}`);
}
