import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { contoso } from '#providers/sandbox/people.ts';
import { wordsOf } from '#test/set-up/connector.ts';
import { activityBy, channel, chatOf, teamsStage, type TeamsStage } from '#test/set-up/teams-stage.ts';

let stage: TeamsStage;
let before: number;

beforeAll(async () => {
  stage = await teamsStage();
});
afterAll(() => stage.stop());
beforeEach(() => {
  before = stage.connector.messages.length;
});

/** What the bot said since the test began. */
function said(): string {
  return stage.connector.messages
    .slice(before)
    .map(({ activity }) => wordsOf(activity))
    .join('\n---\n');
}

async function refusalsOf(who: string): Promise<readonly string[]> {
  const { entries } = await stage.world.store.history({ phases: ['refused'], limit: 100 });
  return entries.filter(({ actor }) => actor.name === who).map(({ reason }) => reason ?? '');
}

describe('typing to the bot', () => {
  it.each(['hi', 'Hello', '/help', 'HELP', '<at>Offboarding</at>&nbsp;'])(
    '%j is answered with what can be typed',
    async (text) => {
      await stage.say('alexw', text);

      expect(said()).toContain('/offboard jdoe');
    },
  );

  it('answers what it does not understand, and says how to go on', async () => {
    await stage.say('alexw', 'please do not /OFFBOARD him');

    expect(said()).toContain('/help');
  });

  it.each([
    ['/offboard', 'Who is leaving'],
    ['/offboard nobody.at.all', 'Nobody'],
    ['/offboard *)(objectClass=*', 'Nobody'],
    ['/offboard **[click](https://evil.example)**', 'Nobody'],
    [`/offboard ${'x'.repeat(10_000)}`, 'too long'],
    ['/cancel OFF-ZZZZZ', 'no case'],
    ['/cancel', 'not complete'],
    ['/undo OFF-ZZZZZ nonsense', 'no step'],
    ['/approve OFF-ZZZZZ mailbox', 'no case'],
    ['/approve OFF-ZZZZZ', 'Which step?'],
    ['/reject OFF-ZZZZZ', 'Which step?'],
    ['/reject OFF-ZZZZZ kitchen not before Friday', 'no step “kitchen”'],
    ['/status OFF-ZZZZZ', 'no case'],
  ])('%j gets a clear refusal and one entry in the log', async (text, words) => {
    const earlier = (await refusalsOf('Alex Wilber')).length;
    await stage.say('alexw', text);

    expect(said()).toContain(words);
    expect((await refusalsOf('Alex Wilber')).length).toBe(earlier + 1);
  });

  it('tells somebody without a role so, politely, and notes it', async () => {
    await stage.say('pattif', '/offboard jdoe');

    expect(said()).toContain('no role');
    expect(await refusalsOf('Patti Fernandez')).toEqual(['no-role']);
  });

  it('takes the name of who acts from the directory, not from the client', async () => {
    const activity = activityBy('pattif', stage.connector.url);
    const from = { ...(activity['from'] as object), name: 'The Chief' };
    await stage.say('pattif', '/offboard jdoe', { from });

    expect(await refusalsOf('The Chief')).toEqual([]);
  });

  it('refuses history in a channel', async () => {
    await stage.say('adelev', '<at>Offboarding</at> /history jdoe', channel);

    expect(said()).toContain('Only in our own chat');
    expect(await refusalsOf('Adele Vance')).toEqual(['private-chat-only']);
  });

  it('shows an auditor the history in her own chat', async () => {
    await stage.say('adelev', '/history');

    expect(stage.connector.messages.at(-1)?.conversation).toBe(chatOf('adelev'));
    expect(said()).toContain('Patti Fernandez');
  });

  it('answers in the channel where it was mentioned', async () => {
    await stage.say('alexw', '<at>Offboarding</at>&nbsp;/status', channel);

    expect(stage.connector.messages.at(-1)?.conversation).toBe(channel.conversation.id);
  });

  it('survives a message without text and value', async () => {
    const answer = await stage.say('alexw', '', { text: undefined, value: null });

    expect(answer.status).toBe(200);
  });

  it('does a thing once when Teams delivers it twice', async () => {
    const id = 'the-same-message';
    await Promise.all([stage.say('alexw', '/help', { id }), stage.say('alexw', '/help', { id })]);
    await stage.say('alexw', '/help', { id });

    expect(stage.connector.messages.length).toBe(before + 1);
  });

  it('welcomes who installs it, in their own chat only', async () => {
    const install = { type: 'installationUpdate', action: 'add' };
    await stage.post({ ...activityBy('meganb', stage.connector.url), ...install });
    await stage.post({ ...activityBy('meganb', stage.connector.url), ...install, ...channel });

    const welcomes = stage.connector.messages.slice(before);
    expect(welcomes.map(({ conversation }) => conversation)).toEqual([chatOf('meganb')]);
    expect(said()).toContain('Welcome');
  });

  it('ignores what comes from another tenant', async () => {
    const foreign = '99999999-0000-4000-8000-000000000000';
    await stage.say('alexw', '/help', { channelData: { tenant: { id: foreign } } });
    await stage.say('alexw', '/help', { conversation: { id: 'a:x', tenantId: foreign } });

    expect(stage.connector.messages.length).toBe(before);
    expect(contoso.tenantId).not.toBe(foreign);
  });

  it('says which system did not answer, and changes nothing, while Entra is down', async () => {
    await stage.sandbox.control('faults', { rate: 1, statuses: [503], match: '/v1.0/' });
    await stage.say('alexw', '/offboard jdoe');
    await stage.sandbox.control('faults', {});

    expect(said()).toMatch(/Entra/);
    expect(await stage.world.store.listOpen()).toEqual([]);
  });
});
