import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { wordsOf } from '#test/set-up/connector.ts';
import { activityBy, chatOf, teamsStage, type TeamsStage } from '#test/set-up/teams-stage.ts';

let stage: TeamsStage;
beforeEach(async () => {
  stage = await teamsStage();
});
afterEach(() => stage.stop());

/** Teams says that the app was installed or removed; every time with an id of its own. */
const installs = (action: string, on = stage): Promise<Response> =>
  on.post({ ...activityBy('meganb', on.connector.url), type: 'installationUpdate', action });

/** Teams says beside it that the bot was added to the chat. */
const added = (on = stage): Promise<Response> =>
  on.post({
    ...activityBy('meganb', on.connector.url),
    type: 'conversationUpdate',
    membersAdded: [{ id: '28:bot' }],
  });

const welcomes = (on = stage): number =>
  on.connector.messages.filter(({ activity }) => wordsOf(activity.attachments).includes('Welcome')).length;

describe('the welcome', () => {
  it('comes once a chat, however often and in whatever form Teams tells of it', async () => {
    await Promise.all([installs('add'), added(), installs('add')]);
    await installs('add');

    expect(welcomes()).toBe(1);
  });

  it('does not come again after a restart of the bot', async () => {
    await installs('add');
    const { store } = stage.world;
    const again = await teamsStage({}, { through: (own) => ({ ...store, close: () => own.close() }) });
    await installs('add', again);
    const after = welcomes(again);
    await again.stop();

    expect([welcomes(), after]).toEqual([1, 0]);
  });

  it('does not come to who has written before: they had an answer', async () => {
    await stage.say('meganb', 'hello');
    await installs('add');

    expect(welcomes()).toBe(0);
    expect(stage.connector.messages.map(({ conversation }) => conversation)).toEqual([chatOf('meganb')]);
  });

  it('comes again to who removed the app and installs it anew', async () => {
    await installs('add');
    await installs('remove');
    await installs('add');

    expect(welcomes()).toBe(2);
  });
});
