import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { RecordedRequest } from '#providers/sandbox/request-log.ts';
import { buttonOf, hasButton, type Placed, wordsOf } from '#test/set-up/connector.ts';
import { writesIn } from '#test/set-up/process/findings.ts';
import { storeSwitch, type StoreSwitch } from '#test/set-up/switched-store.ts';
import { chatOf, teamsStage, type TeamsStage } from '#test/set-up/teams-stage.ts';

let store: StoreSwitch;
let stage: TeamsStage;

beforeEach(async () => {
  store = storeSwitch();
  stage = await teamsStage({}, { through: store.through });
});
afterEach(() => stage.stop());

const cannotBeWritten = 'My log cannot be written';
const cardOf = ({ activity }: Placed): unknown => activity.attachments?.[0]?.content;
const says = (message: Placed, words: string): boolean => wordsOf(cardOf(message)).includes(words);

async function cardWith(verb: string): Promise<Placed> {
  return stage.connector.until((message) => hasButton(cardOf(message), verb));
}

/** John Doe's case up to the requests. */
async function asked(): Promise<void> {
  await stage.say('alexw', '/offboard jdoe');
  const { data } = buttonOf(cardOf(await cardWith('choose')), 'choose');
  await stage.click('alexw', { verb: 'choose', data: { ...data, mailbox: 'both' } });
  await cardWith('approve');
}

async function approve(step: string): Promise<void> {
  const open = await stage.connector.until(
    (message) =>
      hasButton(cardOf(message), 'approve') && buttonOf(cardOf(message), 'approve').data['step'] === step,
  );
  await stage.click('alexw', { verb: 'approve', data: buttonOf(cardOf(open), 'approve').data });
}

async function writes(): Promise<number> {
  return writesIn((await stage.sandbox.control('requests')) as readonly RecordedRequest[]).length;
}

/** What Teams has taken has also been heard of by the bot: both are in this process. */
async function answered(): Promise<void> {
  for (let turn = 0; turn < 200; turn++) await new Promise((resolve) => setImmediate(resolve));
}

/** The driver's next try is due. */
async function triesAgain(): Promise<void> {
  const before = stage.lines.filter((line) => line.startsWith('the case stands still')).length;
  stage.clock.ring();
  await expect
    .poll(() => stage.lines.filter((line) => line.startsWith('the case stands still')).length)
    .toBeGreaterThan(before);
}

describe('a log that cannot be written', { timeout: 90_000 }, () => {
  it('is told in one message where the case lives, however often it is tried, and nothing is sent', async () => {
    await asked();
    store.downAt = (phase) => phase === 'intent';
    await approve('azure-access');
    const notice = await stage.connector.until((message) => says(message, cannotBeWritten));
    const sent = await writes();
    await triesAgain();
    await triesAgain();

    expect(notice.conversation).toBe(chatOf('alexw'));
    expect(stage.connector.messages.filter((message) => says(message, cannotBeWritten))).toEqual([notice]);
    expect(await writes()).toBe(sent);
  });

  it('is told to be back in the same message, and the case goes on by itself', async () => {
    await asked();
    store.downAt = (phase) => phase === 'intent';
    await approve('azure-access');
    const notice = await stage.connector.until((message) => says(message, cannotBeWritten));
    await answered();
    store.isDown = false;
    stage.clock.ring();
    const back = await stage.connector.until((message) => says(message, 'My log can be written again'));

    expect(back.id).toBe(notice.id);
    await expect.poll(writes, { timeout: 30_000 }).toBeGreaterThan(0);
  });

  it('is the answer to whoever types or clicks meanwhile, and nothing is done', async () => {
    await asked();
    const request = await cardWith('approve');
    store.isDown = true;
    await stage.say('alexw', '/offboard pattif');
    const answer = await stage.click('alexw', {
      verb: 'approve',
      data: buttonOf(cardOf(request), 'approve').data,
    });

    expect(JSON.stringify(answer.value)).toContain(cannotBeWritten);
    expect(stage.connector.messages.filter((message) => says(message, cannotBeWritten))).toHaveLength(1);
    store.isDown = false;
    expect(await writes()).toBe(0);
  });
});
