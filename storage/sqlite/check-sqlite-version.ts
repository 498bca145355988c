const oldest = [3, 51, 3] as const;

/**
 * SQLite 3.7.0 to 3.51.2 can lose committed pages when two connections write and checkpoint at the same instant
 * (https://sqlite.org/wal.html#the_wal_reset_bug). @throws when `version` is one of them
 */
export function checkSqliteVersion(version: string): void {
  const parts = version.split('.').map(Number);
  const difference =
    oldest.map((part, index) => (parts[index] ?? Number.NaN) - part).find((by) => by !== 0) ?? 0;
  if (difference >= 0) return;
  throw new Error(
    `SQLite ${version} in this Node.js can lose committed entries; ${oldest.join('.')} or newer is needed. ` +
      'Use Node.js 24.15 or newer.',
  );
}
