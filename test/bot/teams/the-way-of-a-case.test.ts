import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { buttonOf, hasButton, type Placed, wordsOf } from '#test/set-up/connector.ts';
import { chatOf, teamsStage, type TeamsStage } from '#test/set-up/teams-stage.ts';

let stage: TeamsStage;

beforeEach(async () => {
  stage = await teamsStage();
});
afterEach(() => stage.stop());

const cardOf = ({ activity }: Placed): unknown => activity.attachments?.[0]?.content;

async function cardFor(who: string, verb: string): Promise<Placed> {
  return stage.connector.until(
    (message) => message.conversation === chatOf(who) && hasButton(cardOf(message), verb),
  );
}

/** The newest words in somebody's chat that say this. */
async function reads(who: string, words: string): Promise<Placed> {
  return stage.connector.until(
    (message) => message.conversation === chatOf(who) && wordsOf(cardOf(message)).includes(words),
  );
}

async function frozenCase(): Promise<string> {
  await stage.say('meganb', 'hello');
  await stage.say('isaiahl', 'hello');
  await stage.say('alexw', '/offboard jdoe');
  const plan = await cardFor('alexw', 'choose');
  const choose = buttonOf(cardOf(plan), 'choose');
  await stage.click('alexw', { verb: 'choose', data: { ...choose.data, mailbox: 'both' } });
  return String(choose.data['caseId']);
}

/** Clicks every open request, as whoever it was sent to. */
async function approveAll(count: number): Promise<void> {
  const done = new Set<string>();
  while (done.size < count) {
    const message = await stage.connector.until(
      (one) => hasButton(cardOf(one), 'approve') && !done.has(one.id),
    );
    done.add(message.id);
    const { data } = buttonOf(cardOf(message), 'approve');
    await stage.click(message.conversation.replace('a:', ''), { verb: 'approve', data });
  }
}

describe('a case in Teams', () => {
  it('shows the plan where it was asked for, in the card that first said it is being read', async () => {
    await stage.say('alexw', '/offboard jdoe');
    const plan = await cardFor('alexw', 'choose');

    expect(wordsOf(cardOf(plan))).toContain('John Doe');
    expect(plan.updates).toBeGreaterThan(0);
  });

  it('asks the manager in her own chat, with a notification, and notes in the log that she was reached', async () => {
    const caseId = await frozenCase();
    const asked = await cardFor('meganb', 'approve');

    expect(asked.activity.summary).toContain('Please confirm');
    expect(asked.updates).toBe(0);
    await stage.connector.until(() => true);
    await expect
      .poll(async () => (await stage.entries(caseId)).filter(({ phase }) => phase === 'delivered').length)
      .toBeGreaterThan(1);
  });

  it(
    'goes to its end by clicks alone, and tells the operator in a new message',
    { timeout: 60_000 },
    async () => {
      const caseId = await frozenCase();
      await approveAll(7);
      const result = await stage.connector.until(
        (message) => message.conversation === chatOf('alexw') && hasButton(cardOf(message), 'history'),
      );

      expect(result.activity.summary).toContain('John Doe');
      const state = await stage.world.cases.read(caseId);
      expect(['attention', 'closed']).toContain(state?.status);
    },
  );

  it('shows an approver the card as decided, in place', async () => {
    await frozenCase();
    const asked = await cardFor('meganb', 'approve');
    const { data } = buttonOf(cardOf(asked), 'approve');
    const answer = await stage.click('meganb', { verb: 'approve', data });

    expect(answer).toMatchObject({ statusCode: 200, type: 'application/vnd.microsoft.card.adaptive' });
    expect(hasButton(answer.value, 'approve')).toBe(false);
    await stage.connector.until((message) => message.id === asked.id && message.updates > 0);
    expect(hasButton(cardOf(asked), 'approve')).toBe(false);
  });

  it('takes a typed decision as well as a click', async () => {
    const caseId = await frozenCase();
    await cardFor('meganb', 'approve');
    await stage.say('meganb', `/approve ${caseId.toLowerCase()} 4`);

    const state = await stage.world.cases.read(caseId);
    const mailbox = state?.steps.find(({ step }) => step === 'mailbox');
    expect(mailbox?.approval.decidedBy?.name).toBe('Megan Bowen');
  });

  it('starts nothing for a dry run', async () => {
    await stage.say('alexw', 'offboard jdoe dry-run');
    const plan = await reads('alexw', 'Dry run');

    expect(hasButton(cardOf(plan), 'choose')).toBe(false);
  });

  it('asks which of two namesakes is meant, and opens the case of the one that is clicked', async () => {
    await stage.say('alexw', '/offboard Chris Green');
    const question = await cardFor('alexw', 'choose-person');
    const answer = await stage.click('alexw', buttonOf(cardOf(question), 'choose-person'));

    expect(answer.statusCode).toBe(200);
    await cardFor('alexw', 'choose');
  });

  it('takes back a single change by the name it has in the log', async () => {
    const caseId = await frozenCase();
    await approveAll(7);
    await reads('alexw', 'Every change was made and read back');
    await stage.say('alexw', `/undo ${caseId} exchange.forward-mail/forwarding`);
    const asked = await cardFor('alexw', 'undo-confirm');

    expect(wordsOf(cardOf(asked))).toContain('Forward new mail');
    expect((await stage.world.cases.read(caseId))?.undo?.refs).toEqual(['exchange.forward-mail/forwarding']);
  });
});
