import { beforeEach, describe, expect, it } from 'vitest';
import { askApprovals } from '#bot/workflow/approve/ask-approvals.ts';
import { expireApprovals, expireOnSight } from '#bot/workflow/approve/expire-approvals.ts';
import { heedingProtection, mayBeTouched } from '#bot/workflow/approve/heed-protection.ts';
import { event } from '#bot/workflow/case/event.ts';
import type { Hold } from '#bot/workflow/hold/hold.ts';
import { takeHold } from '#bot/workflow/hold/hold.ts';
import type { Draft } from '#storage/entry.ts';
import { cupboard, fault, removeThings } from '#test/set-up/cupboard.ts';
import { alex, caseId, current } from '#test/set-up/small-world.ts';
import { plannedChange, plannedStep } from '#test/set-up/told-case.ts';
import {
  type ActStage,
  actStage,
  ask,
  azure,
  choice,
  closed,
  intent,
  mailbox,
  outcome,
  plan,
} from './act-stage.ts';

let world: ActStage;
let hold: Hold;
beforeEach(async () => {
  const catalog = [removeThings(cupboard(), { id: 'test.azure-access', group: 'doors' })];
  world = { ...(await actStage()), catalog };
});
async function at(...drafts: readonly Draft[]): Promise<number> {
  await world.at(...drafts);
  const taken = await takeHold(world, caseId, new AbortController().signal);
  if (!taken) throw new Error('not held');
  hold = taken;
  return (await current(world)).head.seq;
}
const since = async (seq: number) => world.store.readCase(caseId, seq);
const approved = event('approved', alex, { hash: azure.hash }, { step: azure.step });
const licences = plannedStep('licences', plannedChange('E5'));
const empty = plannedStep('final-cleanup');

describe('asking', () => {
  it('asks for each chosen step that nobody was asked for, by its policy and for its time', async () => {
    const steps = [azure, mailbox, licences, empty];
    const off = event('chosen', alex, { choices: { mailbox: 'both', successor: null }, off: ['licences'] });
    const seq = await at(off, { ...plan, data: { revision: 1, steps: steps as never } }, ask());
    await askApprovals(world, hold, await current(world));
    await askApprovals(world, hold, await current(world));
    const entries = await since(seq);

    expect(entries).toHaveLength(1);
    expect(entries[0]).toMatchObject({
      phase: 'asked',
      step: 'mailbox',
      actor: { name: 'Alex Wilber' },
      data: {
        hash: mailbox.hash,
        policy: 'manager',
        approver: { name: 'Megan Bowen' },
        deadline: '2026-11-26T09:00:00.000Z',
      },
    });
    expect(entries[0]).not.toHaveProperty('reason');
  });

  it('says why it is not whom the settings name first', async () => {
    const change = plannedChange('mail', { destroys: 'All mail is gone.' });
    const seq = await at(choice, {
      ...plan,
      data: { revision: 1, steps: [plannedStep('mailbox', change)] as never },
    });
    await askApprovals(world, hold, await current(world));

    expect((await since(seq))[0]).toMatchObject({
      reason: 'It destroys data for good.',
      data: { because: 'It destroys data for good.', policy: 'second-operator' },
    });
  });
});

describe('a request that nobody answers, and a yes that is not used', () => {
  it('is ended once its time is over, and not before', async () => {
    const seq = await at(choice, plan, ask());
    world.clock.advance(72 * 3_600_000);
    await expireApprovals(world, hold, await current(world));
    expect((await since(seq)).filter(({ phase }) => phase === 'expired')).toEqual([]);

    world.clock.advance(1);
    await expireApprovals(world, hold, await current(world));
    expect((await since(seq)).at(-1)).toMatchObject({
      phase: 'expired',
      step: 'azure-access',
      reason: 'Nobody answered in time.',
      data: { hash: azure.hash },
    });
  });

  it('is ended when the yes is too old, once', async () => {
    const seq = await at(choice, plan, ask(), approved);
    world.clock.advance(25 * 3_600_000);
    for (let times = 0; times < 2; times++) await expireApprovals(world, hold, await current(world));

    const ended = (await since(seq)).filter(({ phase }) => phase === 'expired');
    expect(ended).toMatchObject([{ reason: 'The approval is too old to act on.' }]);
  });

  it('is ended by whoever sees it, except in a case that has ended', async () => {
    const seq = await at(choice, plan, ask());
    await expireOnSight(world, caseId, 'azure-access');
    await expireOnSight(world, caseId, 'coffee');
    expect(await since(seq)).toEqual([]);
    world.clock.advance(73 * 3_600_000);
    await expireOnSight(world, caseId, 'mailbox');
    expect(await since(seq)).toEqual([]);
    await expireOnSight(world, caseId, 'azure-access');
    expect((await since(seq)).map(({ phase }) => phase)).toEqual(['expired']);
  });

  it('stays as it is in a case that has ended', async () => {
    const seq = await at(choice, plan, ask(), closed);
    world.clock.advance(73 * 3_600_000);
    await expireOnSight(world, caseId, 'azure-access');

    expect(await since(seq)).toEqual([]);
  });
});

