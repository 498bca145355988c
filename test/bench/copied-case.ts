import { draft, type Entry } from '#storage/entry.ts';
import type { LogStore } from '#storage/log-store.ts';
import { freshNonce, freshPersonKey } from '#storage/person-key.ts';
import { isClear } from '#bot/workflow/case/events.ts';
import { emptyHead, headOf, type Head, seal } from '#storage/seal.ts';

/** Writes a case's entries once more, as the open case of another person, so that a log has as many as are wanted. */
export async function copyCase(store: LogStore, entries: readonly Entry[], nth: number): Promise<string> {
  const leaverId = `c0000000-0000-4000-8000-${String(nth).padStart(12, '0')}`;
  const caseId = `COPY-${String(nth).padStart(5, '0')}`;
  let head: Head = emptyHead;
  await store.markOpen(caseId);
  const key = await store.keys.make(freshPersonKey(leaverId));
  for (const before of entries) {
    const { at, by, tenant, phase } = before;
    const text = JSON.stringify(draft.parse(before)).replaceAll(before.leaver?.id ?? 'nobody', leaverId);
    const renamed = draft.parse(JSON.parse(text));
    const under = { key, nonce: freshNonce(), clearData: isClear(phase) };
    const entry = seal(renamed, head, { caseId, tenant, at: new Date(at), by, under });
    await store.append(entry);
    head = headOf(entry);
  }
  return caseId;
}
