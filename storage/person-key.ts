import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  createSecretKey,
  type KeyObject,
  randomBytes,
  randomUUID,
} from 'node:crypto';

/** What makes one leaver's part of the log readable. Destroyed, it is unreadable for ever. */
export interface PersonKey {
  /** Object id of the leaver, in lower case. */
  readonly person: string;
  /** Random: entries name it, and it leads to nobody once this is gone. */
  readonly subject: string;
  /** 64 bytes: 32 to seal with, 32 to mark with. */
  readonly secret: Uint8Array;
}

/** All it takes to open what is sealed. */
export type Secret = Pick<PersonKey, 'secret'>;

const algorithm = 'aes-256-gcm';
const nonceLength = 12;
const tagLength = 16;

interface Readied {
  readonly sealing: KeyObject;
  readonly marking: KeyObject;
}

/** Given raw bytes, the library makes its own of them anew each time, which takes longer than the work itself. */
const readiedKeys = new WeakMap<Secret, Readied>();

function readied(key: Secret): Readied {
  const known = readiedKeys.get(key);
  if (known) return known;
  const fresh = {
    sealing: createSecretKey(key.secret.subarray(0, 32)),
    marking: createSecretKey(key.secret.subarray(32)),
  };
  readiedKeys.set(key, fresh);
  return fresh;
}

export function freshPersonKey(person: string): PersonKey {
  return { person: person.toLowerCase(), subject: randomUUID(), secret: randomBytes(64) };
}

export function freshNonce(): Uint8Array {
  return randomBytes(nonceLength);
}

/** Base64 of nonce, ciphertext and tag. `place` is sealed in: the text opens nowhere else. Pure. */
export function sealText(
  text: string,
  place: string,
  { key, nonce }: { readonly key: PersonKey; readonly nonce: Uint8Array },
): string {
  const cipher = createCipheriv(algorithm, readied(key).sealing, nonce, { authTagLength: tagLength });
  cipher.setAAD(Buffer.from(place, 'utf8'));
  const parts = [nonce, cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()];
  return Buffer.concat(parts).toString('base64');
}

/** @throws when it was not sealed with this key at this place, or was changed since */
export function openText(sealed: string, place: string, key: Secret): string {
  const bytes = Buffer.from(sealed, 'base64');
  const [nonce, tag] = [bytes.subarray(0, nonceLength), bytes.subarray(-tagLength)];
  const options = { authTagLength: tagLength };
  const decipher = createDecipheriv(algorithm, readied(key).sealing, nonce, options);
  decipher.setAAD(Buffer.from(place, 'utf8')).setAuthTag(tag);
  return decipher.update(bytes.subarray(nonceLength, -tagLength), undefined, 'utf8') + decipher.final('utf8');
}

/** The same for the same change of a person, and for nothing else. */
export function markOf(key: PersonKey, action: string | undefined, change: string): string {
  const named = JSON.stringify([action ?? '', change]);
  return createHmac('sha256', readied(key).marking).update(named, 'utf8').digest('hex').slice(0, 32);
}
