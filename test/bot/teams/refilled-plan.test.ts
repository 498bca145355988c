import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buttonOf, hasButton, type Placed, wordsOf } from '#test/set-up/connector.ts';
import { teamsStage, type TeamsStage } from '#test/set-up/teams-stage.ts';

let stage: TeamsStage;
let data: Record<string, unknown>;

const cardOf = ({ activity }: Placed): unknown => activity.attachments?.[0]?.content;

beforeAll(async () => {
  stage = await teamsStage();
  await stage.say('alexw', '/offboard jdoe');
  const plan = await stage.connector.until((one) => hasButton(cardOf(one), 'choose'));
  data = buttonOf(cardOf(plan), 'choose').data;
});
afterAll(() => stage.stop());

interface Input {
  readonly id?: string;
  readonly value?: unknown;
}

function inputsOf(node: unknown): readonly Input[] {
  if (typeof node !== 'object' || node === null) return [];
  const own = 'type' in node && String(node.type).startsWith('Input.') ? [node as Input] : [];
  return [...own, ...Object.values(node).flatMap(inputsOf)];
}

describe('a plan that could not be frozen as it was sent', () => {
  it.each([
    ['several people fit the successor', 'Chris Green', 'Several people fit'],
    ['nobody fits the successor', 'nobody.at.all', 'Nobody found'],
    ['the successor is the leaver', 'jdoe', 'Not a successor'],
  ])('keeps every switch and what was typed when %s', async (_when, successor, words) => {
    const sent = {
      ...data,
      mailbox: 'forward',
      successor,
      'on:final-cleanup': 'false',
      'on:licences': 'true',
    };
    const answer = await stage.click('alexw', { verb: 'choose', data: sent });
    const values = Object.fromEntries(inputsOf(answer.value).map(({ id, value }) => [id, value]));

    expect(wordsOf(answer.value)).toContain(words);
    expect(values).toMatchObject({
      'on:final-cleanup': 'false',
      'on:licences': 'true',
      mailbox: 'forward',
      successor,
    });
  });

  it.each(['pattif', 'adelev', 'jdoe'])('is shown to nobody who may not settle it: %s', async (who) => {
    const sent = { ...data, mailbox: 'forward', successor: 'nobody.at.all' };
    const answer = await stage.click(who, { verb: 'choose', data: sent });

    expect(typeof answer.value).toBe('string');
    expect(String(answer.value)).not.toMatch(/Sales|OFF-|changes/);
  });

  it('says so when everything is switched off', async () => {
    const names = [
      'directory-account',
      'group-memberships',
      'licences',
      'mailbox',
      'data-transfer',
      'azure-access',
      'final-cleanup',
    ];
    const off = Object.fromEntries(names.map((name) => [`on:${name}`, 'false']));
    const answer = await stage.click('alexw', { verb: 'choose', data: { ...data, mailbox: 'both', ...off } });

    expect(wordsOf(answer.value)).toMatch(/nothing/i);
    expect(hasButton(answer.value, 'choose')).toBe(true);
  });

  it('does not stumble over a step named like a part of the language', async () => {
    const click = { verb: 'approve', data: { caseId: data['caseId'], step: '__proto__', hash: 'x' } };

    expect(String((await stage.click('alexw', click)).value)).not.toContain('our side');
  });
});
