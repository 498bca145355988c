import { beforeEach, describe, expect, it } from 'vitest';
import type { CaseState } from '#bot/workflow/case/case-state.ts';
import { chooseForCase } from '#bot/workflow/acts/choose.ts';
import { decide } from '#bot/workflow/acts/decide.ts';
import { retryCase } from '#bot/workflow/acts/retry-case.ts';
import { changesOf } from '#bot/workflow/case/steps.ts';
import { cupboard, fault, removeThings, type Cupboard } from '#test/set-up/cupboard.ts';
import {
  alex,
  approveShown,
  caseId,
  goOn,
  megan,
  opened,
  smallWorld,
  type SmallWorld,
} from '#test/set-up/small-world.ts';

let box: Cupboard;
let world: SmallWorld;

beforeEach(async () => {
  box = cupboard(
    { name: 'a', group: 'doors', value: 'open' },
    { name: 'b', group: 'doors', value: 'open' },
    { name: 'lamp', group: 'lights', value: 'on' },
    { name: 'mail', group: 'letters', value: 'unread' },
  );
  world = await smallWorld([
    removeThings(box, { id: 'test.doors', group: 'doors' }),
    removeThings(box, { id: 'test.lights', group: 'lights', system: 'azure', after: ['test.doors'] }),
    removeThings(box, { id: 'test.letters', group: 'letters', step: 'mailbox', system: 'exchange' }),
  ]);
});

async function frozen(off: string[] = []): Promise<CaseState> {
  await opened(world);
  const { revision } = await goOn(world);
  await chooseForCase(world, { by: alex, caseId, revision, mailbox: 'both', successor: '', off });
  return goOn(world);
}

async function approveAll(): Promise<CaseState> {
  await approveShown(world, alex, { caseId, step: 'azure-access' });
  await approveShown(world, megan, { caseId, step: 'mailbox' });
  return goOn(world);
}

function statuses(state: CaseState): Record<string, string> {
  const changes = state.steps.flatMap(changesOf);
  return Object.fromEntries(changes.map(({ ref, status }) => [ref, status]));
}

describe('a case from plan to close', () => {
  it('changes nothing before anybody approves', async () => {
    const state = await frozen();

    expect(state.status).toBe('working');
    expect(box.calls.filter((call) => !call.startsWith('read'))).toEqual([]);
  });

  it('ends complete when every change has been read back', async () => {
    await frozen();
    const state = await approveAll();

    expect(state.status).toBe('closed');
    expect(state.outcome).toBe('complete');
    expect(new Set(Object.values(statuses(state)))).toEqual(new Set(['verified']));
    expect(box.things.size).toBe(0);
  });

  it('writes the intent of every change before it is sent, and one outcome after', async () => {
    await frozen();
    await approveAll();
    const entries = await world.store.readCase(caseId);

    for (const phase of ['intent', 'outcome']) {
      const changes = entries.filter((entry) => entry.phase === phase).map(({ change }) => String(change));
      expect(changes.toSorted()).toEqual(['a', 'b', 'lamp', 'mail']);
    }
    const intent = entries.findIndex((entry) => entry.phase === 'intent' && entry.change === 'lamp');
    const before = entries.findIndex((entry) => entry.phase === 'outcome' && entry.change === 'b');
    expect(intent).toBeGreaterThan(before);
  });

  it('runs an approved step while another still waits for its approver', async () => {
    await frozen();
    await decide(world, { by: alex, caseId, step: 'azure-access', verdict: 'approve', reason: '' });
    const state = await goOn(world);

    expect(state.status).toBe('working');
    expect(statuses(state)).toMatchObject({ 'test.doors/a': 'verified', 'test.letters/mail': 'waiting' });
  });

  it('leaves out what the operator switched off', async () => {
    await frozen(['mailbox']);
    await decide(world, { by: alex, caseId, step: 'azure-access', verdict: 'approve', reason: '' });
    const state = await goOn(world);

    expect(state.outcome).toBe('complete');
    expect(box.things.has('mail')).toBe(true);
    expect(state.sweep?.remaining.map(({ what }) => what)).toEqual(['Not done: Remove mail']);
  });

  it('ends a dry run with its plan and asks nobody', async () => {
    await opened(world, true);
    const state = await goOn(world);

    expect(state.outcome).toBe('dry-run');
    expect(box.things.size).toBe(4);
  });
});

