/** Teams would not take, change or open something. */
export class TeamsFailure extends Error {
  override readonly name = 'TeamsFailure';
  /** HTTP status; 0 when no answer came in time. */
  readonly status: number;
  /** The channel's own code, `BotNotInConversationRoster`; `timeout` or `unreachable` when there is none. */
  readonly code: string;
  /** How long the channel asks us to wait, ms. */
  readonly waitMs: number;

  constructor(failure: { status: number; code: string; waitMs?: number }, options?: ErrorOptions) {
    super(`Teams: ${failure.status} ${failure.code}`, options);
    this.status = failure.status;
    this.code = failure.code;
    this.waitMs = failure.waitMs ?? 0;
  }
}

/**
 * What to do about a failure. `install`: the app is not there for this person. `recreate`: the conversation is
 * gone. `resend`: the message is gone. `later`: the same may work in a while. `never`: it will not.
 */
export type Remedy = 'install' | 'recreate' | 'resend' | 'later' | 'never';

const byCode: Readonly<Record<string, Remedy>> = {
  BotNotInConversationRoster: 'install',
  ConversationBlockedByUser: 'never',
  MessageWritesBlocked: 'never',
  BotDisabledByAdmin: 'never',
  InvalidBotApiHost: 'never',
  BotNotRegistered: 'never',
  ConversationNotFound: 'recreate',
  ActivityNotFoundInConversation: 'resend',
  MessageSizeTooBig: 'never',
  UserNotFound: 'never',
};

/** https://learn.microsoft.com/microsoftteams/platform/bots/build-conversational-capability#status-codes-from-bot-conversational-apis */
export function remedyFor(failure: TeamsFailure): Remedy {
  const known = byCode[failure.code];
  if (known) return known;
  if (failure.status === 0 || failure.status >= 500) return 'later';
  return [408, 412, 429].includes(failure.status) ? 'later' : failure.status === 404 ? 'recreate' : 'never';
}

const words: Readonly<Record<string, string>> = {
  BotNotInConversationRoster: 'the app is not installed for them in Teams',
  ConversationBlockedByUser: 'they have blocked the bot in Teams',
  MessageWritesBlocked: 'they have blocked the bot in Teams',
  BotDisabledByAdmin: 'a Teams administrator has disabled the bot',
  InvalidBotApiHost: 'the bot speaks to the wrong Teams cloud',
  BotNotRegistered: 'the bot is not registered',
  UserNotFound: 'Teams does not know them',
};

/** Why somebody was not reached, in words, with the channel's own code. */
export function whyUnreached(failure: TeamsFailure): string {
  return `${words[failure.code] ?? 'Teams refused the message'} (${failure.status} ${failure.code})`;
}
