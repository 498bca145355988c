import { randomUUID } from 'node:crypto';
import { activityBy } from '#test/set-up/teams-stage.ts';

/** Sends activities as Teams does, and takes the time from the request to the end of its answer. */
export interface Teams {
  /** Each text comes from a channel thread of its own: the bot keeps to Teams' limit of messages a conversation. */
  say(origin: string, who: string, text: string): Promise<number>;
  click(
    origin: string,
    who: string,
    button: { readonly verb: string; readonly data: object },
  ): Promise<Timed>;
}

export interface Timed {
  readonly ms: number;
  readonly body: unknown;
}

export function teams(serviceUrl: string): Teams {
  return {
    async say(origin, who, text) {
      const { conversation } = activityBy(who, serviceUrl) as { conversation: object };
      const thread = { id: `19:${randomUUID()}@thread.tacv2`, conversationType: 'channel', isGroup: true };
      const more = { type: 'message', text, conversation: { ...conversation, ...thread } };
      return (await timed(origin, { ...activityBy(who, serviceUrl), ...more })).ms;
    },
    click(origin, who, { verb, data }) {
      const value = { action: { type: 'Action.Execute', id: '', verb, data }, trigger: 'manual' };
      const invoke = { type: 'invoke', name: 'adaptiveCard/action', value };
      return timed(origin, { ...activityBy(who, serviceUrl), ...invoke });
    },
  };
}

async function timed(origin: string, activity: object): Promise<Timed> {
  const body = JSON.stringify(activity);
  const headers = { 'content-type': 'application/json' };
  const start = performance.now();
  const answer = await fetch(`${origin}/api/messages`, { method: 'POST', headers, body });
  const text = await answer.text();
  const ms = performance.now() - start;
  if (!answer.ok) throw new Error(`${origin} answered ${answer.status}: ${text}`);
  return { ms, body: text === '' ? undefined : (JSON.parse(text) as unknown) };
}
