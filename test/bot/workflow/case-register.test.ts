import { beforeEach, describe, expect, it } from 'vitest';
import { refuse } from '#bot/policy/refusal.ts';
import { event } from '#bot/workflow/case/event.ts';
import { recordDelivery } from '#bot/workflow/case/record-delivery.ts';
import { recordRefusal } from '#bot/workflow/case/register.ts';
import type { LogStore } from '#storage/log-store.ts';
import { PositionTaken, StoreDown } from '#storage/log-store.ts';
import { openSqliteStore } from '#storage/sqlite/open-sqlite-store.ts';
import {
  alex,
  caseId,
  current,
  megan,
  opened,
  patti,
  smallWorld,
  type SmallWorld,
} from '#test/set-up/small-world.ts';

let world: SmallWorld;
beforeEach(async () => {
  world = await smallWorld([]);
});
const ofDay = 'REG-20261123';
const refusal = (code: 'no-such-case' | 'not-approver', facts = {}) => {
  const answer = refuse(code, facts);
  if (answer.ok) throw new Error('it was accepted');
  return answer.refusal;
};

describe('who was refused something', () => {
  const noted = async (id: string) => (await world.store.readCase(id)).at(-1);

  it('is noted in the case it was about', async () => {
    await opened(world);
    await recordRefusal(world, { by: patti, act: 'approve', refusal: refusal('not-approver'), caseId });

    expect(await noted(caseId)).toMatchObject({
      phase: 'refused',
      actor: { id: patti.id, name: patti.name },
      result: 'refused',
      reason: 'not-approver',
      data: { act: 'approve', code: 'not-approver' },
    });
    expect(await world.store.readCase(ofDay)).toEqual([]);
  });

  it.each([[undefined], ['OFF-00000']])(
    'is noted in the day’s register when it was about no case: %s',
    async (id) => {
      const act = {
        by: patti,
        act: 'status',
        refusal: refusal('no-such-case'),
        ...(id ? { caseId: id } : {}),
      };
      await recordRefusal(world, act);
      await recordRefusal(world, act);

      const entries = await world.store.readCase(ofDay);
      expect(entries.map(({ seq, by }) => `${seq} ${by.epoch} ${by.version}`)).toEqual([
        '1 0 0.0.0-test',
        '2 0 0.0.0-test',
      ]);
      expect(entries[1]?.prev).toBe(entries[0]?.hash);
    },
  );

  it('is noted with facts that only we can have said, never with what somebody sent', async () => {
    const reasonOf = async (facts: Record<string, string>) => {
      await recordRefusal(world, { by: patti, act: 'approve', refusal: refusal('not-approver', facts) });
      return (await noted(ofDay))?.reason;
    };

    expect(await reasonOf({ case: 'OFF-TEST1', step: 'mailbox', approver: 'Megan Bowen', limit: '3' })).toBe(
      'not-approver; case: OFF-TEST1; step: mailbox; approver: Megan Bowen; limit: 3',
    );
    expect(await reasonOf({ step: 'the undo' })).toBe('not-approver; step: the undo');
    expect(await reasonOf({ step: 'plan' })).toBe('not-approver; step: plan');
    expect(await reasonOf({ case: 'off-test1', step: '<b>', who: 'x', query: 'y', limit: '' })).toBe(
      'not-approver',
    );
  });

  it('is noted after the newest entry, also when that was written by a clock behind ours', async () => {
    const act = { by: patti, act: 'status', refusal: refusal('no-such-case') };
    await recordRefusal(world, act);
    world.clock.advance(-60_000);
    await recordRefusal(world, act);
    world.clock.advance(30_000);
    await recordRefusal(world, act);

    expect((await world.store.readCase(ofDay)).map(({ seq }) => seq)).toEqual([1, 2, 3]);
  });

  async function crowded(times: number) {
    const store = await openSqliteStore({ file: ':memory:' });
    let taken = 0;
    const append: LogStore['append'] = async (entry) => {
      if (taken++ < times) throw new PositionTaken('taken');
      await store.append(entry);
    };
    const busy = await smallWorld([], { store: { ...store, append } });
    await recordRefusal(busy, { by: patti, act: 'status', refusal: refusal('no-such-case') });
    return (await store.readCase(ofDay)).length;
  }

  it('is noted however many write at once, up to twenty', async () => {
    expect(await crowded(20)).toBe(1);
    await expect(crowded(21)).rejects.toBeInstanceOf(PositionTaken);
  });

  it('is not tried again when the log is down', async () => {
    const store = await openSqliteStore({ file: ':memory:' });
    const append = () => Promise.reject(new StoreDown('full'));
    const down = await smallWorld([], { store: { ...store, append } });

    await expect(
      recordRefusal(down, { by: patti, act: 'status', refusal: refusal('no-such-case') }),
    ).rejects.toBeInstanceOf(StoreDown);
  });
});

describe('a request on its way', () => {
  const plan = event('planned', alex, { revision: 1, steps: [{ step: 'mailbox', hash: 'h', actions: [] }] });
  const ask = event(
    'asked',
    alex,
    { hash: 'h', policy: 'manager', approver: megan, deadline: '2026-11-26T09:00:00.000Z' },
    { step: 'mailbox' },
  );
  const deliver = async (more: object = {}) => {
    const way = { caseId, step: 'mailbox', person: megan, delivered: true, reason: '' };
    await recordDelivery(world, { ...way, ...more });
    return (await world.store.readCase(caseId)).at(-1);
  };

  it('is noted when it arrived, and with the reason when it did not', async () => {
    await opened(world);
    for (const draft of [plan, ask]) await world.cases.record(caseId, () => draft);

    const arrived = await deliver();
    expect(arrived).toMatchObject({ phase: 'delivered', step: 'mailbox', data: { person: 'Megan Bowen' } });
    expect(arrived).not.toHaveProperty('reason');
    expect(await deliver({ delivered: false, reason: 'Teams says 403' })).toMatchObject({
      phase: 'undelivered',
      step: 'mailbox',
      reason: 'Teams says 403',
    });
    expect((await current(world)).steps[0]?.approval.undelivered).toBe('Teams says 403');
  });

  it('is not noted for what nobody asks any more', async () => {
    await opened(world);
    await world.cases.record(caseId, () => plan);

    expect((await deliver())?.phase).toBe('planned');
    expect((await deliver({ step: 'coffee' }))?.phase).toBe('planned');
  });
});
