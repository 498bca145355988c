import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { StoreDown } from '#storage/log-store.ts';
import { atRest } from '#test/set-up/at-rest.ts';
import { buttonOf, hasButton, type Placed, wordsOf } from '#test/set-up/connector.ts';
import {
  activityBy,
  channel,
  chatOf,
  type InvokeAnswer,
  teamsStage,
  type TeamsStage,
} from '#test/set-up/teams-stage.ts';

let stage: TeamsStage;
let caseId: string;
let asked: { verb: string; data: Record<string, unknown> };
let choose: { verb: string; data: Record<string, unknown> };

const cardOf = ({ activity }: Placed): unknown => activity.attachments?.[0]?.content;
const message = 'application/vnd.microsoft.activity.message';
const card = 'application/vnd.microsoft.card.adaptive';

async function cardFor(who: string, verb: string): Promise<unknown> {
  const found = await stage.connector.until(
    (one) => one.conversation === chatOf(who) && hasButton(cardOf(one), verb),
  );
  return cardOf(found);
}

/** John Doe's case, frozen, with Megan asked for the mailbox. */
beforeAll(async () => {
  stage = await teamsStage();
  for (const who of ['meganb', 'isaiahl', 'pattif']) await stage.say(who, 'hello');
  await stage.say('alexw', '/offboard jdoe');
  choose = buttonOf(await cardFor('alexw', 'choose'), 'choose');
  caseId = String(choose.data['caseId']);
  await stage.click('alexw', { verb: 'choose', data: { ...choose.data, mailbox: 'both' } });
  const found = await stage.connector.until(
    (one) => one.conversation === chatOf('meganb') && wordsOf(cardOf(one)).includes('Mailbox'),
  );
  asked = buttonOf(cardOf(found), 'approve');
});
afterAll(() => stage.stop());

async function refusals(): Promise<readonly string[]> {
  const { entries } = await stage.world.store.history({ phases: ['refused'], limit: 100 });
  return entries.map(({ actor, reason }) => `${actor.name}: ${(reason ?? '').split(';')[0]}`);
}

function countOf(lines: readonly string[], code: string): number {
  return lines.filter((line) => line.endsWith(` ${code}`)).length;
}

function text({ statusCode, type, value }: InvokeAnswer): string {
  expect([statusCode, type]).toEqual([200, message]);
  return String(value);
}

type WrongClick = readonly [
  name: string,
  who: string,
  change: object,
  says: readonly [words: string, code: string],
];
const wrongClicks: readonly WrongClick[] = [
  ['by somebody who was not asked', 'pattif', {}, ['not yours', 'not-approver']],
  ['by the operator, who is not the approver', 'alexw', {}, ['not yours', 'not-approver']],
  ['by the leaver', 'jdoe', {}, ['about you', 'own-case']],
  ['for a case that does not exist', 'meganb', { caseId: 'OFF-ZZZZZ' }, ['no case', 'no-part']],
  [
    'for a case that does not exist, by an operator',
    'alexw',
    { caseId: 'OFF-ZZZZZ' },
    ['no case', 'no-such-case'],
  ],
  ['for a step that does not exist', 'meganb', { step: 'kitchen' }, ['no step', 'no-such-step']],
  [
    'for a plan that is no longer the plan',
    'meganb',
    { hash: '0'.repeat(64) },
    ['plan has changed', 'plan-changed'],
  ],
  ['with data missing', 'meganb', { hash: undefined }, ['not complete', 'malformed']],
  ['with data of another kind', 'meganb', { caseId: { $ne: null } }, ['not complete', 'malformed']],
  ['with ten thousand characters', 'meganb', { step: 'x'.repeat(10_000) }, ['not complete', 'malformed']],
];

