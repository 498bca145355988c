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

const address = /[^\s@"'<>(),;:]+@[^\s@"'<>(),;:]+/g;
const distinguishedName = /\bCN=(\\.|[^,\\])+(,(CN|OU|DC)=(\\.|[^,\\])+)*/gi;
const uriPassword = /(\w+:\/\/[^\s:/@]*):[^\s@]*@/g;

/** The same facts without secrets: fields named so, passwords in addresses, and the given values anywhere. */
export function hideSecrets(facts: unknown, secrets: readonly string[]): unknown {
  const known = secrets.filter((secret) => secret.length > 3);
  return rewrite(facts, {
    field: (name) => (secretFields.test(name) ? '[secret]' : undefined),
    text: (text) => {
      const plain = text.replace(uriPassword, '$1:[secret]@');
      return known.reduce((shown, secret) => shown.replaceAll(secret, '[secret]'), plain);
    },
  });
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

/** An error's message, stack and cause are not fields it lists by itself. `type` is its class. */
function errorFacts(error: Error): object {
  const { name: type, message, stack, cause } = error;
  const { name: _, ...listed } = Object.fromEntries(Object.entries(error));
  return { type, ...listed, message, stack, ...(cause === undefined ? {} : { cause }) };
}