describe('somebody who became protected meanwhile', () => {
  const reasons = ['Member of Domain Admins.'];
  const nowProtected = () => (world = { ...world, protection: async () => ({ reasons }) });
  const touchable = async () => mayBeTouched(world, hold, await current(world));
  const ended = async (seq: number) => (await since(seq)).map(({ phase, step }) => `${phase} ${step}`);

  it('is not touched: no yes counts any more, and why is said of each step', async () => {
    const seq = await at(choice, plan, ask(), approved);
    nowProtected();

    expect(await touchable()).toBe(false);
    expect(await ended(seq)).toEqual(['expired azure-access', 'expired mailbox']);
    expect((await since(seq))[0]).toMatchObject({
      reason: 'Member of Domain Admins.',
      data: { hash: azure.hash, stopped: 'Member of Domain Admins.' },
    });
    expect((await current(world)).steps.map(({ approval }) => approval.status)).toEqual([
      'expired',
      'expired',
    ]);
  });

  it('is left with what is done, and with what was never asked or refused', async () => {
    const rejected = event('rejected', alex, { hash: azure.hash }, { step: azure.step });
    const seq = await at(choice, plan, ask(), rejected);
    nowProtected();

    expect(await touchable()).toBe(false);
    expect(await ended(seq)).toEqual(['expired mailbox']);
  });

  it.each([
    ['all of its changes are over', ['a', 'b'], []],
    ['one of its changes is open', ['a'], ['expired azure-access']],
  ])('keeps a yes only when %s', async (_, over, expected) => {
    const done = over.flatMap((key) => [intent(key), outcome(key, 'failed')]);
    const only = { ...plan, data: { revision: 1, steps: [azure] as never } };
    const seq = await at(choice, only, ask(), approved, ...done);
    const other = event('asked', alex, {
      hash: 'x',
      policy: 'operator',
      approver: alex,
      deadline: '2026-11-26T09:00:00.000Z',
    });
    await world.cases.record(caseId, () => other);
    nowProtected();
    await heedingProtection(async () => {})(world, hold, await current(world));

    expect((await ended(seq)).filter((line) => line.startsWith('expired'))).toEqual(expected);
  });

  it('is not asked about when all there is to do is to look what became of something', async () => {
    const lapsed = event('expired', alex, { hash: azure.hash }, { step: azure.step });
    const only = { ...plan, data: { revision: 1, steps: [azure] as never } };
    const seq = await at(choice, only, ask(), approved, intent('a'), lapsed);
    world = { ...world, protection: () => Promise.reject(fault('down')) };

    expect(await touchable()).toBe(true);
    expect(await since(seq)).toEqual([]);
  });

  it('goes on with somebody who may be touched, and only then', async () => {
    const seq = await at(choice, plan, ask(), approved);
    let went = 0;
    const goOn = heedingProtection(async () => void went++);
    await goOn(world, hold, await current(world));
    expect(went).toBe(1);

    nowProtected();
    await goOn(world, hold, await current(world));
    expect(went).toBe(1);
    expect((await since(seq)).length).toBe(2);
  });

  it('is unknown while it cannot be read: nothing is written', async () => {
    const seq = await at(choice, plan, ask(), approved);
    world = { ...world, protection: () => Promise.reject(fault('down')) };

    await expect(touchable()).rejects.toMatchObject({ failure: { code: 'down' } });
    expect(await since(seq)).toEqual([]);
  });
});
