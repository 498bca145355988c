import { beforeEach, describe, expect, it } from 'vitest';
import { decide } from '#bot/workflow/acts/decide.ts';
import { event } from '#bot/workflow/case/event.ts';
import { alex, caseId, megan } from '#test/set-up/small-world.ts';
import { type ActStage, actStage, azure, plan, choice, ask, refused } from './act-stage.ts';

let world: ActStage;
beforeEach(async () => {
  world = await actStage();
});

describe('an answer', () => {
  const answer = (more: object = {}) =>
    decide(world, { by: alex, caseId, step: 'azure-access', verdict: 'approve', reason: ' ', ...more });

  it.each([
    ['approve', 'approved'],
    ['reject', 'rejected'],
  ] as const)('to %s is noted with its remark, if there is one', async (verdict, phase) => {
    await world.at(choice, plan, ask());
    await answer({ verdict, reason: ' Not now ', hash: azure.hash });

    expect(await world.last()).toMatchObject({
      phase,
      step: 'azure-access',
      reason: 'Not now',
      data: { hash: azure.hash },
    });
  });

  it('without a remark has none', async () => {
    await world.at(choice, plan, ask());
    await answer();

    expect(await world.last()).not.toHaveProperty('reason');
  });

  it('no needs a reason', async () => {
    await world.at(choice, plan, ask());

    expect(await answer({ verdict: 'reject' })).toEqual(
      refused('reason-missing', { case: caseId, step: 'azure-access' }),
    );
  });

  const drifted = event('drifted', alex, { step: { ...azure, hash: 'abcdef0' }, added: [], gone: [] });

  it('that was typed must name what has changed since; a click does by itself, and so does a no', async () => {
    const now = event(
      'asked',
      alex,
      { hash: 'abcdef0', policy: 'operator', approver: alex, deadline: '2026-11-26T09:00:00.000Z' },
      { step: azure.step },
    );
    await world.at(choice, plan, drifted, now);

    expect(await answer({ reason: 'ok' })).toEqual(
      refused('changes-unseen', { case: caseId, step: 'azure-access' }),
    );
    expect(await answer({ hash: azure.hash })).toMatchObject(refused('plan-changed', {}));
    expect(await answer({ reason: 'abcdef ok' })).toMatchObject({ ok: true });
    expect((await world.last())?.reason).toBe('ok');
    await world.cases.record(caseId, () => now);
    expect(await answer({ verdict: 'reject', reason: 'abcdef no' })).toMatchObject({ ok: true });
    expect((await world.last())?.reason).toBe('abcdef no');
    await world.cases.record(caseId, () => now);
    expect(await answer({ hash: 'abcdef0', reason: 'ok' })).toMatchObject({ ok: true });
  });

  it('that comes too late ends the request for good', async () => {
    await world.at(choice, plan, ask('2026-11-23T08:00:00.000Z'));

    expect(await answer()).toMatchObject(refused('approval-expired', {}));
    expect(await world.last()).toMatchObject({ phase: 'expired', reason: 'Nobody answered in time.' });
  });

  it('that is refused for another reason ends nothing', async () => {
    await world.at(choice, plan, ask('2026-11-23T08:00:00.000Z'));

    expect(await answer({ by: megan })).toMatchObject(refused('no-part', {}));
    expect((await world.last())?.phase).toBe('asked');
  });
});
