import { beforeEach, describe, expect, it } from 'vitest';
import { cancelCase } from '#bot/workflow/acts/cancel-case.ts';
import { askUndo, confirmUndo } from '#bot/workflow/acts/undo.ts';
import { adele, alex, caseId, current, johnDoe } from '#test/set-up/small-world.ts';
import {
  type ActStage,
  actStage,
  done,
  plan,
  choice,
  closed,
  swept,
  outcome,
  intent,
  refused,
} from './act-stage.ts';

let world: ActStage;
beforeEach(async () => {
  world = await actStage();
});

describe('canceling', () => {
  const cancel = (by = alex) => cancelCase(world, { by, caseId });

  it.each([
    ['opened', []],
    ['planned', [plan]],
    ['at work', [choice, plan]],
    ['waiting for somebody', [choice, plan, swept]],
  ])('ends a case that is %s, by name, and takes it off the list', async (_, drafts) => {
    await world.at(...drafts);

    expect(await cancel()).toMatchObject({ ok: true, value: { status: 'closed', outcome: 'canceled' } });
    expect(await world.last()).toMatchObject({ result: 'skipped', reason: 'Canceled by Alex Wilber.' });
    expect(await world.isOpen()).toBe(false);
  });

  it('is refused to who may not, and leaves the case on the list', async () => {
    await world.at();

    expect(await cancel(adele)).toMatchObject(refused('not-operator', { who: adele.name }));
    expect(await world.isOpen()).toBe(true);
    expect((await world.last())?.phase).toBe('opened');
  });

  it('is refused for a case that has ended, is being undone, or sends something right now', async () => {
    await world.at(...done, intent('b'));
    expect(await cancel()).toMatchObject(refused('wrong-moment'));
    for (const draft of [outcome('b', 'verified'), closed]) await world.cases.record(caseId, () => draft);
    expect(await cancel()).toEqual(refused('case-ended'));
    await askUndo(world, { by: alex, caseId });
    expect(await cancel()).toMatchObject(refused('undo-pending', { who: alex.name }));
    await confirmUndo(world, { by: alex, caseId, hash: (await current(world)).undo?.hash ?? '' });
    expect(await cancel()).toEqual(
      refused('wrong-moment', { case: caseId, why: 'An undo is under way: wait until it has ended.' }),
    );
  });

  it('is nobody’s own, and needs a case', async () => {
    await world.at();

    expect(await cancel({ ...alex, id: johnDoe.id })).toEqual(refused('own-case'));
    expect(await cancelCase(world, { by: alex, caseId: 'OFF-00000' })).toEqual(
      refused('no-such-case', { case: 'OFF-00000' }),
    );
  });
});
