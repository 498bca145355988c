import { inspect } from 'node:util';
import { expect, test } from 'vitest';
import { createSender } from '#providers/http.ts';
import { empty, json, type Reply } from './answering-server.ts';
import { attemptMs, secret, post, stage, to, failure } from './http-stage.ts';

test('an answer comes back parsed, and the request carried token and body', async () => {
  const { server, send } = await stage([json(201, { id: 7 })]);

  const answer = await send(to(server, post));

  expect(answer).toMatchObject({ status: 201, body: { id: 7 } });
  expect(server.heard).toMatchObject([{ method: 'POST', url: '/v1.0/thing', body: '{"add":1}' }]);
  expect(server.heard[0]?.headers).toMatchObject({
    authorization: `Bearer ${secret}-1`,
    'content-type': 'application/json',
  });
});

test('a token is asked for once and used until shortly before it expires', async () => {
  const { server, send, tokensAsked, clock } = await stage([empty], {}, 3_600_000);

  await Promise.all([send(to(server)), send(to(server)), send(to(server))]);
  expect(tokensAsked).toHaveLength(1);

  await clock.sleep(60_000);
  await send(to(server));
  expect(tokensAsked).toHaveLength(1);

  for (let minute = 0; minute < 55; minute += 1) await clock.sleep(60_000);
  await send(to(server));
  expect(tokensAsked).toHaveLength(2);
});

test('each scope has its own token', async () => {
  const { server, send, tokensAsked } = await stage([empty]);

  await send(to(server));
  await send(to(server, { scope: 'https://management.azure.com/.default' }));

  expect(tokensAsked).toEqual([
    'https://graph.microsoft.com/.default',
    'https://management.azure.com/.default',
  ]);
});

test('a token the system no longer accepts is renewed once', async () => {
  const { server, send } = await stage([json(401, {}), json(200, {})]);

  await send(to(server, post));

  expect(server.heard.map((one) => one.headers.authorization)).toEqual([
    `Bearer ${secret}-1`,
    `Bearer ${secret}-2`,
  ]);
});

test('a system that accepts no token at all is not asked for ever', async () => {
  const { server, send } = await stage([json(401, {})]);

  expect((await failure(send(to(server)))).failure.status).toBe(401);
  expect(server.heard).toHaveLength(2);
});

test('a credential that fails says why, and is asked again next time', async () => {
  const { server, clock } = await stage([empty]);
  let asked = 0;
  const send = createSender({
    system: 'entra',
    fetch,
    clock,
    random: () => 0,
    limits: { attemptMs },
    credential: {
      getToken: async () => {
        asked += 1;
        if (asked > 1) return { token: 't', expiresOnTimestamp: Number.MAX_SAFE_INTEGER };
        const reason = new Error(
          'AADSTS7000222: The provided client secret keys are expired.\r\nTrace ID: 1',
        );
        throw Object.assign(reason, { request: { body: 'client_secret=hunter2' } });
      },
    },
  });

  const error = await failure(send(to(server)));

  expect(error.failure).toMatchObject({ code: 'AADSTS7000222', operation: 'get token' });
  expect(inspect(error, { depth: 9 })).not.toContain('hunter2');
  expect((await send(to(server))).status).toBe(204);
});

test('a credential that hangs is given up at the deadline', async () => {
  const { server, clock } = await stage([empty]);
  let asked = 0;
  const hang = new Promise<null>(() => {});
  const credential = {
    getToken: () => {
      asked += 1;
      return hang;
    },
  };
  const send = createSender({
    system: 'entra',
    fetch,
    clock,
    random: () => 0,
    limits: { attemptMs },
    credential,
  });

  const sending = failure(send(to(server)));
  await expect.poll(() => asked).toBe(1);
  clock.ring();

  expect((await sending).failure).toMatchObject({ operation: 'get token', code: 'timeout' });
});

test('a token never travels without TLS, except on this machine', async () => {
  const { server, send } = await stage([empty]);

  const error = await failure(send(to(server, { url: 'http://graph.example.com/v1.0/me' })));

  expect(error.failure.code).toBe('insecure');
});

test('a redirect is not followed, so the token goes nowhere else', async () => {
  const redirect: Reply = (response) => {
    response.writeHead(302, { location: 'http://127.0.0.1:1/elsewhere' });
    response.end();
  };
  const { server, send } = await stage([redirect]);

  expect((await failure(send(to(server)))).failure.status).toBe(302);
  expect(server.heard).toHaveLength(1);
});
