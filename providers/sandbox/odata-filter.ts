/** One comparison of an OData `$filter`. `any` = some value of a collection equals. */
interface Comparison {
  readonly operator: 'eq' | 'startswith' | 'any';
  readonly property: string;
  readonly value: string | boolean | null;
}

/** A `$filter` of the plain kind: comparisons joined by `or`s only, or by `and`s only. */
export interface Filter {
  readonly joined: 'or' | 'and';
  readonly comparisons: readonly Comparison[];
}

const text = `'((?:[^']|'')*)'`;
const equals = new RegExp(String.raw`^([\w/]+)\s+eq\s+(?:${text}|(true|false|null)|([0-9a-f-]{36}))$`, 'is');
const starts = new RegExp(String.raw`^startswith\(\s*([\w/]+)\s*,\s*${text}\s*\)$`, 'is');
const anyEquals = new RegExp(String.raw`^([\w/]+)/any\((\w+):\s*\2\s+eq\s+${text}\s*\)$`, 'is');

/** `null` for whatever this sandbox does not understand. */
export function parseFilter(filter: string): Filter | null {
  const parts = outsideQuotes(filter.trim());
  if (!parts) return null;
  const comparisons = parts.terms.map((term) => comparisonOf(term.trim()));
  if (comparisons.some((one) => one === null)) return null;
  return { joined: parts.joined, comparisons: comparisons.filter((one) => one !== null) };
}

/** Splits at ` or ` or ` and ` that stand outside of quotes; a mixture of both is not understood. */
function outsideQuotes(filter: string): { joined: 'or' | 'and'; terms: string[] } | null {
  const terms: string[] = [''];
  const joiners = new Set<string>();
  for (const part of filter.split(/('(?:[^']|'')*')/)) {
    if (part.startsWith("'")) {
      terms.push(`${terms.pop() ?? ''}${part}`);
      continue;
    }
    const [first = '', ...others] = part.split(/(?<!\s)\s+(or|and)\s+/i);
    terms.push(`${terms.pop() ?? ''}${first}`);
    for (const [i, piece] of others.entries()) {
      if (i % 2 === 0) joiners.add(piece.toLowerCase());
      else terms.push(piece);
    }
  }
  if (joiners.size > 1) return null;
  return { joined: joiners.has('and') ? 'and' : 'or', terms };
}

function comparisonOf(term: string): Comparison | null {
  const equal = equals.exec(term);
  if (equal) return { operator: 'eq', property: equal[1] ?? '', value: valueOf(equal) };
  const start = starts.exec(term);
  if (start) return { operator: 'startswith', property: start[1] ?? '', value: unquoted(start[2]) };
  const any = anyEquals.exec(term);
  return any ? { operator: 'any', property: any[1] ?? '', value: unquoted(any[3]) } : null;
}

function valueOf([, , quoted, word, id]: RegExpExecArray): string | boolean | null {
  if (quoted !== undefined) return unquoted(quoted);
  if (word === undefined) return id ?? '';
  return word.toLowerCase() === 'null' ? null : word.toLowerCase() === 'true';
}

function unquoted(quoted = ''): string {
  return quoted.replaceAll("''", "'");
}

/** Graph compares text without case. */
export function passes(filter: Filter, thing: object): boolean {
  const holds = (one: Comparison) => compare(one, property(thing, one.property));
  return filter.joined === 'or' ? filter.comparisons.some(holds) : filter.comparisons.every(holds);
}

function compare({ operator, value }: Comparison, actual: unknown): boolean {
  const wanted = folded(value);
  if (operator === 'any') return Array.isArray(actual) && actual.some((one) => folded(one) === wanted);
  if (operator === 'eq') return folded(actual ?? null) === wanted;
  return typeof actual === 'string' && actual.toLowerCase().startsWith(String(wanted));
}

function folded(value: unknown): unknown {
  return typeof value === 'string' ? value.toLowerCase() : value;
}

/** `teamsApp/externalId` looks inside. */
function property(thing: object, path: string): unknown {
  return path
    .split('/')
    .reduce<unknown>(
      (inner, name) => (inner === null ? null : (inner as Record<string, unknown> | undefined)?.[name]),
      thing,
    );
}
