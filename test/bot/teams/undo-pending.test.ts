import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { buttonOf, hasButton, type Placed, wordsOf } from '#test/set-up/connector.ts';
import { approvedCase, driveUntilQuiet } from '#test/set-up/case-world.ts';
import { chatOf, teamsStage, type TeamsStage } from '#test/set-up/teams-stage.ts';

let stage: TeamsStage;
let caseId: string;

const cardOf = ({ activity }: Placed): unknown => activity.attachments?.[0]?.content;

function has(who: string, ...words: readonly string[]): Promise<Placed> {
  return stage.connector.until(
    (message) =>
      message.conversation === chatOf(who) && words.every((one) => wordsOf(cardOf(message)).includes(one)),
  );
}

/** John Doe's case is complete, and Isaiah has asked to undo it. */
beforeEach(async () => {
  stage = await teamsStage();
  await stage.say('isaiahl', 'hello');
  await stage.say('alexw', '/offboard jdoe');
  const plan = await stage.connector.until((message) => hasButton(cardOf(message), 'choose'));
  const { data } = buttonOf(cardOf(plan), 'choose');
  caseId = String(data['caseId']);
  await stage.click('alexw', { verb: 'choose', data: { ...data, mailbox: 'both' } });
  await has('alexw', 'Please confirm: Azure access');
  await approvedCase(stage.world, await driveUntilQuiet(stage.world, caseId));
  await has('alexw', 'Complete');
  await stage.say('isaiahl', `/undo ${caseId}`);
  await has('isaiahl', 'Please confirm: undo');
});
afterEach(() => stage.stop());

describe('an undo that was asked and not answered', () => {
  it('stands among what /status lists, with who asked', async () => {
    await stage.say('alexw', '/status');

    await has('alexw', '1 case', 'As of ', 'undo asked by Isaiah Langer');
  });

  it('stands on the result, which stays what it was, with a button that withdraws it', async () => {
    const result = await has('alexw', 'Complete', 'Isaiah Langer asks to undo');
    const { verb, data } = buttonOf(cardOf(result), 'undo-decline');
    const { value } = await stage.click('alexw', { verb, data });

    expect(wordsOf(value)).toContain('Undo withdrawn');
    expect((await stage.world.cases.read(caseId))?.status).toBe('closed');
    await has('isaiahl', 'This undo is no longer open');
  });

  it('is withdrawn by /cancel, which says that the case is closed as before', async () => {
    await stage.say('alexw', `/cancel ${caseId}`);
    await has('alexw', 'Undo withdrawn', 'closed as before');

    expect((await stage.world.cases.read(caseId))?.outcome).toBe('complete');
    await stage.say('alexw', '/status');
    await has('alexw', 'No open case');
  });

  it('is not replaced by a second one, which is told who asked and what to do', async () => {
    await stage.say('alexw', `/undo ${caseId}`);

    await has('alexw', 'An undo is asked already', 'Isaiah Langer asked on', '/cancel');
  });

  it('gives way to a new case of the person', async () => {
    await stage.say('alexw', '/offboard jdoe');
    await stage.connector.until(
      (message) => hasButton(cardOf(message), 'choose') && wordsOf(cardOf(message)).includes('plan'),
    );

    await has('isaiahl', 'This undo is no longer open');
  });
});
