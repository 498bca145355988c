import { expect, test } from 'vitest';
import type { ActionState, CaseState } from '#bot/workflow/case/case-state.ts';
import { chooseForCase } from '#bot/workflow/acts/choose.ts';
import { decide } from '#bot/workflow/acts/decide.ts';
import { fold } from '#bot/workflow/case/fold.ts';
import { cupboard, removeThings } from '#test/set-up/cupboard.ts';
import { alex, caseId, goOn, opened, smallWorld } from '#test/set-up/small-world.ts';

function actionsOf(state: CaseState | null): readonly ActionState[] {
  return state?.steps.flatMap(({ actions }) => actions) ?? [];
}

test('an entry about one change leaves all others untouched, so that a long case costs no more an entry than a short one', async () => {
  const doors = ['a', 'b', 'c'].map((name) => ({ name, group: 'doors', value: 'open' }));
  const box = cupboard(...doors, { name: 'lamp', group: 'lights', value: 'on' });
  const world = await smallWorld([
    removeThings(box, { id: 'test.doors', group: 'doors' }),
    removeThings(box, { id: 'test.lights', group: 'lights' }),
  ]);
  await opened(world);
  const { revision } = await goOn(world);
  await chooseForCase(world, { by: alex, caseId, revision, mailbox: 'both', successor: '', off: [] });
  await goOn(world);
  await decide(world, { by: alex, caseId, step: 'azure-access', verdict: 'approve', reason: '' });
  await goOn(world);

  let state: CaseState | null = null;
  let about = 0;
  for (const entry of await world.store.readCase(caseId)) {
    const before = actionsOf(state);
    state = fold([entry], state);
    if (entry.phase !== 'intent' && entry.phase !== 'outcome') continue;
    about += 1;
    const changed = actionsOf(state).filter((action, place) => action !== before[place]);
    expect(changed.map(({ action }) => action)).toEqual([entry.action]);
    const was = before.find(({ action }) => action === entry.action);
    const others = changed.flatMap(({ changes }) =>
      changes.filter((change) => !was?.changes.includes(change)),
    );
    expect(others.map(({ change }) => change.key)).toEqual([entry.change]);
  }
  expect(about).toBe(8);
});
