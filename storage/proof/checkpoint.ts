import { z } from 'zod';
import { canonicalJson, sha256 } from '../seal.ts';
import type { SigningKey } from './signing-key.ts';

const hex = z.string().regex(/^[0-9a-f]{64}$/);

/** A case, the position of its newest entry, and that entry's hash. */
export const movedHead = z.tuple([z.string(), z.number().int().positive(), hex]);
export type MovedHead = z.infer<typeof movedHead>;

/** What a checkpoint says. Field by field in docs/proof.md. */
export const checkpointBody = z.strictObject({
  v: z.literal(1),
  tenant: z.string(),
  /** From 1, without gaps. */
  n: z.number().int().positive(),
  at: z.iso.datetime({ precision: 3 }),
  /** Entries were looked for up to here; before `at` when more cases had grown than fit into one checkpoint. */
  upTo: z.iso.datetime({ precision: 3 }),
  /** Cases that are new or have grown since the checkpoint before, by case id. */
  heads: z.array(movedHead),
  /** Cases, and entries in them, up to here. */
  cases: z.number().int().nonnegative(),
  entries: z.number().int().nonnegative(),
  /** Merkle root over the heads of all cases, in the order in which they first stood in a checkpoint. */
  root: hex,
  /** Hash of the checkpoint before; 64 zeros in the first. */
  prev: hex,
  /** Fingerprint of the key that signs from here on: only in the first that it signs, which the key before signs too. */
  newKey: z
    .string()
    .regex(/^sha256:[0-9a-f]{64}$/)
    .optional(),
});
export type CheckpointBody = z.infer<typeof checkpointBody>;

const signature = z.strictObject({
  /** Public key, SPKI DER in base64. */
  key: z.string(),
  /** Ed25519 over {@link signedText}, base64. */
  signature: z.string(),
});

/** A checkpoint as it is written: the exact text that was signed, and by whom. */
export const signedCheckpoint = z.strictObject({
  raw: z.string(),
  signatures: z.array(signature).nonempty(),
});
export type SignedCheckpoint = z.infer<typeof signedCheckpoint>;

export const noCheckpoint = '0'.repeat(64);

/** @param keys more than one when a key is replaced: the old one vouches for the new one */
export function signCheckpoint(body: CheckpointBody, keys: readonly SigningKey[]): SignedCheckpoint {
  const raw = canonicalJson(checkpointBody.parse(body));
  const signatures = keys.map((key) => ({ key: key.publicKey, signature: key.sign(signedText(raw)) }));
  return signedCheckpoint.parse({ raw, signatures });
}

/** What is signed: a checkpoint's signature can be mistaken for no other. */
export function signedText(raw: string): string {
  return `offboarding checkpoint v1\n${raw}`;
}

/** What the next checkpoint names as `prev`. */
export function checkpointHash({ raw }: SignedCheckpoint): string {
  return sha256(raw);
}

/** @throws when the text is not that of a checkpoint */
export function bodyOf({ raw }: SignedCheckpoint): CheckpointBody {
  return checkpointBody.parse(JSON.parse(raw));
}

/** What a leaf of the tree is the hash of. */
export function leafText([caseId, seq, hash]: MovedHead): string {
  return `${caseId}\n${seq}\n${hash}`;
}
