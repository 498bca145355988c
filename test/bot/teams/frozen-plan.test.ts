import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buttonOf, hasButton, type Placed, wordsOf } from '#test/set-up/connector.ts';
import { teamsStage, type TeamsStage } from '#test/set-up/teams-stage.ts';

let stage: TeamsStage;
let caseId: string;
let choose: { verb: string; data: Record<string, unknown> };

const cardOf = ({ activity }: Placed): unknown => activity.attachments?.[0]?.content;
const card = 'application/vnd.microsoft.card.adaptive';

beforeAll(async () => {
  stage = await teamsStage();
  await stage.say('alexw', '/offboard jdoe');
  const plan = await stage.connector.until((one) => hasButton(cardOf(one), 'choose'));
  choose = buttonOf(cardOf(plan), 'choose');
  caseId = String(choose.data['caseId']);
  await stage.click('alexw', { verb: 'choose', data: { ...choose.data, mailbox: 'both' } });
  await stage.connector.until((one) => hasButton(cardOf(one), 'approve'));
});
afterAll(() => stage.stop());

describe('a Freeze that is clicked again', () => {
  it('shows the frozen plan to who clicks an old Freeze again, and changes nothing', async () => {
    const before = (await stage.entries(caseId)).length;
    const answer = await stage.click('alexw', {
      verb: 'choose',
      data: { ...choose.data, mailbox: 'forward' },
    });

    expect(answer).toMatchObject({ statusCode: 200, type: card });
    expect(wordsOf(answer.value)).toContain('Offboarding plan, frozen');
    expect(hasButton(answer.value, 'choose')).toBe(false);
    const after = (await stage.entries(caseId)).slice(before);
    expect(after.filter(({ phase }) => phase === 'chosen' || phase === 'refused')).toMatchObject([
      { phase: 'refused', reason: expect.stringContaining('already-frozen') },
    ]);
  });

  it('tells an old client in words that the plan is frozen, by whom and when', async () => {
    await stage.say('alexw', '', {
      text: undefined,
      value: { ...choose.data, mailbox: 'both', verb: 'choose' },
    });

    const said = await stage.connector.until((one) => wordsOf(cardOf(one)).includes('frozen already'));
    expect(wordsOf(cardOf(said))).toContain('Alex Wilber froze the plan');
  });
});
