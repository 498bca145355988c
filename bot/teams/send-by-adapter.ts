import type { TeamsAdapter } from '@microsoft/teams-ai';
import type { Activity, Attachment, ConversationReference, TurnContext } from 'botbuilder';
import type { Card } from '#cards/card.ts';
import type { Clock } from '../workflow/world.ts';
import type { Pace } from './pace.ts';
import { TeamsFailure } from './teams-failure.ts';
import type { Where } from './where.ts';
import { within } from './within.ts';

export interface Message {
  readonly card: Card;
  /** What a notification says, and a client that shows no cards. */
  readonly summary: string;
  /** Teams' own card for a file: it goes in the card's place where files can be shown. */
  readonly file?: Attachment;
}

/** Everything the bot says on its own, outside of an answer. Every method throws TeamsFailure. */
export interface Sender {
  /** @returns the message's id, with which it can be updated; `null` when the channel told none */
  send(to: Where, message: Message): Promise<string | null>;
  /** Changes a message in place; raises no notification. */
  update(at: Where, messageId: string, message: Message): Promise<void>;
  /** Opens the chat with one person. `memberId`: the client's own user id, or the directory id once the app is installed. */
  open(with_: { memberId: string; serviceUrl: string; botId: string; tenant: string }): Promise<Where>;
}

export interface SenderOptions {
  readonly adapter: TeamsAdapter;
  readonly appId: string;
  readonly clock: Clock;
  readonly pace: Pace;
  /** The SDK repeats a failed call by itself for some seconds; after this many ms we no longer listen. */
  readonly deadlineMs: number;
  /** Whether files can be shown there; Agents Playground shows cards only. */
  readonly takesFiles?: (at: Where) => boolean;
}

export function createSender(options: SenderOptions): Sender {
  const { adapter, appId, pace, takesFiles = () => true } = options;

  async function inConversation<T>(at: Where, work: (context: TurnContext) => Promise<T>): Promise<T> {
    await pace.turn(at.conversationId);
    const outcome = await bounded(options, async (keep: (settled: Settled<T>) => void) => {
      await adapter.continueConversationAsync(appId, referenceOf(at), async (context) =>
        keep(await settle(work(context))),
      );
    });
    if ('error' in outcome) throw asFailure(outcome.error);
    return outcome.value;
  }

  return {
    send: (to, message) =>
      inConversation(to, async (context) => {
        const activity = message.file && takesFiles(to) ? fileActivity(message.file) : activityOf(message);
        return (await context.sendActivity(activity))?.id || null;
      }),
    update: (at, messageId, message) =>
      inConversation(at, async (context) => {
        await context.updateActivity({ ...activityOf(message), id: messageId });
      }),
    async open({ memberId, serviceUrl, botId, tenant }) {
      await pace.turn(`new:${memberId}`);
      const parameters = {
        isGroup: false,
        bot: { id: botId, name: '' },
        members: [{ id: memberId, name: '' }],
        tenantId: tenant,
        channelData: { tenant: { id: tenant } },
        activity: undefined as unknown as Activity,
      };
      const conversationId = await bounded(options, (keep: (id: string) => void) =>
        adapter.createConversationAsync(appId, 'msteams', serviceUrl, audience, parameters, async (context) =>
          keep(context.activity.conversation.id),
        ),
      );
      return { conversationId, serviceUrl, botId, tenant, personal: true };
    },
  };
}

type Settled<T> = { readonly value: T } | { readonly error: unknown };

/** An error that leaves a turn goes to the adapter's own handler and is lost to whoever asked: so none leaves it. */
async function settle<T>(work: Promise<T>): Promise<Settled<T>> {
  try {
    return { value: await work };
  } catch (error) {
    return { error };
  }
}

/** Whom our token to the connector is for. */
const audience = 'https://api.botframework.com';

/** One call with an end: the adapter's errors as ours, and no waiting past the deadline. */
async function bounded<T>(
  { clock, deadlineMs }: SenderOptions,
  call: (keep: (value: T) => void) => Promise<void>,
): Promise<T> {
  let kept: { readonly value: T } | null = null;
  const work = call((value) => {
    kept = { value };
  });
  const ended = await within(
    clock,
    deadlineMs,
    work.catch((error: unknown) => Promise.reject(asFailure(error))),
  );
  if (ended.late) throw new TeamsFailure({ status: 0, code: 'timeout' });
  const answer = kept as { readonly value: T } | null;
  if (!answer) throw new TeamsFailure({ status: 0, code: 'unreadable' });
  return answer.value;
}

/** The connector's error in our words. The original stays behind: it holds the message that was sent, and our token. */
function asFailure(error: unknown): TeamsFailure {
  if (error instanceof TeamsFailure) return error;
  const facts = error as { statusCode?: unknown; code?: unknown; response?: { headers?: { get?: unknown } } };
  const status = typeof facts.statusCode === 'number' ? facts.statusCode : 0;
  const none = status === 0 ? 'unreachable' : 'unknown';
  const code = typeof facts.code === 'string' && isCode.test(facts.code) ? facts.code : none;
  return new TeamsFailure({ status, code, waitMs: retryAfterMs(facts.response?.headers) });
}

/** It goes to the log and to people: anything longer is no code, and could be what we sent. */
const isCode = /^\w{1,60}$/;

function retryAfterMs(headers: { get?: unknown } | undefined): number {
  if (typeof headers?.get !== 'function') return 0;
  const seconds = Number((headers.get as (name: string) => unknown).call(headers, 'retry-after'));
  return Number.isFinite(seconds) && seconds > 0 ? seconds * 1000 : 0;
}

function referenceOf(at: Where): Partial<ConversationReference> {
  return {
    channelId: 'msteams',
    serviceUrl: at.serviceUrl,
    bot: { id: at.botId, name: '' },
    conversation: {
      id: at.conversationId,
      tenantId: at.tenant,
      isGroup: !at.personal,
      conversationType: at.personal ? 'personal' : 'channel',
      name: '',
    },
  };
}

function fileActivity(file: Attachment): Partial<Activity> {
  return { type: 'message', attachments: [file] };
}

/** Text and card in one activity become two messages, of which neither can be updated: so no text. */
function activityOf({ card, summary }: Message): Partial<Activity> {
  return {
    type: 'message',
    summary,
    attachments: [{ contentType: 'application/vnd.microsoft.card.adaptive', content: card }],
  };
}
