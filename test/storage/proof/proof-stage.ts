import { generateKeyPairSync } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createCheckpointBook } from '#storage/proof/checkpoint-book.ts';
import type { SignedCheckpoint } from '#storage/proof/checkpoint.ts';
import { type SigningKey, signingKey } from '#storage/proof/signing-key.ts';
import { writeBundle } from '#storage/proof/write-bundle.ts';
import { freshNonce, freshPersonKey, type PersonKey } from '#storage/person-key.ts';
import { sha256 } from '#storage/seal.ts';
import { sealDocument } from '#storage/sealed-document.ts';
import { openSqliteSource } from '#storage/sqlite/open-sqlite-source.ts';
import { openSqliteStore } from '#storage/sqlite/open-sqlite-store.ts';
import type { Entry } from '#storage/entry.ts';
import { sealed } from '../sealed.ts';

/** A log that grows and is signed from time to time, in a file of its own. */
export interface ProofStage {
  readonly key: SigningKey;
  readonly file: string;
  /** The checkpoints so far, as they are kept outside the database. */
  readonly kept: SignedCheckpoint[];
  /** One act of a case: an intent and its outcome, or what was archived. */
  act(caseId: string, change: string): Promise<void>;
  archive(caseId: string, text: string): Promise<void>;
  checkpoint(keys?: { readonly key: SigningKey; readonly oldKey?: SigningKey }): Promise<void>;
  bundle(caseId?: string, withKeys?: boolean): Promise<readonly string[]>;
  /** From now on the case is about somebody with a key. */
  seals(caseId: string, person: string): Promise<void>;
  /** The two entries of an erasure, and the key is gone. */
  erase(caseId: string): Promise<void>;
  clear(): Promise<void>;
}

export function freshKey(): SigningKey {
  const { privateKey } = generateKeyPairSync('ed25519');
  return signingKey(privateKey.export({ type: 'pkcs8', format: 'pem' }).toString());
}

export async function proofStage(): Promise<ProofStage> {
  const folder = await mkdtemp(join(tmpdir(), 'offboarding-proof-'));
  const file = join(folder, 'log.db');
  const store = await openSqliteStore({ file });
  const key = freshKey();
  const kept: SignedCheckpoint[] = [];
  const ends = new Map<string, Entry>();
  const keys = new Map<string, PersonKey>();
  let time = Date.UTC(2026, 10, 23, 14);
  const now = () => new Date(time);

  async function write(caseId: string, draft: Parameters<typeof sealed>[0]): Promise<void> {
    time += 1000;
    const after = ends.get(caseId);
    const at = now().toISOString();
    const key = keys.get(caseId);
    const place = { ...(after ? { after } : { caseId }), at, ...(key ? { key } : {}) };
    const entry = sealed(draft, place);
    await store.append(entry);
    ends.set(caseId, entry);
  }

  return {
    key,
    file,
    kept,
    async act(caseId, change) {
      const names = { step: 'azure-access', action: 'entra.block-sign-in', change };
      await write(caseId, { ...names, phase: 'intent' });
      await write(caseId, { ...names, phase: 'outcome', result: 'verified', reason: 'Zoë read it back' });
    },
    async seals(caseId, person) {
      keys.set(caseId, await store.keys.make(freshPersonKey(person)));
    },
    async erase(caseId) {
      await write(caseId, { phase: 'erased', data: { lead: caseId } });
      await store.keys.destroy(keys.get(caseId)?.subject ?? '');
    },
    async archive(caseId, text) {
      const key = keys.get(caseId);
      const hash = sha256(text);
      const open = { id: hash, text, hash };
      const document = key ? sealDocument(text, { caseId, key, nonce: freshNonce() }) : open;
      await store.saveDocument(document);
      await write(caseId, { phase: 'archived', data: { document: document.id, hash: document.hash } });
    },
    async checkpoint(keys = { key }) {
      time += 1000;
      const written = await createCheckpointBook({ store, tenant: 'contoso', now, ...keys }).write(true);
      if (written) kept.push(written);
    },
    async bundle(caseId, withKeys = true) {
      time += 1000;
      const source = await openSqliteSource(file);
      const order = {
        tenant: 'contoso',
        made: now(),
        keys: withKeys,
        ...(caseId === undefined ? {} : { caseId }),
      };
      try {
        const lines: string[] = [];
        for await (const line of writeBundle(source, order)) lines.push(line);
        return lines;
      } finally {
        await source.close();
      }
    },
    async clear() {
      await store.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