describe('when something goes wrong', () => {
  it('stops what depends on a failed action, and nothing else', async () => {
    box.faults.set('apply a', [fault('Denied')]);
    await frozen();
    const state = await approveAll();

    expect(state.status).toBe('attention');
    expect(statuses(state)).toEqual({
      'test.doors/a': 'failed',
      'test.doors/b': 'verified',
      'test.lights/lamp': 'waiting',
      'test.letters/mail': 'verified',
    });
  });

  it('keeps the system’s own code in the log', async () => {
    box.faults.set('apply a', [fault('Denied', { requestId: 'r-1' })]);
    await frozen();
    const state = await approveAll();
    const failed = state.steps.flatMap(changesOf).find(({ status }) => status === 'failed');

    expect(failed?.error).toMatchObject({ code: 'Denied', requestId: 'r-1' });
  });

  it('goes on to the end after a retry', async () => {
    box.faults.set('apply a', [fault('Denied')]);
    await frozen();
    await approveAll();
    await retryCase(world, { by: alex, caseId });

    expect((await goOn(world)).outcome).toBe('complete');
  });

  it('never calls verified what was accepted and did not happen', async () => {
    box.faults.set('apply lamp', ['swallow']);
    await frozen();
    const state = await approveAll();

    expect(statuses(state)['test.lights/lamp']).toBe('applied');
    expect(state.status).toBe('attention');
    expect(state.outcome).toBeUndefined();
  });

  it('closes the case when what was accepted is seen later', async () => {
    box.faults.set('apply lamp', ['swallow']);
    await frozen();
    await approveAll();
    box.things.delete('lamp');
    world.clock.advance(120_000);

    expect((await goOn(world)).outcome).toBe('complete');
  });

  it('looks before it sends again when an answer was lost', async () => {
    box.faults.set('apply a', [fault('timeout', { uncertain: true })]);
    await frozen();
    const state = await approveAll();
    const read = box.calls.indexOf('read doors', box.calls.indexOf('apply a'));

    expect(read).toBeLessThan(box.calls.lastIndexOf('apply a'));
    expect(state.outcome).toBe('complete');
  });

  it('sends nothing more when it cannot see whether a lost call happened', async () => {
    box.faults.set('apply a', [fault('timeout', { uncertain: true })]);
    box.meanwhile.set('apply a', () => box.faults.set('read doors', down(20)));
    await frozen();
    const state = await approveAll();

    expect(statuses(state)['test.doors/a']).toBe('unknown');
    expect(box.calls.filter((call) => call === 'apply a')).toHaveLength(1);
  });

  it('stops the plan when a system cannot be read, and names it', async () => {
    box.faults.set('read lights', [fault('Forbidden')]);
    await opened(world);
    const state = await goOn(world);

    expect(state.status).toBe('unreadable');
    expect(state.unreadable).toMatchObject([{ code: 'Forbidden' }]);
    expect(state.steps).toEqual([]);
  });

  it('finds in the closing sweep what came back after it was read back', async () => {
    box.meanwhile.set('apply lamp', () => box.things.set('a', { name: 'a', group: 'doors', value: 'open' }));
    await frozen();
    const state = await approveAll();

    expect(statuses(state)['test.doors/a']).toBe('failed');
    expect(state.status).toBe('attention');
  });
});

function down(times: number): ReturnType<typeof fault>[] {
  return Array.from({ length: times }, () => fault('down', { passing: true }));
}

describe('drift between approval and run', () => {
  it('stops the step, shows the difference and asks again, while the other steps go on', async () => {
    await frozen();
    box.things.set('c', { name: 'c', group: 'doors', value: 'open' });
    const state = await approveAll();
    const step = state.steps.find((one) => one.step === 'azure-access');

    expect(step?.drift).toEqual({ added: ['Remove c'], gone: [] });
    expect(step?.approval.status).toBe('asked');
    expect(statuses(state)).toMatchObject({ 'test.doors/a': 'waiting', 'test.letters/mail': 'verified' });
    expect(box.things.has('a')).toBe(true);
  });

  it('runs the new plan once it is approved again', async () => {
    await frozen();
    box.things.set('c', { name: 'c', group: 'doors', value: 'open' });
    await approveAll();
    const state = await approveAll();

    expect(state.outcome).toBe('complete');
    expect(box.things.size).toBe(0);
  });

  it('refuses an approval of the changes as they were', async () => {
    const before = await frozen();
    const old = before.steps.find((one) => one.step === 'azure-access')?.hash ?? '';
    box.things.set('c', { name: 'c', group: 'doors', value: 'open' });
    await approveAll();
    const answer = await decide(world, {
      by: alex,
      caseId,
      step: 'azure-access',
      verdict: 'approve',
      hash: old,
      reason: '',
    });

    expect(answer).toMatchObject({ ok: false, refusal: { code: 'plan-changed' } });
  });
});
