import { describe, expect, it } from 'vitest';
import type { SendRequest } from '#providers/http.ts';
import { answers, facts, refused, token, wire } from './wire.ts';

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
