import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A message the bot placed, as it stands now. */
export interface Placed {
  readonly id: string;
  readonly conversation: string;
  /** The newest activity of that message. */
  activity: {
    readonly type: string;
    readonly text?: string;
    readonly summary?: string;
    readonly attachments?: readonly { readonly content: Card }[];
  };
  /** How often it was changed. */
  updates: number;
}
export interface Card {
  readonly type: string;
  readonly body: readonly unknown[];
}

export interface Call {
  readonly method: string;
  readonly path: string;
  readonly body: unknown;
}

export interface Trouble {
  readonly method?: string;
  /** Part of the path. */
  readonly path: string;
  readonly status: number;
  readonly code: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** How many calls it meets; without, all. */
  times?: number;
}

/** What Teams' own service is to a bot: conversations can be made, written to and changed. Everything is recorded. */
export interface Connector {
  readonly url: string;
  readonly calls: readonly Call[];
  readonly messages: readonly Placed[];
  readonly trouble: Trouble[];
  /** Asked about every call as it arrives; `lost`: it came too early to count, or its answer never leaves. */
  heed: (call: Call) => 'taken' | 'lost' | 'answer lost';
  /** Resolves with the first message, or call, for which `wanted` holds, now or later. */
  until(wanted: (message: Placed) => boolean): Promise<Placed>;
  untilCall(wanted: (call: Call) => boolean): Promise<Call>;
  close(): Promise<void>;
}

export async function startConnector(): Promise<Connector> {
  const calls: Call[] = [];
  const messages: Placed[] = [];
  const trouble: Trouble[] = [];
  const waiting = new Set<() => void>();
  const server = createServer((request, response) => void answer(request, response));

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    let text = '';
    for await (const chunk of request) text += String(chunk);
    const path = decodeURIComponent(request.url ?? '');
    const call = { method: request.method ?? '', path, body: text === '' ? undefined : JSON.parse(text) };
    const fate = connector.heed(call);
    if (fate === 'lost') return void response.destroy();
    calls.push(call);
    const refused = troubleFor(call);
    const { status, body, headers } = refused ?? { status: 200, body: take(call), headers: {} };
    if (fate === 'answer lost') return void response.destroy();
    // Not chained: restify changes `writeHead` for the whole process, and its own returns nothing.
    response.writeHead(status, { 'content-type': 'application/json', ...headers });
    response.end(JSON.stringify(body));
    for (const look of waiting) look();
  }

  function troubleFor({ method, path }: Call) {
    const found = trouble.find(
      (one) => path.includes(one.path) && (one.method ?? method) === method && one.times !== 0,
    );
    if (!found) return null;
    if (found.times !== undefined) found.times -= 1;
    const { status, code, headers = {} } = found;
    return { status, headers, body: { error: { code, message: 'made up for a test' } } };
  }

  function take({ method, path, body }: Call): unknown {
    const [, conversation, id] = /^\/v3\/conversations\/([^/]+)\/activities(?:\/([^/]+))?$/.exec(path) ?? [];
    const activity = body as Placed['activity'] & { members?: readonly { id: string }[] };
    if (conversation === undefined) return { id: `chat-of-${activity.members?.[0]?.id ?? 'nobody'}` };
    const known = method === 'PUT' ? messages.find((one) => one.id === id) : undefined;
    if (known) {
      known.activity = activity;
      known.updates += 1;
      return { id: known.id };
    }
    const message = { id: `message-${messages.length + 1}`, conversation, activity, updates: 0 };
    messages.push(message);
    return { id: message.id };
  }

  function until<T>(things: readonly T[], wanted: (thing: T) => boolean): Promise<T> {
    return new Promise((resolve) => {
      const look = (): void => {
        const found = things.find(wanted);
        if (found === undefined) return;
        waiting.delete(look);
        resolve(found);
      };
      waiting.add(look);
      look();
    });
  }

  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const connector: Connector = {
    url: `http://127.0.0.1:${port}`,
    heed: () => 'taken',
    calls,
    messages,
    trouble,
    until: (wanted) => until(messages, wanted),
    untilCall: (wanted) => until(calls, wanted),
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  return connector;
}

/** All words of a card, in reading order. */
export function wordsOf(thing: unknown): string {
  if (typeof thing === 'string') return thing;
  if (Array.isArray(thing)) return thing.map(wordsOf).filter(Boolean).join('\n');
  if (typeof thing !== 'object' || thing === null) return '';
  const { text, title, inlines, items, columns, body, actions, attachments, content } = thing as Record<
    string,
    unknown
  >;
  return [text, title, inlines, items, columns, body, actions, attachments, content]
    .map(wordsOf)
    .filter(Boolean)
    .join('\n');
}

/** What a button of a card sends. @throws when there is no such button */
export function buttonOf(
  card: unknown,
  verb: string,
): { readonly verb: string; readonly data: Record<string, unknown> } {
  const found = findButton(card, verb);
  if (!found) throw new Error(`the card has no button "${verb}":\n${wordsOf(card)}`);
  return found;
}

export function hasButton(card: unknown, verb: string): boolean {
  return findButton(card, verb) !== null;
}

function findButton(node: unknown, verb: string): { verb: string; data: Record<string, unknown> } | null {
  if (Array.isArray(node)) return node.map((one) => findButton(one, verb)).find(Boolean) ?? null;
  if (typeof node !== 'object' || node === null) return null;
  const fields = node as Record<string, unknown>;
  if (fields['type'] === 'Action.Execute' && fields['verb'] === verb)
    return fields as { verb: string; data: Record<string, unknown> };
  return findButton(Object.values(fields), verb);
}
