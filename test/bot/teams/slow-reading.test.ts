import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { hasButton, type Placed, wordsOf } from '#test/set-up/connector.ts';
import { chatOf, teamsStage, type TeamsStage } from '#test/set-up/teams-stage.ts';

let stage: TeamsStage;
beforeEach(async () => {
  stage = await teamsStage();
  await stage.sandbox.control('faults', { rate: 1, statuses: [503], match: 'Microsoft.Authorization' });
  await stage.say('alexw', '/offboard jdoe');
});
afterEach(() => stage.stop());

const cardOf = ({ activity }: Placed): unknown => activity.attachments?.[0]?.content;

function shows(...words: readonly string[]): Promise<Placed> {
  return stage.connector.until(
    (message) =>
      message.conversation === chatOf('alexw') &&
      words.every((one) => wordsOf(cardOf(message)).includes(one)),
  );
}

/** The time has come to try again. */
async function ring(): Promise<void> {
  await expect.poll(async () => (await stage.world.store.listOpen()).length).toBe(1);
  stage.clock.ring();
}

describe('while a plan is being read and a system does not answer', () => {
  it('the card says which one, its code and request id, and when it is tried again; the plan takes its place', async () => {
    const slow = await shows('Reading takes longer', 'Azure said', '(503)', 'Request id', 'next at', 'UTC');
    await stage.sandbox.control('faults', {});
    await ring();
    const plan = await stage.connector.until((message) => hasButton(cardOf(message), 'choose'));

    expect(plan.id).toBe(slow.id);
  });

  it('/status says so as well, and a system that still does not answer ends it with a card to try again', async () => {
    const { id } = await shows('Reading takes longer');
    await stage.say('alexw', '/status jdoe');
    await expect
      .poll(
        () => stage.connector.messages.filter((one) => wordsOf(cardOf(one)).includes('takes longer')).length,
      )
      .toBe(2);
    await ring();
    const stopped = await stage.connector.until((message) => hasButton(cardOf(message), 'retry'));

    expect(stopped.id).toBe(id);
    expect(wordsOf(cardOf(stopped))).toContain('Azure');
  });
});
