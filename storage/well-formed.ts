/**
 * The same JSON value with every lone surrogate replaced by U+FFFD, and without members named `__proto__`. Directories
 * hold such names, RFC 8785 refuses the one and `json.ts` the other, and a name must not be able to stop the log.
 */
export function wellFormed(value: unknown): unknown {
  if (typeof value === 'string') return value.toWellFormed();
  if (Array.isArray(value)) return value.map(wellFormed);
  if (value === null || typeof value !== 'object') return value;
  const members = Object.entries(value).filter(([key]) => key !== '__proto__');
  return Object.fromEntries(members.map(([key, inner]) => [key.toWellFormed(), wellFormed(inner)]));
}
