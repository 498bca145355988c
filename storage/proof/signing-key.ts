import {
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
  sign,
} from 'node:crypto';
import { chmod, readFile, writeFile } from 'node:fs/promises';

/** An Ed25519 key that signs checkpoints. */
export interface SigningKey {
  /** `sha256:` and the SHA-256 of the public key (SPKI, DER), hex: what an auditor writes down and pins. */
  readonly fingerprint: string;
  /** The public key, SPKI DER in base64, as it stands in a checkpoint. */
  readonly publicKey: string;
  /** Base64. */
  sign(text: string): string;
}

/** @throws when the text is not an Ed25519 private key in PEM */
export function signingKey(pem: string): SigningKey {
  const key = createPrivateKey(pem);
  if (key.asymmetricKeyType !== 'ed25519')
    throw new TypeError('the key that signs checkpoints must be Ed25519');
  const spki = createPublicKey(key).export({ type: 'spki', format: 'der' });
  return {
    fingerprint: fingerprintOf(spki),
    publicKey: spki.toString('base64'),
    sign: (text) => sign(null, Buffer.from(text, 'utf8'), key).toString('base64'),
  };
}

export function fingerprintOf(spki: Buffer): string {
  return `sha256:${createHash('sha256').update(spki).digest('hex')}`;
}

/** The key in this file; at the very first start it is made, readable by nobody else. @throws when it cannot be read */
export async function keyInFile(file: string): Promise<SigningKey> {
  try {
    return signingKey(await readFile(file, 'utf8'));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
  const pem = pemOf(generateKeyPairSync('ed25519').privateKey);
  // `wx`: of two processes that start at once, one makes the key and the other reads it.
  await writeFile(file, pem, { flag: 'wx', mode: 0o600 }).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EEXIST') throw error;
  });
  await chmod(file, 0o600);
  return signingKey(await readFile(file, 'utf8'));
}

function pemOf(key: KeyObject): string {
  return key.export({ type: 'pkcs8', format: 'pem' }).toString();
}
