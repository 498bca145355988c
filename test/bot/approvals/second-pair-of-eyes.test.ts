import { beforeEach, describe, expect, it } from 'vitest';
import { chooseForCase } from '#bot/workflow/acts/choose.ts';
import { decide } from '#bot/workflow/acts/decide.ts';
import { type LookUp, nameApprover } from '#bot/workflow/acts/name-approver.ts';
import { lookUpCaller } from '#bot/teams/look-up-caller.ts';
import { roles } from '#test/set-up/people/front-desk.ts';
import { retryCase } from '#bot/workflow/acts/retry-case.ts';
import { cupboard, removeThings } from '#test/set-up/cupboard.ts';
import { leaverOf, type Sandbox, startSandbox } from '#test/set-up/sandbox-world.ts';
import {
  alex,
  caseId,
  current,
  goOn,
  isaiah,
  megan,
  opened,
  smallWorld,
  type SmallWorld,
} from '#test/set-up/small-world.ts';

let world: SmallWorld;

beforeEach(async () => {
  const box = cupboard(
    { name: 'mail', group: 'letters', value: 'unread' },
    { name: 'rest', group: 'rest', value: 'left' },
  );
  world = await smallWorld([
    removeThings(box, { id: 'test.letters', group: 'letters', step: 'mailbox' }),
    removeThings(box, { id: 'test.rest', group: 'rest', step: 'final-cleanup' }),
  ]);
  await opened(world);
  await goOn(world);
});

async function chosenBy(by: typeof alex, off: string[] = []): Promise<unknown> {
  const { revision } = await current(world);
  const answer = await chooseForCase(world, { by, caseId, revision, mailbox: 'both', successor: '', off });
  if (answer.ok) await goOn(world);
  return answer;
}

describe('four eyes', () => {
  it('are not those of an operator who settled the plan of somebody else’s case', async () => {
    await chosenBy(isaiah);
    const answer = await decide(world, {
      by: isaiah,
      caseId,
      step: 'final-cleanup',
      verdict: 'approve',
      reason: '',
    });

    expect(answer).toMatchObject({ refusal: { code: 'second-person-needed' } });
  });

  it('are those of an operator who had no part in it', async () => {
    await chosenBy(alex);
    const answer = await decide(world, {
      by: isaiah,
      caseId,
      step: 'final-cleanup',
      verdict: 'approve',
      reason: '',
    });

    expect(answer).toMatchObject({ ok: true });
  });
});

describe('a plan of which everything is left out', () => {
  it('is refused, because it would end complete with all access in place', async () => {
    expect(await chosenBy(alex, ['test.letters', 'final-cleanup'])).toMatchObject({
      refusal: { code: 'nothing-to-do' },
    });
  });

  it('is not refused for what remains', async () => {
    expect(await chosenBy(alex, ['test.letters'])).toMatchObject({ ok: true });
  });
});

describe('after a rejection', () => {
  let sandbox: Sandbox;

  it('nobody else is asked behind the approver’s back', async () => {
    sandbox = await startSandbox();
    const systems = sandbox.systems(['graph/User.Read.All', 'graph/Directory.Read.All']);
    world = { ...world, systems };
    await chosenBy(alex);
    await decide(world, {
      by: megan,
      caseId,
      step: 'mailbox',
      verdict: 'reject',
      reason: 'She is only on leave',
    });
    await goOn(world);
    await retryCase(world, { by: alex, caseId });
    await goOn(world);
    const lookUp: LookUp = (person) => lookUpCaller(systems.graph, roles, person);
    const name = (who: string) => nameApprover(world, { by: alex, caseId, step: 'mailbox', who }, lookUp);

    expect(await name(leaverOf('adelev').upn)).toMatchObject({
      refusal: { code: 'rejected-before', facts: { who: 'Megan Bowen' } },
    });
    expect(await name(leaverOf('meganb').upn)).toMatchObject({ ok: true });
    await sandbox.stop();
  });
});
