import { beforeEach, describe, expect, it } from 'vitest';
import { chooseForCase } from '#bot/workflow/acts/choose.ts';
import { event } from '#bot/workflow/case/event.ts';
import { alex, caseId, johnDoe, opened } from '#test/set-up/small-world.ts';
import { plannedStep } from '#test/set-up/told-case.ts';
import { type ActStage, actStage, plan, choice, closed, refused } from './act-stage.ts';

let world: ActStage;
beforeEach(async () => {
  world = await actStage();
});

describe('settling the plan', () => {
  const choose = (more: object = {}) =>
    chooseForCase(world, {
      by: alex,
      caseId,
      revision: 1,
      mailbox: 'both',
      successor: ' ',
      off: [],
      ...more,
    });

  it('keeps what is left out, once each and in one order, and nothing that does not exist', async () => {
    await world.at(plan);
    await choose({ off: ['mailbox', 'coffee', 'licences', 'mailbox'] });

    expect((await world.last())?.data).toEqual({
      choices: { mailbox: 'forward', successor: johnDoe.manager },
      off: ['licences', 'mailbox'],
    });
  });

  it.each([
    ['a plan that is not there yet', [], 'wrong-moment', { case: caseId }],
    ['a plan that is settled', [plan, choice], 'already-frozen', { case: caseId, who: alex.name }],
    ['a case that has ended', [plan, closed], 'case-ended', { case: caseId }],
    [
      'another plan than was seen',
      [{ ...plan, data: { revision: 2, steps: [] } }],
      'plan-changed',
      { case: caseId, step: 'plan' },
    ],
  ])('is refused for %s', async (_, drafts, code, facts) => {
    await world.at(...drafts);

    expect(await choose()).toMatchObject(refused(code, facts));
  });

  it('is refused for a dry run', async () => {
    await opened(world, true);
    await world.cases.record(caseId, () => plan);

    expect(await choose()).toEqual(refused('wrong-moment'));
  });

  it('is refused when it leaves nothing, though not when there was nothing', async () => {
    await world.at(plan);
    expect(await choose({ off: ['mailbox', 'azure-access'] })).toEqual(refused('nothing-to-do'));
    expect(await choose({ off: ['mailbox'] })).toMatchObject({ ok: true });
  });

  it('is not refused where nothing was to be done', async () => {
    await world.at(event('planned', alex, { revision: 1, steps: [plannedStep('mailbox')] }));

    expect(await choose({ off: ['mailbox'] })).toMatchObject({ ok: true });
  });
});
