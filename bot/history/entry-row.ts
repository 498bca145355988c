import { historyWords } from '#cards/history-words.ts';
import { stepName, systemName } from '#cards/words.ts';
import type { AnyAction } from '#providers/action.ts';
import type { Entry } from '#storage/entry.ts';

/** An entry as the tab shows and exports it. Plain text throughout: whoever draws it escapes it. */
export type EntryRow = ReturnType<typeof entryRow>;

export function entryRow(entry: Entry, catalog: readonly AnyAction[]) {
  const { what, result, why } = historyWords(entry);
  const action = catalog.find(({ id }) => id === entry.action);
  const system = action?.system ?? entry.error?.system ?? null;
  return {
    id: entry._id,
    caseId: entry.caseId,
    seq: entry.seq,
    at: entry.at,
    phase: entry.phase,
    what,
    why: why.filter((words) => words !== ''),
    by: entry.actor,
    leaver: entry.leaver ?? null,
    step: entry.step ?? null,
    stepName: entry.step === undefined ? null : stepName(entry.step),
    action: entry.action ?? null,
    change: entry.change ?? null,
    system,
    systemName: system === null ? null : systemName(system),
    result: entry.result ?? null,
    resultName: result === '' ? null : result,
    isUndo: isUndo(entry),
    error: entry.error ?? null,
    instance: entry.by.instance,
    hash: entry.hash,
  };
}

function isUndo({ phase, data }: Entry): boolean {
  const { direction } = (data ?? {}) as { readonly direction?: unknown };
  return direction === 'undo' || phase.startsWith('undo-');
}
