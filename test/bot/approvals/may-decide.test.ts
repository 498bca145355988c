import { beforeEach, describe, expect, it } from 'vitest';
import type { Role } from '#bot/policy/caller.ts';
import { refuse } from '#bot/policy/refusal.ts';
import { chooseForCase } from '#bot/workflow/acts/choose.ts';
import { decide, type Decision } from '#bot/workflow/acts/decide.ts';
import { nameApprover } from '#bot/workflow/acts/name-approver.ts';
import { cupboard, removeThings } from '#test/set-up/cupboard.ts';
import {
  adele,
  alex,
  caseId,
  goOn,
  isaiah,
  johnDoe,
  megan,
  opened,
  patti,
  smallWorld,
  type SmallWorld,
} from '#test/set-up/small-world.ts';

let world: SmallWorld;

beforeEach(async () => {
  const box = cupboard(
    { name: 'a', group: 'doors', value: 'open' },
    { name: 'mail', group: 'letters', value: 'unread' },
    { name: 'rest', group: 'rest', value: 'left' },
  );
  world = await smallWorld([
    removeThings(box, { id: 'test.doors', group: 'doors' }),
    removeThings(box, { id: 'test.letters', group: 'letters', step: 'mailbox' }),
    removeThings(box, { id: 'test.rest', group: 'rest', step: 'final-cleanup' }),
  ]);
  await opened(world);
  const { revision } = await goOn(world);
  await chooseForCase(world, { by: alex, caseId, revision, mailbox: 'both', successor: '', off: [] });
  await goOn(world);
});

function say(more: Partial<Decision>): Promise<unknown> {
  return decide(world, { by: alex, caseId, step: 'azure-access', verdict: 'approve', reason: '', ...more });
}

const leaver = { ...patti, id: johnDoe.id, name: johnDoe.name, roles: new Set(['operator'] as const) };
const refused = (code: string) =>
  expect.objectContaining({ ok: false, refusal: expect.objectContaining({ code }) });
const said = expect.objectContaining({ ok: true });

describe('who may approve what', () => {
  it.each([
    ['the operator confirms an operator’s step', alex, 'azure-access', said],
    ['another operator confirms it', isaiah, 'azure-access', said],
    ['an auditor does not', adele, 'azure-access', refused('not-approver')],
    ['somebody without a role does not', patti, 'azure-access', refused('no-part')],
    ['the manager confirms the mailbox', megan, 'mailbox', said],
    ['an operator does not confirm it for the manager', alex, 'mailbox', refused('not-approver')],
    ['the second operator confirms the clean-up', isaiah, 'final-cleanup', said],
    [
      'who opened the case is not the second operator',
      alex,
      'final-cleanup',
      refused('second-person-needed'),
    ],
    ['a manager is no second operator', megan, 'final-cleanup', refused('not-approver')],
    ['the leaver approves nothing', leaver, 'azure-access', refused('own-case')],
    [
      'a disabled account approves nothing',
      { ...alex, enabled: false },
      'azure-access',
      refused('approver-disabled'),
    ],
    ['a step that does not exist cannot be approved', alex, 'coffee', refused('no-such-step')],
  ])('%s', async (_what, by, step, expected) => {
    expect(await say({ by, step })).toEqual(expected);
  });

  it('the second click is told who decided, and writes nothing', async () => {
    await say({});
    const before = (await world.store.readCase(caseId)).length;

    expect(await say({ by: isaiah })).toMatchObject({
      refusal: { code: 'already-decided', facts: { who: 'Alex Wilber' } },
    });
    expect((await world.store.readCase(caseId)).length).toBe(before);
  });

  it('the same click twice at once is one decision', async () => {
    const answers = (await Promise.all([say({}), say({})])) as { ok: boolean }[];

    expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
    expect((await world.store.readCase(caseId)).filter(({ phase }) => phase === 'approved')).toHaveLength(1);
  });

  it('a rejection needs a reason', async () => {
    expect(await say({ verdict: 'reject', reason: '  ' })).toEqual(refused('reason-missing'));
    expect(await say({ verdict: 'reject', reason: 'Not before Friday' })).toEqual(said);
  });

  it('an approval after the deadline is refused, before anybody noted the deadline', async () => {
    world.clock.advance(73 * 3_600_000);

    expect(await say({})).toEqual(refused('approval-expired'));
  });

  it('an approval that was not used in its window lapses', async () => {
    await say({});
    world.clock.advance(25 * 3_600_000);
    const state = await goOn(world);

    expect(state.steps.find(({ step }) => step === 'azure-access')?.approval.status).toBe('expired');
  });

  it('a case that does not exist says so', async () => {
    expect(await say({ caseId: 'OFF-00000' })).toEqual(refused('no-such-case'));
  });

  it.each([
    ['somebody without a role', patti],
    ['the leaver, who has none any more', { ...leaver, roles: new Set<Role>() }],
  ])('%s cannot tell a case from one that does not exist', async (_who, by) => {
    for (const named of [caseId, 'OFF-00000'])
      expect(await say({ by, caseId: named })).toEqual(refuse('no-part', { case: named }));
  });

  it('only an operator may name another approver', async () => {
    const naming = { by: megan, caseId, step: 'mailbox', who: 'x' };

    expect(await nameApprover(world, naming, async () => patti)).toMatchObject({ ok: false });
  });
});
