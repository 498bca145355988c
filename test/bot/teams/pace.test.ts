import { describe, expect, it } from 'vitest';
import { createPace, waitMs } from '#bot/teams/pace.ts';
import { TeamsFailure, remedyFor, whyUnreached } from '#bot/teams/teams-failure.ts';
import { virtualClock } from '#test/set-up/virtual-clock.ts';

describe('the pace in one conversation', () => {
  it('lets seven messages through in a second, and the eighth wait', () => {
    expect(waitMs([1, 2, 3, 4, 5, 6], 10)).toBe(0);
    expect(waitMs([1, 2, 3, 4, 5, 6, 7], 10)).toBe(991);
    expect(waitMs([1, 2, 3, 4, 5, 6, 7], 1_001)).toBe(0);
  });

  it('lets eight through in two seconds, and sixty in thirty', () => {
    expect(waitMs([0, 0, 0, 0, 0, 0, 0, 1_100], 1_200)).toBe(800);
    expect(
      waitMs(
        Array.from({ length: 60 }, (_, n) => n * 400),
        24_000,
      ),
    ).toBe(6_000);
  });

  it('holds up one conversation, not another', async () => {
    const clock = virtualClock();
    const pace = createPace(clock);
    await Promise.all(Array.from({ length: 8 }, () => pace.turn('busy')));
    const slept = clock.slept.length;
    await pace.turn('quiet');

    expect(slept).toBe(1);
    expect(clock.slept.length).toBe(slept);
  });
});

describe('what Teams answers', () => {
  it.each([
    [403, 'BotNotInConversationRoster', 'install'],
    [403, 'ConversationBlockedByUser', 'never'],
    [403, 'MessageWritesBlocked', 'never'],
    [403, 'BotDisabledByAdmin', 'never'],
    [403, 'InvalidBotApiHost', 'never'],
    [401, 'BotNotRegistered', 'never'],
    [404, 'ConversationNotFound', 'recreate'],
    [404, 'ActivityNotFoundInConversation', 'resend'],
    [413, 'MessageSizeTooBig', 'never'],
    [412, 'PreconditionFailed', 'later'],
    [429, 'TooManyRequests', 'later'],
    [502, 'unknown', 'later'],
    [0, 'timeout', 'later'],
    [403, 'SomethingNew', 'never'],
  ])('%i %s: %s', (status, code, remedy) => {
    expect(remedyFor(new TeamsFailure({ status, code }))).toBe(remedy);
  });

  it('is told in words, with its own code', () => {
    const failure = new TeamsFailure({ status: 403, code: 'BotDisabledByAdmin' });

    expect(whyUnreached(failure)).toBe('a Teams administrator has disabled the bot (403 BotDisabledByAdmin)');
  });
});
