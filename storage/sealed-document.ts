import { z } from 'zod';
import type { StoredDocument } from './log-store.ts';
import type { Keys } from './open-entry.ts';
import { openText, type PersonKey, sealText } from './person-key.ts';
import { canonicalJson, sha256 } from './seal.ts';

const sealedDocument = z.strictObject({
  v: z.literal(2),
  caseId: z.string(),
  subject: z.string(),
  sealed: z.base64(),
});

interface Under {
  readonly caseId: string;
  readonly key: PersonKey;
  readonly nonce: Uint8Array;
}

/** A document that only the leaver's key opens. Its id is the hash of what is stored, so the log names that. Pure. */
export function sealDocument(text: string, { caseId, key, nonce }: Under): StoredDocument {
  const sealed = sealText(text, placeOf(caseId), { key, nonce });
  const stored = canonicalJson({ v: 2, caseId, subject: key.subject, sealed });
  return { id: sha256(stored), text: stored, hash: sha256(stored) };
}

/** What was sealed; `null` when its key is gone. @throws when it is no sealed document, or another key's */
export function openDocument({ text }: Pick<StoredDocument, 'text'>, keys: Keys): string | null {
  const { caseId, subject, sealed } = sealedDocument.parse(JSON.parse(text));
  const key = keys.get(subject);
  return key === undefined ? null : openText(sealed, placeOf(caseId), key);
}

function placeOf(caseId: string): string {
  return `document of ${caseId}`;
}
