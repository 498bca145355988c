import { StoreDown, WriteUnknown } from '../log-store.ts';

/** Primary result codes, https://sqlite.org/rescode.html */
const codes: Readonly<Record<number, string>> = {
  5: 'another process holds the file',
  6: 'a table is locked',
  8: 'the file is read-only',
  10: 'the disk fails to read or write',
  11: 'the file is damaged',
  13: 'the disk is full',
  14: 'the file cannot be opened',
  26: 'the file is not an SQLite database',
};

const constraint = 19;
const disk = 10;

/** Runs one statement; whatever SQLite says against it comes out as {@link StoreDown}. */
export function refusing<T>(what: string, run: () => T): T {
  try {
    return run();
  } catch (error) {
    throw storeDown(what, error);
  }
}

/** As {@link refusing}, for a write: after a failing disk nobody knows what reached it. */
export function refusingWrite<T>(what: string, run: () => T): T {
  try {
    return run();
  } catch (error) {
    if (primaryCode(error) === disk) throw new WriteUnknown(message(what, error), { cause: error });
    throw storeDown(what, error);
  }
}

export function isConstraint(error: unknown): boolean {
  return error instanceof StoreDown && primaryCode(error.cause) === constraint;
}

function storeDown(what: string, error: unknown): StoreDown {
  return error instanceof StoreDown ? error : new StoreDown(message(what, error), { cause: error });
}

function message(what: string, error: unknown): string {
  const why = codes[primaryCode(error) ?? -1] ?? (error instanceof Error ? error.message : String(error));
  return `The log file does not ${what}: ${why}`;
}

function primaryCode(error: unknown): number | undefined {
  const code = (error as { errcode?: unknown } | null)?.errcode;
  return typeof code === 'number' ? code & 0xff : undefined;
}
