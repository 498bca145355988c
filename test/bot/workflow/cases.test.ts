import { describe, expect, it } from 'vitest';
import { event } from '#bot/workflow/event.ts';
import { LogDamaged, type LogStore } from '#storage/log-store.ts';
import { seal } from '#storage/seal.ts';
import { openSqliteStore } from '#storage/sqlite/open-sqlite-store.ts';
import { alex, caseId, opened, smallWorld } from '#test/set-up/small-world.ts';

describe('reading a case', () => {
  it('stops when what was added does not follow what was read before', async () => {
    const store = await openSqliteStore({ file: ':memory:' });
    let forge = false;
    const forging: LogStore = {
      ...store,
      async readCase(id, after) {
        const entries = await store.readCase(id, after);
        if (!forge) return entries;
        const draft = event('undo-declined', alex, undefined);
        const by = { instance: 'x', version: '0', epoch: 0 };
        const how = { caseId: id, tenant: world.tenant, at: world.clock.now(), by };
        return [seal(draft, { seq: after ?? 0, hash: 'f'.repeat(64) }, how)];
      },
    };
    const world = await smallWorld([], { store: forging });
    await opened(world);
    forge = true;

    await expect(world.cases.read(caseId)).rejects.toBeInstanceOf(LogDamaged);
  });
});
