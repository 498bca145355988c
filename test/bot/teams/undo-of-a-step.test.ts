import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { World } from '#bot/workflow/world.ts';
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

/** John Doe's case is complete. */
beforeEach(async () => {
  const furnish = (world: World): World => ({ ...world, timing: { ...world.timing, spreadMs: 0 } });
  stage = await teamsStage({}, { furnish });
  await stage.say('isaiahl', 'hello');
  await stage.say('alexw', '/offboard jdoe');
  const plan = await stage.connector.until((message) => hasButton(cardOf(message), 'choose'));
  const { data } = buttonOf(cardOf(plan), 'choose');
  caseId = String(data['caseId']);
  await stage.click('alexw', { verb: 'choose', data: { ...data, mailbox: 'both' } });
  await has('alexw', 'Please confirm: Azure access');
  await approvedCase(stage.world, await driveUntilQuiet(stage.world, caseId));
  await has('alexw', 'Complete');
});
afterEach(() => stage.stop());

/** The yes to what is asked and all that it needs. */
async function confirmAllInOne() {
  const { undo } = (await stage.world.cases.read(caseId))!;
  return stage.click('alexw', { verb: 'undo-confirm', data: { caseId, hash: undo!.wider!.hash } });
}

describe('an undo of one step of a complete case', () => {
  it('says before the yes which changes of other steps must be back first, and names them', async () => {
    await stage.say('alexw', `/undo ${caseId} mailbox`);
    const words = wordsOf(cardOf(await has('alexw', 'Please confirm: undo')));
    const [before = '', buttons = ''] = words.split('Only what is still as the bot left it is touched');

    expect(before).toContain(
      'Convert the mailbox to a shared mailbox: needs group memberships (1 change) and Microsoft 365 licences (2 changes) back first',
    );
    expect(before).toContain('Remove licence ENTERPRISEPACK');
    expect(buttons).toContain('Undo 1 change for John Doe');
    expect(buttons).toContain('Undo 5 changes in one for John Doe');
  });

  it('that is confirmed with all it needs keeps its card, which tells how far it is and how it ended', async () => {
    await stage.say('alexw', `/undo ${caseId} mailbox`);
    const { id } = await has('alexw', 'Please confirm: undo');
    const { value } = await confirmAllInOne();

    expect(wordsOf(value)).toContain('Being taken back');
    const ended = await has('alexw', 'Taken back and read back', 'Remove licence ENTERPRISEPACK');
    expect(ended.id).toBe(id);
    expect(wordsOf(cardOf(ended))).not.toContain('no longer open');
  });
});

describe('the result after an undo', () => {
  it('says that the person can sign in again once the doors were read back as open', async () => {
    await stage.say('alexw', `/undo ${caseId} azure-access`);
    await has('alexw', 'Please confirm: undo');
    await confirmAllInOne();

    await has('alexw', 'Partly undone', 'The person can sign in again');
  });

  it('says so also when only the step with the doors was taken back, and names a door that stays shut', async () => {
    await stage.say('alexw', `/undo ${caseId} directory-account`);
    const { verb, data } = buttonOf(cardOf(await has('alexw', 'Please confirm: undo')), 'undo-confirm');
    await stage.click('alexw', { verb, data });

    await has(
      'alexw',
      'Partly undone',
      'Sign-in: possible again in Active Directory; still blocked in Entra ID.',
    );
  });
});
