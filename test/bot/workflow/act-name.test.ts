import { beforeEach, describe, expect, it } from 'vitest';
import { nameApprover } from '#bot/workflow/acts/name-approver.ts';
import type { Caller } from '#bot/policy/caller.ts';
import { event } from '#bot/workflow/case/event.ts';
import type { ApproverPolicy } from '#bot/workflow/case/events.ts';
import { adele, alex, caseId, isaiah, johnDoe, megan, patti } from '#test/set-up/small-world.ts';
import { smallDirectory } from '#test/set-up/small-directory.ts';
import {
  type ActStage,
  actStage,
  azure,
  choice,
  closed,
  plan,
  refused,
  rejected,
  swept,
} from './act-stage.ts';

let world: ActStage;
const step = 'azure-access';
const facts = { case: caseId, step };
const people = [alex, isaiah, megan, adele, patti];
const john: Caller = { ...alex, id: johnDoe.id, name: johnDoe.name };

beforeEach(async () => {
  const stage = await actStage();
  const disabled = { id: 'e0000000-0000-4000-8000-000000000099', name: 'Lee Gu', disabled: true } as const;
  world = { ...stage, systems: smallDirectory(...people, john, disabled) };
});

const asked = (policy: ApproverPolicy, approver: Caller | null = megan) =>
  event(
    'asked',
    alex,
    { hash: azure.hash, policy, approver, deadline: '2026-11-23T10:00:00.000Z' },
    { step },
  );
/** Alex, or somebody else, names this person. */
function name(who: Caller, more: object = {}) {
  const naming = { by: alex, caseId, step, who: who.id, ...more };
  return nameApprover(
    world,
    naming,
    async ({ id }) => [...people, john].find((one) => one.id === id) ?? null,
  );
}

describe('naming another approver', () => {
  it('asks them anew, by name and with new time, and says who named them', async () => {
    await world.at(choice, plan, asked('manager'));
    expect(await name(patti)).toMatchObject({ ok: true });

    expect(await world.last()).toMatchObject({
      phase: 'asked',
      step,
      actor: { name: 'Alex Wilber' },
      reason: 'Named by Alex Wilber.',
      data: {
        hash: azure.hash,
        policy: 'manager',
        approver: { id: patti.id, name: patti.name },
        because: 'Named by Alex Wilber.',
        deadline: '2026-11-26T09:00:00.000Z',
      },
    });
  });

  it('is possible also when nobody answered in time, or the case waits for it', async () => {
    const lapsed = event('expired', alex, { hash: azure.hash }, { step });
    await world.at(choice, plan, asked('manager'), lapsed, swept);

    expect(await name(patti)).toMatchObject({ ok: true });
  });

  it.each([
    ['for a step that nobody was asked for', [choice, plan], 'wrong-moment', facts],
    ['before the plan is settled', [plan, asked('manager')], 'wrong-moment', facts],
    ['once the case has ended', [choice, plan, asked('manager'), closed], 'case-ended', facts],
    ['after a no', [choice, plan, asked('manager'), rejected], 'wrong-moment', facts],
    ['for a step that does not exist', [choice], 'no-such-step', facts],
  ])('is refused %s', async (_, drafts, code, expected) => {
    await world.at(...drafts);

    expect(await name(patti)).toEqual(refused(code, expected));
  });

  it('is for operators, of whom nobody is looked up otherwise', async () => {
    await world.at(choice, plan, asked('manager'));
    world = { ...world, systems: {} as never };

    expect(await name(patti, { by: adele })).toEqual(refused('not-operator', { who: adele.name }));
  });

  it('needs somebody who exists, can sign in, and is known to the directory now', async () => {
    await world.at(choice, plan, asked('manager'));

    expect(await name(patti, { who: 'Nobody' })).toEqual(refused('not-found', { query: 'Nobody' }));
    expect(await name(patti, { who: 'Lee Gu' })).toEqual(refused('approver-disabled', { who: 'Lee Gu' }));
    expect(await nameApprover(world, { by: alex, caseId, step, who: patti.id }, async () => null)).toEqual(
      refused('not-found', { query: patti.id }),
    );
  });
});

describe('who can be named', () => {
  const cannot = (who: Caller, why: string) => refused('cannot-be-named', { ...facts, who: who.name, why });

  it('is not the leaver', async () => {
    await world.at(choice, plan, asked('operator'));

    expect(await name(john)).toEqual(cannot(john, 'Nobody confirms the removal of their own access.'));
  });

  it('is nobody in place of who said no, but themselves', async () => {
    await world.at(
      choice,
      plan,
      asked('manager', megan),
      { ...rejected, actor: megan },
      asked('manager', megan),
    );

    expect(await name(patti)).toEqual(refused('rejected-before', { ...facts, who: 'Megan Bowen' }));
    expect(await name(megan)).toMatchObject({ ok: true });
  });

  it('is any operator for an operator’s step, also who opened the case', async () => {
    await world.at(choice, plan, asked('operator'));

    expect(await name(patti)).toEqual(cannot(patti, 'This step takes an operator.'));
    expect(await name(alex)).toMatchObject({ ok: true });
  });

  it('is an operator with other eyes for a second operator’s step', async () => {
    const why =
      'This step takes an operator who neither opened the case nor settled its plan, and not the one who names.';
    await world.at(choice, plan, asked('second-operator', null));

    expect(await name(alex)).toEqual(cannot(alex, why));
    expect(await name(patti)).toEqual(cannot(patti, why));
    expect(await name(isaiah, { by: isaiah })).toEqual(cannot(isaiah, why));
    expect(await name(isaiah)).toMatchObject({ ok: true });
  });

  it('is a colleague with other eyes for a manager’s step', async () => {
    const why =
      'This step takes a colleague who neither opened the case nor settled its plan, and not the one who names.';
    await world.at(choice, plan, asked('manager'));

    expect(await name(alex)).toEqual(cannot(alex, why));
    expect(await name(isaiah, { by: isaiah })).toEqual(cannot(isaiah, why));
    expect(await name(isaiah)).toMatchObject({ ok: true });
  });

  it('is nobody whose account is disabled by now', async () => {
    await world.at(choice, plan, asked('operator'));
    const lookUp = async () => ({ ...isaiah, enabled: false });

    expect(await nameApprover(world, { by: alex, caseId, step, who: isaiah.id }, lookUp)).toEqual(
      cannot(isaiah, 'This step takes an operator.'),
    );
  });
});
