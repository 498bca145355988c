/**
 * The same JSON value with every lone surrogate replaced by U+FFFD. Directories hold such names, RFC 8785 refuses
 * them, and a name must not be able to stop the log.
 */
export function wellFormed(value: unknown): unknown {
  if (typeof value === 'string') return value.toWellFormed();
  if (Array.isArray(value)) return value.map(wellFormed);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [key.toWellFormed(), wellFormed(inner)]),
  );
}
