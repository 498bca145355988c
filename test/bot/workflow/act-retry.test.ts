import { beforeEach, describe, expect, it } from 'vitest';
import { retryCase } from '#bot/workflow/acts/retry-case.ts';
import { event } from '#bot/workflow/case/event.ts';
import { alex, caseId, isaiah } from '#test/set-up/small-world.ts';
import {
  type ActStage,
  actStage,
  done,
  azure,
  plan,
  choice,
  closed,
  swept,
  outcome,
  intent,
  ask,
  rejected,
  refused,
} from './act-stage.ts';

let world: ActStage;
beforeEach(async () => {
  world = await actStage();
});

describe('trying again', () => {
  const retry = async () => {
    const answer = await retryCase(world, { by: isaiah, caseId });
    return answer.ok ? (await world.last())?.data : answer;
  };
  const ref = (key: string) => `test.azure-access/${key}`;

  it.each(['failed', 'unknown', 'applied'] as const)('sends again or looks at what is %s', async (result) => {
    await world.at(...done, intent('b'), outcome('b', result), swept);

    expect(await retry()).toEqual({ refs: [ref('b')], steps: [] });
    expect((await world.last())?.actor.name).toBe('Isaiah Langer');
  });

  it('asks again what was rejected or lapsed', async () => {
    await world.at(choice, plan, ask(), rejected);
    expect(await retry()).toEqual({ refs: [], steps: ['azure-access'] });
    const lapsed = event('expired', alex, { hash: azure.hash }, { step: azure.step });
    for (const draft of [ask(), lapsed]) await world.cases.record(caseId, () => draft);
    expect(await retry()).toEqual({ refs: [], steps: ['azure-access'] });
  });

  it('reads a system again that could not be read', async () => {
    await world.at(event('unreadable', alex, undefined));

    expect(await retry()).toEqual({ refs: [], steps: [] });
  });

  it('looks at the whole again when the case waits for somebody, or a system holds it up', async () => {
    await world.at(...done, swept);
    expect(await retry()).toEqual({ refs: [], steps: [] });
    const heldUp = event('held-up', alex, { tries: 1, until: '2026-11-23T10:00:00.000Z' });
    await world.cases.record(caseId, () => heldUp);
    expect(await retry()).toEqual({ refs: [], steps: [] });
  });

  it('is refused where nothing is stuck, not planned yet, or over', async () => {
    await world.at(choice, plan);
    expect(await retry()).toEqual(
      refused('wrong-moment', { case: caseId, why: 'Nothing has failed, lapsed or been rejected.' }),
    );
    await world.cases.record(caseId, () => closed);
    expect(await retry()).toEqual(refused('case-ended'));
  });

  it.each([
    ['opened', []],
    ['planned', [plan]],
  ])('is refused while a case is only %s', async (_, drafts) => {
    await world.at(...drafts);

    expect(await retry()).toEqual(refused('wrong-moment'));
  });
});
