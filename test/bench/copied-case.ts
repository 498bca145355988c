import { body, draft, type Entry } from '#storage/entry.ts';
import type { LogStore } from '#storage/log-store.ts';
import { emptyHead, headOf, type Head, seal } from '#storage/seal.ts';

/** Writes a case's entries once more, as the open case of another person, so that a log has as many as are wanted. */
export async function copyCase(store: LogStore, entries: readonly Entry[], nth: number): Promise<string> {
  const leaverId = `c0000000-0000-4000-8000-${String(nth).padStart(12, '0')}`;
  const caseId = `COPY-${String(nth).padStart(5, '0')}`;
  let head: Head = emptyHead;
  await store.markOpen(caseId);
  for (const { at, by, tenant, raw } of entries) {
    const before = body.parse(JSON.parse(raw));
    const text = JSON.stringify(draft.parse(before)).replaceAll(before.leaver?.id ?? 'nobody', leaverId);
    const renamed = draft.parse(JSON.parse(text));
    const entry = seal(renamed, head, { caseId, tenant, at: new Date(at), by });
    await store.append(entry);
    head = headOf(entry);
  }
  return caseId;
}
