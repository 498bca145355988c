import { createPublicKey, verify } from 'node:crypto';
import { z } from 'zod';
import type { Fault } from '#storage/check-entry.ts';
import type { LogSource } from '#storage/log-source.ts';
import { bodyOf, signedText, type SignedCheckpoint } from '#storage/proof/checkpoint.ts';
import { CheckpointBroken, nothingCovered } from '#storage/proof/covered.ts';
import { fingerprintOf } from '#storage/proof/signing-key.ts';
import { checkpointsOf } from '#storage/proof/write-bundle.ts';
import { entryId, type Head } from '#storage/seal.ts';
import type { CaseFile } from './read-cases.ts';

/** The newest signed statement of where all cases stand. */
export interface NewestCheckpoint {
  readonly n: number;
  readonly at: string;
  readonly root: string;
  readonly cases: number;
  readonly entries: number;
  /** Fingerprints of the keys that signed it. */
  readonly keys: readonly string[];
}

/** What the signed checkpoints say of the log. */
export interface Coverage {
  readonly newest: NewestCheckpoint | null;
  /** Where the newest checkpoint says that a case ended. */
  head(caseId: string): Head | null;
  readonly caseIds: ReadonlySet<string>;
  /** The first checkpoint that is wrong; none is believed from there on. */
  readonly fault: Fault | null;
}

/** Replays all checkpoints. @throws StoreDown */
export async function readCoverage(source: LogSource): Promise<Coverage> {
  const covered = nothingCovered();
  const caseIds = new Set<string>();
  let newest: NewestCheckpoint | null = null;
  let fault: Fault | null = null;
  try {
    let last: SignedCheckpoint | null = null;
    for await (const checkpoint of checkpointsOf(source)) {
      covered.take((last = checkpoint));
      for (const [caseId] of bodyOf(checkpoint).heads) caseIds.add(caseId);
    }
    newest = last && signedByItsKeys(last);
  } catch (error) {
    if (!isBroken(error)) throw error;
    fault = {
      where: `checkpoint ${(covered.newest?.body.n ?? 0) + 1}`,
      how: `is changed: ${inShort(error)}`,
    };
  }
  return { newest, head: (caseId) => covered.head(caseId), caseIds, fault };
}

function isBroken(error: unknown): error is Error {
  return error instanceof CheckpointBroken || error instanceof z.ZodError || error instanceof SyntaxError;
}

function inShort(error: Error): string {
  return error instanceof CheckpointBroken ? error.message : 'its text is not that of a checkpoint';
}

/** Whether the key is a trusted one is for the auditor to say, who has noted its fingerprint. @throws CheckpointBroken */
function signedByItsKeys(checkpoint: SignedCheckpoint): NewestCheckpoint {
  const { n, at, root, cases, entries } = bodyOf(checkpoint);
  const text = Buffer.from(signedText(checkpoint.raw), 'utf8');
  const keys = checkpoint.signatures.map(({ key, signature }) => {
    const der = Buffer.from(key, 'base64');
    if (!isSigned(der, text, signature)) throw new CheckpointBroken(`checkpoint ${n} has a wrong signature`);
    return fingerprintOf(der);
  });
  return { n, at, root, cases, entries, keys };
}

function isSigned(der: Buffer, text: Buffer, signature: string): boolean {
  try {
    const key = createPublicKey({ key: der, format: 'der', type: 'spki' });
    return verify(null, text, key, Buffer.from(signature, 'base64'));
  } catch {
    return false;
  }
}

/** How well one case is proven. */
export interface Proof {
  /** What is wrong with it; `null`: nothing that can be seen. */
  readonly fault: Fault | null;
  readonly checkpoint: NewestCheckpoint | null;
  /** Position of its last entry that a checkpoint covers; 0 = none. */
  readonly coveredTo: number;
  readonly head: Head;
}

export function proofOf({ caseId, fault: own, head, entries }: CaseFile, coverage: Coverage): Proof {
  const covered = coverage.head(caseId);
  const fault = own ?? coverage.fault ?? (covered && missingFrom(caseId, entries, covered));
  return { fault, checkpoint: coverage.newest, coveredTo: covered?.seq ?? 0, head };
}

/** A checkpoint names an end that this chain does not have: cut off, or written anew. */
function missingFrom(caseId: string, entries: CaseFile['entries'], covered: Head): Fault | null {
  const where = entryId(caseId, covered.seq);
  const entry = entries[covered.seq - 1];
  if (!entry) return { where, how: 'is missing: a signed checkpoint names it' };
  if (entry.hash === covered.hash) return null;
  return { where, how: 'is replaced: a signed checkpoint names another hash' };
}
