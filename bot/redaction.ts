import type { KnownSecrets } from './known-secrets.ts';

/** What must not be seen in a log line, by the name of the field. */
const secretFields = /password|secret|token|authorization|cookie|privatekey|assertion|credential/i;

/** Fields that tell who a person is. Object ids stay: they are needed to follow a case and mean nothing elsewhere. */
const personalFields = new Set([
  'upn',
  'userprincipalname',
  'mail',
  'email',
  'name',
  'displayname',
  'givenname',
  'surname',
  'samaccountname',
  'accountname',
  'dn',
  'query',
  'text',
  'reason',
  'what',
  'person',
  'leaver',
  'manager',
  'successor',
]);

// Each begins only where such a thing can begin, so that no text, however made, takes longer than its length.
const address = /(?<![^\s@"'<>(),;:])[^\s@"'<>(),;:]+@[^\s@"'<>(),;:]+/g;
const distinguishedName = /\bCN=(\\.|[^,\\])+(,(CN|OU|DC)=(\\.|[^,\\])+)*/gi;

/** The same facts without secrets: fields named so, and in all texts whatever is known to be one. */
export function hideSecrets(facts: unknown, secrets: KnownSecrets): unknown {
  return rewrite(facts, {
    field: (name) => (secretFields.test(name) ? '[secret]' : undefined),
    text: (text) => clip(secrets.hide(text)),
  });
}

/** In signs: longer than any line worth reading. */
const longest = 8_000;

function clip(text: string): string {
  return text.length > longest ? `${text.slice(0, longest)}… (${text.length - longest} more)` : text;
}

/** The same facts without names, addresses and distinguished names. */
export function hidePersonalData(facts: unknown): unknown {
  return rewrite(facts, {
    field: (name, value) => {
      const isText = typeof value === 'string' && personalFields.has(name.toLowerCase());
      return isText ? '[personal]' : undefined;
    },
    text: (text) => text.replace(address, '[address]').replace(distinguishedName, '[dn]'),
  });
}

interface Rules {
  /** What to show instead of a whole field; `undefined` = look into it. */
  field(name: string, value: unknown): string | undefined;
  text(text: string): string;
}

const maxDepth = 8;

function rewrite(value: unknown, rules: Rules, depth = 0): unknown {
  if (typeof value === 'string') return rules.text(value);
  if (typeof value !== 'object' || value === null || value instanceof Date) return value;
  if (depth > maxDepth) return '[deep]';
  if (Array.isArray(value)) return value.map((item) => rewrite(item, rules, depth + 1));
  return rewriteFields(value instanceof Error ? errorFacts(value) : value, rules, depth);
}

function rewriteFields(value: object, rules: Rules, depth: number): object {
  const fields = Object.entries(value).map(([name, inner]) => {
    return [name, rules.field(name, inner) ?? rewrite(inner, rules, depth + 1)] as const;
  });
  return Object.fromEntries(fields);
}

/**
 * An error's message, stack and cause are not fields it lists by itself. `type` is its class. Of the fields it does list
 * only what is one value: libraries hang on whole requests, with everything that was sent. Ours say in `failure` what
 * may be told.
 */
function errorFacts(error: Error): object {
  const { name: type, message, stack, cause } = error;
  const listed = Object.entries(error).filter(([name, value]) => name !== 'name' && isTellable(name, value));
  return {
    type,
    ...Object.fromEntries(listed),
    message,
    stack,
    ...(error instanceof AggregateError && { errors: error.errors as unknown }),
    ...(cause !== undefined && { cause }),
  };
}

function isTellable(name: string, value: unknown): boolean {
  return (
    name === 'failure' || !(typeof value === 'function' || (typeof value === 'object' && value !== null))
  );
}
