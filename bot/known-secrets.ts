import type { Secret } from './secret.ts';

/** What this process must not tell, as far as it knows: from the settings, and the tokens it is given while it runs. */
export interface KnownSecrets {
  /** A token was received. */
  add(token: string): void;
  /** The text without them, and without what looks like one of somebody else. */
  hide(text: string): string;
}

/** Tokens of this many requests are remembered; older ones have expired. */
const most = 200;
/** Shorter ones would be found in every second word. */
const shortest = 4;

export function knownSecrets(settings: readonly Secret[]): KnownSecrets {
  const forever = settings.flatMap((secret) => formsOf(secret.reveal()));
  const tokens = new Set<string>();
  return {
    add(token) {
      tokens.delete(token);
      tokens.add(token);
      const [oldest] = tokens;
      if (tokens.size > most && oldest !== undefined) tokens.delete(oldest);
    },
    hide(text) {
      const known = [...forever, ...tokens];
      const plain = known.reduce((left, secret) => left.replaceAll(secret, '[secret]'), text);
      return plain
        .replaceAll(uriPassword, '$1:[secret]@')
        .replaceAll(bearer, '$1 [secret]')
        .replaceAll(jsonWebToken, '[secret]');
    },
  };
}

/** As it is, in a URL or form, inside JSON; a key also line by line. Longest first, so that no rest stays. */
function formsOf(secret: string): readonly string[] {
  const lines = secret.split('\n').filter((line) => /^[\w+/=]{16,}$/.test(line));
  const inJson = JSON.stringify(secret).slice(1, -1);
  const inForm = new URLSearchParams({ '': secret }).toString().slice(1);
  const forms = [secret, encodeURIComponent(secret), inForm, inJson, ...lines];
  return [...new Set(forms)]
    .filter((form) => form.length >= shortest)
    .toSorted((a, b) => b.length - a.length);
}

// Bounded, so that no text, however made, takes longer than its length.
const uriPassword = /\b(\w{1,20}:\/\/[^\s:/@]{0,256}):[^\s/@]{0,512}@/g;
const bearer = /(?<![a-z])(bearer)[ +]{1,4}[\w.~+/=-]{8,}/gi;
const jsonWebToken = /\beyJ[\w-]{10,}\.[\w-]{10,}(?:\.[\w-]*)?/g;
