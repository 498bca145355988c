import { Secret } from '../secret.ts';
import type { Given } from './given.ts';

/** Where `OffboardingLog` is kept. The address of a MongoDB server holds the password. */
export type StoreConfig =
  | { readonly kind: 'mongo'; readonly uri: Secret }
  | { readonly kind: 'sqlite'; readonly file: string };

export function storeConfig(given: Given): StoreConfig | null {
  const { MONGODB_URI: uri, LOG_FILE: file } = given.values;
  if (uri !== undefined && file !== undefined) {
    return given.refuse('LOG_FILE', 'must be left out when MONGODB_URI is given: there is one log');
  }
  if (uri !== undefined) return { kind: 'mongo', uri: new Secret(uri) };
  if (file !== undefined) return { kind: 'sqlite', file };
  return given.refuse('MONGODB_URI', 'is missing; give it, or LOG_FILE to keep the log in a file');
}