describe('clicking a button', () => {
  it.each(wrongClicks)(
    '%s is refused in words, noted once, and changes nothing',
    async (_name, who, change, [words, code]) => {
      const before = await refusals();
      const state = await stage.world.cases.read(caseId);
      const answer = await stage.click(who, { verb: 'approve', data: { ...asked.data, ...change } });

      expect(text(answer)).toContain(words);
      const after = await refusals();
      expect(after.length).toBe(before.length + 1);
      expect(countOf(after, code)).toBe(countOf(before, code) + 1);
      expect((await stage.world.cases.read(caseId))?.steps.map(({ approval }) => approval.status)).toEqual(
        state?.steps.map(({ approval }) => approval.status),
      );
    },
  );

  it.each(['constructor', 'Approve'])('%s is no button of ours', async (verb) => {
    expect(text(await stage.click('meganb', { ...asked, verb }))).toContain('not complete');
  });

  it('takes no data that came as text', async () => {
    const value = { action: { type: 'Action.Execute', verb: 'approve', data: JSON.stringify(asked.data) } };

    expect(text(await stage.click('meganb', asked, { value }))).toContain('not complete');
  });

  it.each([null, 'text', [], { action: null }])('answers an invoke whose value is %j', async (value) => {
    expect(text(await stage.click('meganb', asked, { value }))).toContain('not complete');
  });

  it('asks for the reason of a rejection, and leaves the card with its buttons', async () => {
    const answer = await stage.click('meganb', { verb: 'reject', data: { ...asked.data, reason: '  ' } });

    expect(text(answer)).toContain('say why');
    expect(hasButton(await cardFor('meganb', 'reject'), 'reject')).toBe(true);
  });

  it('does not take the word of a client about who clicked', async () => {
    const from = { ...(activityBy('pattif', stage.connector.url)['from'] as object), name: 'Megan Bowen' };
    const answer = await stage.click('pattif', asked, { from });

    expect(text(answer)).toContain('not yours');
  });

  it('says what is wrong when the directory cannot be asked who it is', async () => {
    await stage.sandbox.control('faults', { rate: 1, statuses: [503], match: '/v1.0/' });
    const answer = await stage.click('meganb', asked);
    await stage.sandbox.control('faults', {});

    expect(text(answer)).toMatch(/Entra/);
    expect(countOf(await refusals(), 'system-unreadable')).toBe(1);
  });

  it('refuses history in a channel, also to an auditor', async () => {
    const answer = await stage.click('adelev', { verb: 'history', data: { caseId } }, channel);

    expect(text(answer)).toContain('Only in our own chat');
  });

  it('shows history below the card that was clicked', async () => {
    const answer = await stage.click('alexw', { verb: 'history', data: { caseId } });

    expect(text(answer)).toContain('below');
    await stage.connector.until(
      (one) => one.conversation === chatOf('alexw') && wordsOf(cardOf(one)).includes('Times are UTC'),
    );
  });

  it('answers in time, and says the rest later, when the log is slow', async () => {
    const read = stage.world.cases.read.bind(stage.world.cases);
    let goOn = (): void => {};
    let begun = (): void => {};
    const started = new Promise<void>((resolve) => (begun = resolve));
    const held = new Promise<void>((resolve) => (goOn = resolve));
    stage.world.cases.read = async (id) => {
      begun();
      await held;
      return read(id);
    };
    const clicking = stage.click('pattif', asked);
    await started;
    stage.clock.ring();
    const answer = await clicking;
    stage.world.cases.read = read;
    goOn();

    expect(text(answer)).toContain('being worked on');
    await stage.connector.until(
      (one) => one.conversation === chatOf('pattif') && wordsOf(cardOf(one)).includes('not yours'),
    );
  });

  it('changes nothing and says so when nothing can be written to the log', async () => {
    const record = stage.world.cases.record.bind(stage.world.cases);
    stage.world.cases.record = async () => Promise.reject(new StoreDown('made up'));
    const answer = await stage.click('meganb', asked);
    stage.world.cases.record = record;

    expect(text(answer)).toMatch(/log|store/i);
    expect(
      (await stage.world.cases.read(caseId))?.steps.find(({ step }) => step === 'mailbox')?.approval.status,
    ).toBe('asked');
  });

  it('takes one click for one, however often Teams delivers it', async () => {
    const id = 'the-same-click';
    const answers = await Promise.all([
      stage.click('meganb', asked, { id }),
      stage.click('meganb', asked, { id }),
    ]);
    answers.push(await stage.click('meganb', asked, { id }));

    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
    expect(answers[0]).toMatchObject({ statusCode: 200, type: card });
    const entries = await stage.entries(caseId);
    expect(entries.filter(({ phase, step }) => phase === 'approved' && step === 'mailbox').length).toBe(1);
  });

  it('shows who clicks twice the card as it stands', async () => {
    const answer = await stage.click('meganb', asked);

    expect(answer).toMatchObject({ statusCode: 200, type: card });
    expect(hasButton(answer.value, 'approve')).toBe(false);
    const entries = await stage.entries(caseId);
    expect(entries.filter(({ phase, step }) => phase === 'approved' && step === 'mailbox').length).toBe(1);
  });

  it('never writes a card meant for one person over the message that all see', async () => {
    const puts = stage.connector.calls.filter(
      ({ method, path }) => method === 'PUT' && path.includes(chatOf('pattif')),
    );

    expect(puts).toEqual([]);
  });
});

describe('a click from an old client', () => {
  it('is taken as a message, and answered in a message when it is refused', async () => {
    const value = { ...asked.data, verb: 'approve' };
    const answer = await stage.say('pattif', '', { text: undefined, value });

    expect(answer.status).toBe(200);
    await stage.connector.until(
      (one) => one.conversation === chatOf('pattif') && wordsOf(cardOf(one)).includes('not yours'),
    );
  });

  it('changes the card it came from when it is taken', async () => {
    await atRest(stage.world, caseId);
    const value = { ...asked.data, verb: 'cancel' };
    await stage.say('alexw', '', { text: undefined, value, replyToId: 'the-old-card' });
    await stage.connector.untilCall(({ method, path }) => method === 'PUT' && path.endsWith('/the-old-card'));
  });
});

describe('a click on a case that has ended', () => {
  it('is told so', async () => {
    expect(text(await stage.click('alexw', { verb: 'cancel', data: { caseId } }))).toContain('ended');
  });
});
