import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buttonOf, hasButton, type Placed, wordsOf } from '#test/set-up/connector.ts';
import { chatOf, teamsStage, type TeamsStage } from '#test/set-up/teams-stage.ts';

let stage: TeamsStage;
let caseId: string;

const cardOf = ({ activity }: Placed): unknown => activity.attachments?.[0]?.content;

/** John Doe's case, frozen, with Megan asked for the mailbox. */
beforeAll(async () => {
  stage = await teamsStage();
  for (const who of ['meganb', 'pattif']) await stage.say(who, 'hello');
  await stage.say('alexw', '/offboard jdoe');
  const plan = await stage.connector.until((one) => hasButton(cardOf(one), 'choose'));
  const choose = buttonOf(cardOf(plan), 'choose');
  caseId = String(choose.data['caseId']);
  await stage.click('alexw', { verb: 'choose', data: { ...choose.data, mailbox: 'both' } });
  await stage.connector.until(
    (one) => one.conversation === chatOf('meganb') && hasButton(cardOf(one), 'approve'),
  );
});
afterAll(() => stage.stop());

describe('all changes of the plan', () => {
  it('are shown to the operator before the plan is frozen, page by page', async () => {
    await stage.say('isaiahl', '/offboard adelev dry-run');
    const plan = await stage.connector.until(
      (one) => one.conversation === chatOf('isaiahl') && wordsOf(cardOf(one)).includes('Dry run'),
    );
    const [id] = /OFF-\w{5}/.exec(wordsOf(cardOf(plan))) ?? [];
    await stage.click('isaiahl', { verb: 'changes', data: { caseId: id } });
    const shown = await stage.connector.until(
      (one) => one.conversation === chatOf('isaiahl') && wordsOf(cardOf(one)).includes('the whole plan'),
    );

    expect(wordsOf(cardOf(shown))).toMatch(/1 to \d+ of \d+/);
  });

  it('are not shown to the approver of one step', async () => {
    const answer = await stage.click('meganb', { verb: 'changes', data: { caseId } });

    expect(String(answer.value)).toMatch(/role/i);
  });
});

describe('all changes of a step', () => {
  it('are shown to whoever must confirm the step', async () => {
    await stage.click('meganb', { verb: 'changes', data: { caseId, step: 'mailbox' } });
    const shown = await stage.connector.until(
      (one) => one.conversation === chatOf('meganb') && wordsOf(cardOf(one)).includes('All changes'),
    );

    expect(wordsOf(cardOf(shown))).toContain('1 to 2 of 2');
  });

  it('are not shown to somebody without a part in it, who does not even learn that there is a case', async () => {
    const [known, unknown] = await Promise.all(
      [caseId, 'OFF-00000'].map((id) =>
        stage.click('pattif', { verb: 'changes', data: { caseId: id, step: 'mailbox' } }),
      ),
    );

    expect(String(known?.value)).toContain('Nothing for you to answer');
    expect(String(unknown?.value).replace('OFF-00000', caseId)).toBe(known?.value);
  });

  it('are not shown to the approver of another step', async () => {
    const answer = await stage.click('meganb', { verb: 'changes', data: { caseId, step: 'azure-access' } });

    expect(String(answer.value)).toMatch(/role/i);
  });
});
