import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buttonOf, hasButton, type Placed, wordsOf } from '#test/set-up/connector.ts';
import { channel, chatOf, teamsStage, type TeamsStage } from '#test/set-up/teams-stage.ts';

let stage: TeamsStage;
let caseId: string;
let choose: Record<string, unknown>;

const cardOf = ({ activity }: Placed): unknown => activity.attachments?.[0]?.content;
const steering = ['choose', 'cancel', 'retry', 'name-approver', 'undo', 'undo-confirm', 'undo-decline'];

beforeAll(async () => {
  stage = await teamsStage();
  await stage.say('alexw', '/offboard jdoe');
  const plan = await stage.connector.until((one) => hasButton(cardOf(one), 'choose'));
  choose = buttonOf(cardOf(plan), 'choose').data;
  caseId = String(choose['caseId']);
});
afterAll(() => stage.stop());

/** The newest card that somebody gets for what they type. */
async function shown(who: string, text: string, elsewhere?: object): Promise<unknown> {
  const before = stage.connector.messages.length;
  await stage.say(who, text, elsewhere);
  const answer = stage.connector.messages.slice(before).find(({ conversation }) => {
    return conversation === (elsewhere ? channel.conversation.id : chatOf(who));
  });
  return answer && cardOf(answer);
}

function pressable(card: unknown): readonly string[] {
  return steering.filter((verb) => hasButton(card, verb));
}

describe('the state of a case', () => {
  it('has nothing to press or to fill in for an auditor who asks in her own chat', async () => {
    const plan = await shown('adelev', `/status ${caseId}`);

    expect(wordsOf(plan)).toContain('Offboarding plan');
    expect(pressable(plan)).toEqual([]);
    expect(JSON.stringify(plan)).not.toContain('"Input.');
  });

  it('keeps its buttons for an operator, and in a channel, which operators read too', async () => {
    expect(pressable(await shown('isaiahl', `/status ${caseId}`))).toEqual(['choose', 'cancel']);
    expect(pressable(await shown('adelev', `<at>Bot</at> /status ${caseId}`, channel))).toEqual([
      'choose',
      'cancel',
    ]);
  });

  it('still lets an auditor open a case from the list and turn to its history', async () => {
    expect(hasButton(await shown('adelev', '/status'), 'status')).toBe(true);
  });

  it('is the same while the case is at work', async () => {
    await stage.click('alexw', { verb: 'choose', data: { ...choose, mailbox: 'both' } });
    await stage.connector.until((one) => hasButton(cardOf(one), 'approve'));

    expect(pressable(await shown('adelev', `/status ${caseId}`))).toEqual([]);
    expect(pressable(await shown('isaiahl', `/status ${caseId}`))).toContain('cancel');
  });
});
