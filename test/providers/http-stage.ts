import { afterEach } from 'vitest';
import { createSender, type Limits, type Send, type SendRequest } from '#providers/http.ts';
import { ProviderError } from '#providers/provider-error.ts';
import { answeringServer, type AnsweringServer, type Reply } from './answering-server.ts';
import { impatientClock, type ImpatientClock } from './impatient-clock.ts';

export const attemptMs = 100_000;
export const secret = 'eyJ-very-secret-token';

export interface Stage {
  readonly server: AnsweringServer;
  readonly clock: ImpatientClock;
  readonly send: Send;
  readonly tokensAsked: string[];
}

const servers: AnsweringServer[] = [];

afterEach(async () => {
  for (const server of servers.splice(0)) await server.close();
});

/** A server with these replies and a sender that speaks to it. */
export async function stage(
  replies: Reply[],
  limits: Partial<Limits> = {},
  lifetimeMs = 3_600_000,
  clock = impatientClock(attemptMs),
): Promise<Stage> {
  const server = await answeringServer(...replies);
  servers.push(server);
  const tokensAsked: string[] = [];
  const send = createSender({
    system: 'entra',
    fetch,
    clock,
    random: () => 0,
    limits: { attemptMs, ...limits },
    credential: {
      getToken: async (scope) => {
        tokensAsked.push(String(scope));
        const expiresOnTimestamp = clock.now().getTime() + lifetimeMs;
        return { token: `${secret}-${tokensAsked.length}`, expiresOnTimestamp };
      },
    },
  });
  return { server, clock, send, tokensAsked };
}

export function to(server: AnsweringServer, more: Partial<SendRequest> = {}): SendRequest {
  return {
    method: 'GET',
    url: `${server.url}/v1.0/thing`,
    scope: 'https://graph.microsoft.com/.default',
    operation: 'GET /thing',
    ...more,
  };
}

/** The error of a call that must fail. */
export async function failure(work: Promise<unknown>): Promise<ProviderError> {
  const error: unknown = await work.then(
    () => new Error('it worked'),
    (reason: unknown) => reason,
  );
  if (!(error instanceof ProviderError)) throw error;
  return error;
}

export const post = { method: 'POST', body: { add: 1 } } as const;
