import { describe, expect, it } from 'vitest';
import { attemptOnce, type Attempt } from '#providers/http-attempt.ts';
import type { Line, SendRequest } from '#providers/http.ts';
import { createPace } from '#providers/http-pace.ts';
import { createQueues, createSlots } from '#providers/http-slots.ts';
import { underPermit } from '#providers/permit.ts';
import { ProviderError } from '#providers/provider-error.ts';
import { failure } from './http-stage.ts';

const token = 'eyJ-very-secret-token';
const facts = { system: 'entra', operation: 'GET /thing' };
const answers = (status: number, body = '', headers = {}) => new Response(body || null, { status, headers });

interface Wire {
  readonly sent: { readonly url: string; readonly init: RequestInit }[];
  readonly forgotten: string[];
  readonly waitsLeft: () => number;
  attempt(more?: Partial<SendRequest>, nth?: number): Promise<Attempt>;
}

/** One attempt on a wire of our own: what goes out is kept, what comes back is given. */
function wire(reply: () => Response | Promise<Response>): Wire {
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
      sent.push({ url: String(url), init: init ?? {} });
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

async function refused(response: Response, more: Partial<SendRequest> = {}, nth = 1) {
  const outcome = await wire(() => response).attempt(more, nth);
  if (outcome.kind !== 'failed') throw new Error('it was answered');
  return outcome;
}

describe('a call', () => {
  it('carries the token, asks for JSON, and follows nobody elsewhere', async () => {
    const { sent, attempt } = wire(() => answers(200));
    await attempt();

    expect(sent).toMatchObject([
      {
        url: 'https://graph.test/thing',
        init: { method: 'GET', body: null, redirect: 'manual' },
      },
    ]);
    expect(sent[0]?.init.headers).toEqual({ accept: 'application/json', authorization: `Bearer ${token}` });
  });

  it('sends things as JSON, and text as it is', async () => {
    const { sent, attempt } = wire(() => answers(200));
    await attempt({ method: 'PATCH', body: { add: 1 } });
    await attempt({ method: 'PATCH', body: 'as it is' });

    expect(sent.map(({ init }) => init.body)).toEqual(['{"add":1}', 'as it is']);
    expect(sent[0]?.init.headers).toMatchObject({ 'content-type': 'application/json' });
  });

  it('may name other headers in any spelling, but no other token', async () => {
    const { sent, attempt } = wire(() => answers(200));
    await attempt({ headers: { Accept: 'text/xml', 'X-Anchor': 'jdoe', Authorization: 'Bearer other' } });

    expect(sent[0]?.init.headers).toEqual({
      accept: 'text/xml',
      'x-anchor': 'jdoe',
      authorization: `Bearer ${token}`,
    });
  });

  it.each(['https://graph.test', 'http://127.0.0.1:80', 'http://localhost:80', 'http://[::1]:80'])(
    'goes to %s',
    async (host) => {
      expect(await wire(() => answers(200)).attempt({ url: `${host}/thing` })).toMatchObject({
        kind: 'answer',
      });
    },
  );

  it('takes no token onto an open wire', async () => {
    const { sent, attempt } = wire(() => answers(200));
    const error = await failure(attempt({ url: 'http://graph.test/thing' }));

    expect(error.failure).toEqual({
      ...facts,
      code: 'insecure',
      message: 'refused to send a token without TLS',
    });
    expect(sent).toEqual([]);
  });

  it('that was given up before is not sent', async () => {
    const { sent, attempt } = wire(() => answers(200));
    const error = await failure(attempt({ signal: AbortSignal.abort() }));

    expect(error.failure).toEqual({ ...facts, code: 'aborted', message: 'the caller gave up waiting' });
    expect(sent).toEqual([]);
  });

  it('leaves no clock running behind it', async () => {
    const { attempt, waitsLeft } = wire(() => answers(200));
    await attempt();
    await new Promise(setImmediate);

    expect(waitsLeft()).toBe(0);
  });

  it('that changes something is sent only with leave; one that reads needs none', async () => {
    const { sent, attempt } = wire(() => answers(200));
    const denied = new Error('the case is not ours any more');
    const under = (method: SendRequest['method']) =>
      underPermit(
        () => Promise.reject(denied),
        () => attempt({ method }),
      );

    await expect(under('PATCH')).rejects.toBe(denied);
    expect(sent).toEqual([]);
    expect(await under('GET')).toMatchObject({ kind: 'answer' });
  });

  it('tells nobody the token that a broken connection repeats', async () => {
    const outcome = await wire(() => Promise.reject(new Error(`bad header: Bearer ${token}`))).attempt();

    expect(outcome).toMatchObject({ failure: { message: 'bad header: Bearer [token]' } });
  });

  it('passes on what is no failure of the connection', async () => {
    const said = new ProviderError({ ...facts, system: 'entra', code: 'x', message: 'x' });

    await expect(wire(() => Promise.reject(said)).attempt()).rejects.toBe(said);
  });
});

describe('an answer', () => {
  it.each([
    ['JSON', '{"a":1}', { a: 1 }],
    ['nothing', '', undefined],
    ['blanks', ' \n ', undefined],
  ])('of %s is read', async (_, body, expected) => {
    expect(await wire(() => answers(200, body)).attempt()).toMatchObject({
      kind: 'answer',
      answer: { status: 200, body: expected },
    });
  });

  it('that is not JSON is no answer, and asking again does not help', async () => {
    expect(await refused(answers(200, '<html>'))).toEqual({
      kind: 'failed',
      again: 'repeatable',
      retryAfterMs: null,
      failure: { ...facts, status: 200, code: 'unreadable', message: 'the answer is not JSON' },
    });
  });

  const broken = () =>
    new Response(
      new ReadableStream({
        start: (controller) => controller.error(new Error('reset')),
      }),
    );

  it('that breaks off is no answer, and may come whole the next time', async () => {
    expect((await refused(broken())).failure).toEqual({
      ...facts,
      status: 200,
      code: 'unreadable',
      message: 'the answer broke off',
      passing: true,
    });
  });

  it('that cannot be read leaves it open whether the change was made', async () => {
    expect((await refused(broken(), { method: 'PATCH' })).failure.uncertain).toBe(true);
    expect((await refused(answers(200, '<html>'), { method: 'POST' })).failure.uncertain).toBe(true);
  });

  it('that the caller did not wait for is told as such', async () => {
    const caller = new AbortController();
    const { attempt } = wire(() => {
      caller.abort();
      return broken();
    });

    expect(await attempt({ signal: caller.signal })).toMatchObject({
      again: 'never',
      failure: { code: 'aborted' },
    });
  });
});

describe('a refusal', () => {
  const spoken = JSON.stringify({ error: { code: 'Denied', message: 'no' } });

  it('is told in the system’s own words, or by its number', async () => {
    expect(await refused(answers(403, spoken))).toEqual({
      kind: 'failed',
      again: 'never',
      retryAfterMs: null,
      failure: { ...facts, status: 403, code: 'Denied', message: 'no' },
    });
    expect((await refused(answers(403))).failure).toMatchObject({
      code: 'http-403',
      message: 'answered with status 403',
    });
  });

  it.each([429, 408, 500, 502, 503, 504, 507])('with status %i may pass', async (status) => {
    expect((await refused(answers(status))).failure.passing).toBe(true);
  });

  it.each([400, 401, 403, 404, 409, 412, 501, 505])('with status %i is final', async (status) => {
    const { again, failure } = await refused(answers(status, spoken), {}, 2);

    expect(again).toBe('never');
    expect(failure).not.toHaveProperty('passing');
  });

  it('because of a crowd was no effect: it is asked again, whatever it was', async () => {
    const pause = { 'retry-after': '7' };

    expect(await refused(answers(429), { method: 'POST' })).toMatchObject({ again: 'always' });
    expect(await refused(answers(503, '', pause))).toMatchObject({ again: 'always', retryAfterMs: 7000 });
    expect(await refused(answers(503))).toMatchObject({ again: 'repeatable' });
    expect(await refused(answers(500, '', pause))).toMatchObject({ again: 'repeatable', retryAfterMs: 7000 });
  });

  it('leaves it open whether a change was made only when it came late', async () => {
    const uncertain = async (status: number, method: SendRequest['method']) =>
      (await refused(answers(status, spoken), { method })).failure.uncertain;

    expect(await uncertain(500, 'PATCH')).toBe(true);
    expect(await uncertain(500, 'GET')).toBeUndefined();
    expect(await uncertain(429, 'PATCH')).toBeUndefined();
    expect(await uncertain(403, 'PATCH')).toBeUndefined();
  });

  it('of an old token gets one try with a fresh one', async () => {
    const { attempt, forgotten } = wire(() => answers(401));

    expect(await attempt()).toMatchObject({ again: 'always' });
    expect(await attempt({}, 2)).toMatchObject({ again: 'never' });
    expect(forgotten).toEqual(['graph', 'graph']);
    expect((await refused(answers(403))).again).toBe('never');
  });

  it('means that a thing is gone only when the system itself says so', async () => {
    const absent = async (status: number, body = '') => (await refused(answers(status, body))).failure.absent;
    const gone = JSON.stringify({ error: { code: 'Request_ResourceNotFound', message: 'gone' } });

    expect(await absent(404, spoken)).toBe(true);
    expect(await absent(400, gone)).toBe(true);
    expect(await absent(404)).toBeUndefined();
    expect(await absent(403, spoken)).toBeUndefined();
  });

  it('tells nobody the token that it repeats', async () => {
    const body = JSON.stringify({ error: { code: 'Denied', message: `no ${token}` } });
    const { failure } = await refused(answers(403, body, { 'request-id': `r ${token}` }));

    expect(failure).toMatchObject({ message: 'no [token]', requestId: 'r [token]' });
  });

  it.each([
    ['in its body', {}, { error: { code: 'x', innerError: { 'request-id': 'r' } } }],
    ['as Graph does', { 'request-id': 'r' }, {}],
    ['as Exchange and Azure do', { 'x-ms-request-id': 'r' }, {}],
    ['as SharePoint does', { sprequestguid: 'r' }, {}],
  ])('names the request for the system’s support, %s', async (_, headers, body) => {
    expect((await refused(answers(403, JSON.stringify(body), headers))).failure.requestId).toBe('r');
  });

  it('names our own request where the system names none', async () => {
    const headers = { 'client-request-id': 'ours' };

    expect((await refused(answers(403), { headers })).failure.requestId).toBe('ours');
    expect((await refused(answers(403))).failure).not.toHaveProperty('requestId');
  });
});
