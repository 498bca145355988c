import { beforeEach, describe, expect, it } from 'vitest';
import { refuse } from '#bot/policy/refusal.ts';
import { event } from '#bot/workflow/case/event.ts';
import { findCases, othersAmong } from '#bot/workflow/case/find-cases.ts';
import { statusCard } from '#cards/status-card.ts';
import { LogDamaged, StoreDown } from '#storage/log-store.ts';
import { openSqliteStore } from '#storage/sqlite/open-sqlite-store.ts';
import { wordsOf } from '#test/set-up/connector.ts';
import {
  adele,
  alex,
  caseId,
  johnDoe,
  opened,
  patti,
  smallWorld,
  type SmallWorld,
} from '#test/set-up/small-world.ts';

let world: SmallWorld;
beforeEach(async () => {
  world = await smallWorld([]);
});

describe('looking for cases', () => {
  const named = async (by: typeof alex, who?: string) => {
    const found = await findCases(world, { by, ...(who === undefined ? {} : { who }) });
    return found.ok ? found.value.map((one) => one.caseId) : found.refusal;
  };

  it('shows operators and auditors what is open', async () => {
    await opened(world);

    expect(await named(alex)).toEqual([caseId]);
    expect(await named(adele, '  ')).toEqual([caseId]);
    expect(await named(patti)).toEqual({ code: 'no-role', facts: { who: patti.name } });
  });

  it('shows nothing that has ended, unless it is named', async () => {
    await opened(world);
    await world.cases.record(caseId, () => event('closed', alex, { outcome: 'canceled' }));

    expect(await named(alex)).toEqual([]);
    expect(await named(alex, 'test1')).toEqual([caseId]);
  });

  it('shows nobody their own', async () => {
    await opened(world);
    const john = { ...alex, id: johnDoe.id.toUpperCase() };

    expect(await named(john)).toEqual([]);
    expect(await named(john, caseId)).toEqual({ code: 'own-case', facts: { case: caseId } });
  });

  it('says that there is no such case, rather than looking for such a person', async () => {
    expect(await named(alex, ' off-00000 ')).toEqual({ code: 'no-such-case', facts: { case: 'OFF-00000' } });
    expect(await named(alex, 'OFF-x')).toEqual({ code: 'no-such-case', facts: { case: 'OFF-X' } });
  });

  it('shows all of them, newest first, and before them an undo that nobody has answered', async () => {
    for (let nth = 0; nth < 12; nth++) {
      world.clock.advance(1000);
      const id = `OFF-${10_000 + nth}`;
      await world.store.markOpen(id);
      const { id: leaverId, upn, name } = johnDoe;
      const choices = { mailbox: 'both', successor: null } as const;
      const draft = event(
        'opened',
        alex,
        { query: 'x', leaver: johnDoe, choices, dryRun: false },
        { leaver: { id: leaverId, upn, name } },
      );
      await world.cases.record(id, () => draft);
    }
    await world.cases.record('OFF-10000', () => event('closed', alex, { outcome: 'complete' }));
    await world.cases.record('OFF-10000', () => event('undo-asked', alex, { refs: ['x/y'], hash: 'h' }));
    const found = await named(alex);

    expect(found).toHaveLength(12);
    expect(found).toMatchObject({ 0: 'OFF-10000', 1: 'OFF-10011', 11: 'OFF-10001' });
    const all = await findCases(world, { by: alex });
    const card = wordsOf(all.ok ? statusCard(all.value, world.clock.now()) : null);
    expect(card).toContain('12 cases');
    expect(card).toContain('undo asked by Alex Wilber, waits for an answer');
    expect(card).toContain('and 2 more');
  });

  async function unreadable(error: Error) {
    const store = await openSqliteStore({ file: ':memory:' });
    const errors: object[] = [];
    const made = await smallWorld([], { store });
    await opened(made);
    await made.store.markOpen('OFF-BROKE');
    const cases = { ...made.cases, record: made.cases.record.bind(made.cases) };
    const read = async (id: string) => {
      if (id === 'OFF-BROKE') throw error;
      return made.cases.read(id);
    };
    const log = { ...made.log, error: (facts: object) => void errors.push(facts) };
    world = { ...made, cases: { ...cases, read }, log };
    return { found: await named(alex), errors };
  }

  it.each([new LogDamaged('OFF-BROKE#000001', 'x'), new Error('phase "teleported" is unknown')])(
    'does not hide the others behind one that cannot be read',
    async (error) => {
      expect(await unreadable(error)).toEqual({
        found: [caseId],
        errors: [{ caseId: 'OFF-BROKE', error: String(error) }],
      });
    },
  );

  it('says that the log is down when it is', async () => {
    await expect(unreadable(new StoreDown('down'))).rejects.toBeInstanceOf(StoreDown);
  });

  it('by a name that fits only oneself says no more than that', () => {
    const ids = (...value: string[]) => othersAmong({ ok: true, value }, alex);

    expect(ids('x', alex.id.toUpperCase())).toEqual({ ok: true, value: ['x'] });
    expect(ids(alex.id)).toEqual({ ok: false, refusal: { code: 'own-case', facts: {} } });
    expect(ids()).toEqual({ ok: true, value: [] });
    expect(othersAmong(refuse('empty-query'), alex)).toEqual(refuse('empty-query'));
  });
});
