import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { personOf } from '#providers/sandbox/people.ts';
import { buttonOf, hasButton, type Placed, wordsOf } from '#test/set-up/connector.ts';
import { chatOf, teamsStage, type TeamsStage } from '#test/set-up/teams-stage.ts';

let stage: TeamsStage;

beforeEach(async () => {
  stage = await teamsStage();
});
afterEach(() => stage.stop());

const cardOf = ({ activity }: Placed): unknown => activity.attachments?.[0]?.content;

function reads(conversation: string, words: string): Promise<Placed> {
  return stage.connector.until(
    (one) => one.conversation === conversation && wordsOf(cardOf(one)).includes(words),
  );
}

function shows(conversation: string, verb: string): Promise<Placed> {
  return stage.connector.until((one) => one.conversation === conversation && hasButton(cardOf(one), verb));
}

async function frozen(): Promise<string> {
  await stage.say('alexw', '/offboard jdoe');
  const { data } = buttonOf(cardOf(await shows(chatOf('alexw'), 'choose')), 'choose');
  await stage.click('alexw', { verb: 'choose', data: { ...data, mailbox: 'both' } });
  return String(data['caseId']);
}

async function phasesOf(caseId: string, phase: string): Promise<readonly string[]> {
  const entries = await stage.entries(caseId);
  return entries
    .filter((entry) => entry.phase === phase)
    .map(({ step, reason }) => `${step}: ${reason ?? ''}`);
}

describe('reaching people', () => {
  it('opens a chat with an approver it never met, by her directory id', async () => {
    await frozen();
    const megan = personOf('meganb').id;
    const call = await stage.connector.untilCall(({ body }) =>
      JSON.stringify(body).includes(`"members":[{"id":"${megan}"`),
    );

    expect(call).toMatchObject({
      method: 'POST',
      path: '/v3/conversations',
      body: { isGroup: false, bot: { id: '28:bot' } },
    });
    await shows(`chat-of-${megan}`, 'approve');
  });

  it('asks every operator but the requester where a second one is needed', async () => {
    await stage.say('isaiahl', 'hello');
    await frozen();
    await reads(chatOf('isaiahl'), 'Final cleanup');

    const toAlex = stage.connector.messages.filter(
      (one) =>
        one.conversation === chatOf('alexw') &&
        wordsOf(cardOf(one)).includes('Please confirm: Final cleanup'),
    );
    expect(toAlex).toEqual([]);
  });

  it('takes the requests of all operators back to "decided" when one of them has answered', async () => {
    await stage.say('isaiahl', 'hello');
    await frozen();
    const asked = await reads(chatOf('isaiahl'), 'Final cleanup');
    await stage.click('isaiahl', buttonOf(cardOf(asked), 'approve'));

    await stage.connector.until((one) => one.id === asked.id && !hasButton(cardOf(one), 'approve'));
  });

  it('tells the operator when an approver has blocked the bot, and asks whom the operator names instead', async () => {
    await stage.say('meganb', 'hello');
    await stage.say('isaiahl', 'hello');
    stage.connector.trouble.push({ path: chatOf('meganb'), status: 403, code: 'ConversationBlockedByUser' });
    const caseId = await frozen();
    const told = await reads(chatOf('alexw'), 'blocked the bot');

    expect(wordsOf(cardOf(told))).toContain('Name another approver');
    expect(await phasesOf(caseId, 'undelivered')).toContainEqual(
      expect.stringContaining('ConversationBlockedByUser'),
    );
    const data = { caseId, step: 'mailbox', who: personOf('isaiahl').upn };
    await stage.click('alexw', { verb: 'name-approver', data });
    await reads(chatOf('isaiahl'), 'Please confirm: Mailbox');
  });

  it('tries to install the app for somebody who does not have it, and says why that failed', async () => {
    const megan = personOf('meganb').id;
    stage.connector.trouble.push({
      path: `chat-of-${megan}`,
      status: 403,
      code: 'BotNotInConversationRoster',
    });
    const caseId = await frozen();
    await reads(chatOf('alexw'), 'Nobody could be asked: mailbox');

    expect(await phasesOf(caseId, 'undelivered')).toContainEqual(expect.stringMatching(/mailbox: the app /));
  });

  it('opens a new chat when the one it knew is gone', async () => {
    await stage.say('meganb', 'hello');
    stage.connector.trouble.push({ path: chatOf('meganb'), status: 404, code: 'ConversationNotFound' });
    await frozen();

    await shows('chat-of-29:meganb', 'approve');
  });

  it('tries again what may pass, without holding up anybody else', async () => {
    await stage.say('meganb', 'hello');
    stage.connector.trouble.push({
      path: chatOf('meganb'),
      status: 412,
      code: 'PreconditionFailed',
      times: 2,
    });
    await frozen();
    await shows(chatOf('alexw'), 'approve');

    await reads(chatOf('meganb'), 'Please confirm: Mailbox');
    const mailbox = stage.connector.messages.filter(
      (one) =>
        one.conversation === chatOf('meganb') && wordsOf(cardOf(one)).includes('Please confirm: Mailbox'),
    );
    expect(mailbox.length).toBe(1);
  });
});

describe('a card that cannot be changed in place', () => {
  it('is sent anew when Teams has lost the message', async () => {
    stage.connector.trouble.push({
      method: 'PUT',
      path: chatOf('alexw'),
      status: 404,
      code: 'ActivityNotFoundInConversation',
      times: 1,
    });
    await stage.say('alexw', '/offboard jdoe');
    const plan = await shows(chatOf('alexw'), 'choose');

    expect(plan.updates).toBe(0);
    const reading = stage.connector.messages.find((one) => wordsOf(cardOf(one)).includes('Reading'));
    expect(reading?.id).not.toBe(plan.id);
  });
});
