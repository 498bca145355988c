import { describe, expect, it } from 'vitest';
import { chooseForCase } from '#bot/workflow/acts/choose.ts';
import { decide } from '#bot/workflow/acts/decide.ts';
import { event } from '#bot/workflow/case/event.ts';
import { LogDamaged, type LogStore, StoreDown, WriteUnknown } from '#storage/log-store.ts';
import { seal } from '#storage/seal.ts';
import { openSqliteStore } from '#storage/sqlite/open-sqlite-store.ts';
import { cupboard, removeThings } from '#test/set-up/cupboard.ts';
import { alex, caseId, goOn, opened, smallWorld } from '#test/set-up/small-world.ts';

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

/** The first write of this phase is left unanswered, done or not done. */
async function unansweredWrite(phase: string, isDone: boolean) {
  const store = await openSqliteStore({ file: ':memory:' });
  let unanswered = 0;
  const vague: LogStore = {
    ...store,
    async append(entry) {
      const isVague = entry.phase === phase && unanswered++ === 0;
      if (!isVague || isDone) await store.append(entry);
      if (isVague) throw new WriteUnknown('the write concern timed out');
    },
  };
  const box = cupboard({ name: 'a', group: 'doors', value: 'open' });
  const world = await smallWorld([removeThings(box, { id: 'test.doors', group: 'doors' })], { store: vague });
  await opened(world);
  const { revision } = await goOn(world);
  await chooseForCase(world, { by: alex, caseId, revision, mailbox: 'both', successor: '', off: [] });
  await goOn(world);
  await decide(world, { by: alex, caseId, step: 'azure-access', verdict: 'approve', reason: '' });
  return { world, applied: () => box.calls.filter((call) => call === 'apply a') };
}

describe('a write of which nobody knows whether it arrived', () => {
  it.each(['intent', 'outcome'])('is looked up: an %s that is there counts, once', async (phase) => {
    const { world, applied } = await unansweredWrite(phase, true);

    expect((await goOn(world)).outcome).toBe('complete');
    expect(applied()).toHaveLength(1);
    const written = (await world.store.readCase(caseId)).filter((entry) => entry.phase === phase);
    expect(written).toHaveLength(1);
  });

  it('is looked up: after an intent that is not there nothing is sent, until one is', async () => {
    const { world, applied } = await unansweredWrite('intent', false);

    await expect(goOn(world)).rejects.toBeInstanceOf(StoreDown);
    expect(applied()).toHaveLength(0);
    expect((await goOn(world)).outcome).toBe('complete');
    expect(applied()).toHaveLength(1);
  });
});
