import { attemptOnce, type Attempt } from '#providers/http-attempt.ts';
import type { Line, SendRequest } from '#providers/http.ts';
import { createPace } from '#providers/http-pace.ts';
import { createQueues, createSlots } from '#providers/http-slots.ts';

export const token = 'eyJ-very-secret-token';
export const facts = { system: 'entra', operation: 'GET /thing' };
export const answers = (status: number, body = '', headers = {}) =>
  new Response(body || null, { status, headers });

interface Wire {
  readonly sent: { readonly url: string; readonly init: RequestInit }[];
  readonly forgotten: string[];
  readonly waitsLeft: () => number;
  readonly attempt: (more?: Partial<SendRequest>, nth?: number) => Promise<Attempt>;
}

/** One attempt on a wire of our own: what goes out is kept, what comes back is given. */
export function wire(reply: () => Response | Promise<Response>): Wire {
  const sent: Wire['sent'] = [];
  const forgotten: string[] = [];
  let waiting = 0;
  const clock = {
    now: () => new Date('2026-11-02T09:00:00Z'),
    async sleep(_ms: number, signal?: AbortSignal) {
      waiting += 1;
      await new Promise((resolve) => signal?.addEventListener('abort', resolve));
      waiting -= 1;
    },
  };
  const limits = {
    concurrent: 1,
    attempts: 1,
    attemptMs: 1000,
    totalMs: 1000,
    firstWaitMs: 1,
    longestWaitMs: 1,
    longestRetryAfterMs: 1,
    writes: null,
  };
  const line: Line = {
    system: 'entra',
    fetch: async (url, init) => {
      sent.push({ url: new Request(url).url, init: init ?? {} });
      return reply();
    },
    clock,
    random: () => 0,
    limits,
    tokens: { get: async () => token, forget: (scope) => void forgotten.push(scope) },
    pace: createPace(null, clock),
    slots: createSlots(1),
    queues: createQueues(),
  };
  const request = { method: 'GET', url: 'https://graph.test/thing', scope: 'graph', operation: 'GET /thing' };
  return {
    sent,
    forgotten,
    waitsLeft: () => waiting,
    attempt: (more = {}, nth = 1) => attemptOnce({ ...request, ...more } as SendRequest, line, nth),
  };
}

/** The refusal that this response makes of one attempt. */
export async function refused(response: Response, more: Partial<SendRequest> = {}, nth = 1) {
  const outcome = await wire(() => response).attempt(more, nth);
  if (outcome.kind !== 'failed') throw new Error('it was answered');
  return outcome;
}
