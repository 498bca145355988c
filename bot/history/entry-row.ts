import { historyWords } from '#cards/history-words.ts';
import { stepTitle, systemName } from '#cards/words.ts';
import type { AnyAction } from '#providers/action.ts';
import type { Entry } from '#storage/entry.ts';

/** An entry as the tab shows and exports it. Plain text throughout: whoever draws it escapes it. */
export type EntryRow = ReturnType<typeof entryRow>;

export function entryRow(entry: Entry, catalog: readonly AnyAction[]) {
  // Of an entry that nobody can read, the word that is true of it stands in the leaver's place.
  const { what, result, why } = historyWords(entry, entry.leaver?.name);
  const system = systemOf(entry, catalog);
  return {
    id: entry._id,
    caseId: entry.caseId,
    seq: entry.seq,
    at: entry.at,
    phase: entry.phase,
    what,
    why: why.filter((words) => words !== ''),
    by: entry.actor,
    leaver: orNull(entry.leaver),
    step: orNull(entry.step),
    stepName: entry.step === undefined ? null : stepTitle(entry.step),
    action: orNull(entry.action),
    change: orNull(entry.change),
    system,
    systemName: system === null ? null : systemName(system),
    result: orNull(entry.result),
    resultName: result === '' ? null : result,
    isUndo: isUndo(entry),
    error: orNull(entry.error),
    instance: entry.by.instance,
    hash: entry.hash,
  };
}

/** JSON leaves out what is not there; a row has the same members always. */
function orNull<T>(value: T | undefined): T | null {
  return value ?? null;
}

function systemOf({ action, error }: Entry, catalog: readonly AnyAction[]): string | null {
  return catalog.find(({ id }) => id === action)?.system ?? error?.system ?? null;
}

function isUndo({ phase, data }: Entry): boolean {
  const { direction } = (data ?? {}) as { readonly direction?: unknown };
  return direction === 'undo' || phase.startsWith('undo-');
}
