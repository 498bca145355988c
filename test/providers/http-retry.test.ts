import { expect, test } from 'vitest';
import { empty, half, json, reset } from './answering-server.ts';
import { post, stage, to, failure } from './http-stage.ts';

test('a throttled call waits as long as the system asks, in seconds', async () => {
  const { server, send, clock } = await stage([json(429, {}, { 'retry-after': '7' }), json(200, {})]);

  await send(to(server));

  expect(clock.waits).toEqual([7000]);
});

test('a throttled call waits as long as the system asks, as a date', async () => {
  const at = new Date(Date.parse('2026-11-02T09:00:00Z') + 9000).toUTCString();
  const { server, send, clock } = await stage([json(429, {}, { 'retry-after': at }), json(200, {})]);

  await send(to(server));

  expect(clock.waits).toEqual([9000]);
});

test('a throttled call without a named pause backs off, longer each time', async () => {
  const { server, send, clock } = await stage([json(429, {}), json(429, {}), json(429, {}), json(200, {})]);

  await send(to(server));

  expect(clock.waits).toEqual([250, 500, 1000]);
});

test('a pause longer than anybody waits ends the call as passing, instead of disobeying', async () => {
  const { server, send } = await stage([json(429, {}, { 'retry-after': '100' })]);

  const error = await failure(send(to(server)));

  expect(error.failure).toMatchObject({ status: 429, passing: true });
  expect(server.heard).toHaveLength(1);
});

test('retries end after the number of attempts in the limits', async () => {
  const { server, send } = await stage([json(503, {})], { attempts: 3 });

  const error = await failure(send(to(server)));

  expect(error.failure).toMatchObject({ status: 503, code: 'http-503', passing: true });
  expect(server.heard).toHaveLength(3);
});

test('retries end when the time is over', async () => {
  const { server, send } = await stage([json(429, {}, { 'retry-after': '50' })], { totalMs: 120_000 });

  await failure(send(to(server)));

  expect(server.heard).toHaveLength(3);
});

test.each([500, 502, 503, 504, 507, 520])(
  'a read that meets a passing fault (%i) is tried again',
  async (status) => {
    const { server, send } = await stage([json(status, {}), json(200, { ok: true })]);

    expect((await send(to(server))).body).toEqual({ ok: true });
  },
);

test.each([400, 403, 409])('a refusal (%i) is final', async (status) => {
  const { server, send } = await stage([json(status, { error: { code: 'Nope', message: 'no' } })]);

  const error = await failure(send(to(server)));

  expect(error.failure).toMatchObject({ status, code: 'Nope', message: 'no' });
  expect(error.failure.passing).toBeUndefined();
  expect(server.heard).toHaveLength(1);
});

test.each(['PATCH', 'PUT', 'DELETE'] as const)(
  'a %s whose connection broke is sent again',
  async (method) => {
    const { server, send } = await stage([reset, empty]);

    await send(to(server, { method }));

    expect(server.heard).toHaveLength(2);
  },
);

test('a POST that was not processed is sent again', async () => {
  const unavailable = json(503, {}, { 'retry-after': '1' });
  const { server, send } = await stage([json(429, {}), unavailable, empty]);

  await send(to(server, post));

  expect(server.heard).toHaveLength(3);
});

test.each([
  ['500', json(500, {})],
  ['502', json(502, {})],
  ['503 without a pause', json(503, {})],
  ['504', json(504, {})],
  ['507', json(507, {})],
  ['520, of a server in between', json(520, {})],
  ['a broken connection', reset],
  ['half an answer', half],
])(
  'a POST that may have arrived (%s) is never sent twice and says that it is uncertain',
  async (_, reply) => {
    const { server, send } = await stage([reply, empty]);

    const error = await failure(send(to(server, post)));

    expect(error.failure.uncertain).toBe(true);
    expect(server.heard).toHaveLength(1);
  },
);

test('a POST that only reads is sent again like any read', async () => {
  const { server, send } = await stage([reset, json(200, {})]);

  await send(to(server, { ...post, idempotent: true }));

  expect(server.heard).toHaveLength(2);
});

test('a POST that nobody can have received is not uncertain', async () => {
  const { server, send } = await stage([empty], { attempts: 2 });
  await server.close();

  const error = await failure(send(to(server, post)));

  expect(error.failure).toMatchObject({ code: 'unreachable', passing: true });
  expect(error.failure.uncertain).toBeUndefined();
});

test('doubt about an earlier attempt stays when a later one is refused', async () => {
  const { server, send } = await stage([reset, json(403, { error: { code: 'Denied', message: 'no' } })]);

  const error = await failure(send(to(server, { method: 'PATCH' })));

  expect(error.failure).toMatchObject({ code: 'Denied', uncertain: true });
});

test('a read that is refused leaves no doubt', async () => {
  const { server, send } = await stage([reset], { attempts: 2 });

  const error = await failure(send(to(server)));

  expect(error.failure.uncertain).toBeUndefined();
});
