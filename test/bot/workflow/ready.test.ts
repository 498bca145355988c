import { expect, it } from 'vitest';
import { chooseForCase } from '#bot/workflow/acts/choose.ts';
import { decide } from '#bot/workflow/acts/decide.ts';
import { cupboard, removeThings } from '#test/set-up/cupboard.ts';
import { alex, caseId, goOn, megan, opened, smallWorld } from '#test/set-up/small-world.ts';

it('inside one system, what comes first in the catalogue starts first, even when its step comes later', async () => {
  const box = cupboard(
    { name: 'sales', group: 'lists', value: 'member' },
    { name: 'mail', group: 'letters', value: 'unread' },
  );
  const world = await smallWorld([
    removeThings(box, { id: 'test.letters', group: 'letters', step: 'mailbox', system: 'exchange' }),
    removeThings(box, { id: 'test.lists', group: 'lists', step: 'group-memberships', system: 'exchange' }),
  ]);
  await opened(world);
  const { revision } = await goOn(world);
  await chooseForCase(world, { by: alex, caseId, revision, mailbox: 'both', successor: '', off: [] });
  await goOn(world);
  await decide(world, { by: alex, caseId, step: 'group-memberships', verdict: 'approve', reason: '' });
  await decide(world, { by: megan, caseId, step: 'mailbox', verdict: 'approve', reason: '' });
  await goOn(world);

  expect(box.calls.filter((call) => call.startsWith('apply'))).toEqual(['apply mail', 'apply sales']);
});
