import { expect, it } from 'vitest';
import { chooseForCase } from '#bot/workflow/acts/choose.ts';
import { decide } from '#bot/workflow/acts/decide.ts';
import { driftOf } from '#bot/workflow/plan/drift.ts';
import { cupboard, removeThings } from '#test/set-up/cupboard.ts';
import { alex, caseId, goOn, opened, smallWorld } from '#test/set-up/small-world.ts';

const door = { name: 'a', group: 'doors', value: 'open' };

async function frozenCase() {
  const box = cupboard(door, { ...door, name: 'b' });
  const world = await smallWorld([removeThings(box, { id: 'test.doors', group: 'doors' })]);
  await opened(world);
  const { revision } = await goOn(world);
  await chooseForCase(world, { by: alex, caseId, revision, mailbox: 'both', successor: '', off: [] });
  return { box, world, state: await goOn(world) };
}

it('what one look misses is no drift: a list that is read page by page can lose a row', async () => {
  const { box, world } = await frozenCase();
  box.meanwhile.set('read doors', () => {
    box.things.delete('a');
    box.meanwhile.set('read doors', () => {
      box.things.set('a', door);
      box.meanwhile.clear();
    });
  });
  await decide(world, { by: alex, caseId, step: 'azure-access', verdict: 'approve', reason: '' });
  const { steps, outcome } = await goOn(world);

  expect(steps.flatMap(({ drift }) => drift ?? [])).toEqual([]);
  expect(box.calls).toContain('apply a');
  expect(outcome).toBe('complete');
});

it('a change that need not wait any more is still the one that was approved; another thing is not', async () => {
  const { state } = await frozenCase();
  const step = state.steps.find((one) => one.step === 'azure-access')!;
  const approved = step.actions[0]!;
  const changes = approved.changes.map(({ change }) => change);
  const now = (made: typeof changes) => driftOf(step, approved, { ...approved, changes: made, skipped: [] });

  expect(now(changes.map((one) => Object.assign({ after: ['test.lights'] }, one)))).toBeNull();
  expect(
    now(changes.map((one) => Object.assign({}, one, { from: { ...door, value: 'shut' } }))),
  ).toMatchObject({
    added: ['Remove a', 'Remove b'],
  });
});
