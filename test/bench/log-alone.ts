import { randomUUID } from 'node:crypto';
import { contoso } from '#providers/sandbox/people.ts';
import type { LogStore } from '#storage/log-store.ts';
import { emptyHead, headOf, seal, type Head } from '#storage/seal.ts';
import { alex } from '#test/set-up/small-world.ts';

/** Writes one more entry of a case of its own and nothing else; the time until it is durable, ms. */
export function appendAlone(store: LogStore): () => Promise<number> {
  const caseId = `BENCH-${randomUUID().slice(0, 8)}`;
  const by = { instance: 'bench', version: '0', epoch: 0 };
  let head: Head = emptyHead;
  return async () => {
    const start = performance.now();
    const draft = {
      phase: 'approved',
      actor: { id: alex.id, name: alex.name },
      data: { hash: 'x'.repeat(64) },
    };
    const entry = seal(draft, head, { caseId, tenant: contoso.tenantId, at: new Date(), by });
    await store.append(entry);
    head = headOf(entry);
    return performance.now() - start;
  };
}

/** Asks for the entries after the newest, as the bot does before it trusts what it remembers; ms. */
export function readAlone(store: LogStore): (caseId: string) => Promise<number> {
  let newest: number | undefined;
  return async (caseId) => {
    newest ??= (await store.readCase(caseId)).at(-1)?.seq;
    const start = performance.now();
    await store.readCase(caseId, newest);
    return performance.now() - start;
  };
}
