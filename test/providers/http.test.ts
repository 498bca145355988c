import { inspect } from 'node:util';
import { expect, test } from 'vitest';
import { empty, half, json, reset, silence, type Reply } from './answering-server.ts';
import { secret, post, stage, to, failure } from './http-stage.ts';

test('an answer without a body is an answer', async () => {
  const { server, send } = await stage([empty]);

  expect(await send(to(server, { method: 'DELETE' }))).toMatchObject({ status: 204, body: undefined });
});

test('half an answer is unreadable, not empty', async () => {
  const { server, send } = await stage([half], { attempts: 2 });

  const error = await failure(send(to(server)));

  expect(error.failure).toMatchObject({ code: 'unreadable', status: 200, passing: true });
  expect(server.heard).toHaveLength(2);
});

test('a page of HTML with status 200 is unreadable', async () => {
  const html: Reply = (response) => {
    response.writeHead(200, { 'content-type': 'text/html' });
    response.end('<html>Sign in to the network</html>');
  };
  const { server, send } = await stage([html], { attempts: 1 });

  expect((await failure(send(to(server)))).failure.code).toBe('unreadable');
});

test('a system that never answers is given up at the deadline', async () => {
  const { server, send, clock } = await stage([silence], { attempts: 1 });

  const sending = failure(send(to(server, post)));
  await expect.poll(() => server.heard.length).toBe(1);
  clock.ring();

  expect((await sending).failure).toMatchObject({ code: 'timeout', passing: true, uncertain: true });
});

test('a caller who gives up gets an answer at once', async () => {
  const { server, send } = await stage([silence]);
  const controller = new AbortController();

  const sending = failure(send(to(server, { ...post, signal: controller.signal })));
  await expect.poll(() => server.heard.length).toBe(1);
  controller.abort();

  expect((await sending).failure).toMatchObject({ code: 'aborted', uncertain: true });
  expect(server.heard).toHaveLength(1);
});

test('a caller who gave up before has changed nothing', async () => {
  const { server, send } = await stage([empty]);

  const error = await failure(send(to(server, { ...post, signal: AbortSignal.abort() })));

  expect(error.failure.code).toBe('aborted');
  expect(error.failure.uncertain).toBeUndefined();
  expect(server.heard).toHaveLength(0);
});

test('an error says code, words and the id for the support', async () => {
  const graphError = {
    error: {
      code: 'Request_ResourceNotFound',
      message: "Resource 'x' does not exist.",
      innerError: { date: '2026-11-02T09:00:00', 'request-id': 'b0d7' },
    },
  };
  const { server, send } = await stage([json(404, graphError)]);

  const error = await failure(send(to(server)));

  expect(error.failure).toEqual({
    system: 'entra',
    operation: 'GET /thing',
    status: 404,
    code: 'Request_ResourceNotFound',
    message: "Resource 'x' does not exist.",
    requestId: 'b0d7',
    absent: true,
  });
});

test('the id for the support is found in the headers too', async () => {
  const { server, send } = await stage([json(403, {}, { 'request-id': 'c1e8' })]);

  expect((await failure(send(to(server)))).failure.requestId).toBe('c1e8');
});

test('a call that got no answer names the id we gave it', async () => {
  const { server, send } = await stage([reset], { attempts: 1 });

  const error = await failure(send(to(server, { headers: { 'client-request-id': 'd2f9' } })));

  expect(error.failure.requestId).toBe('d2f9');
});

test('a 404 that the system itself did not write does not mean that the thing is gone', async () => {
  const { server, send } = await stage([json(404, 'not here')]);

  expect((await failure(send(to(server)))).failure.absent).toBeUndefined();
});

test('no error ever holds the token or what was sent', async () => {
  const echo: Reply = (response, request) => {
    const sent = request.headers.authorization ?? '';
    // The words are cut in the middle of it.
    const message = `${'.'.repeat(500 - sent.length / 2)} ${sent}`;
    response.setHeader('request-id', sent);
    json(400, { error: { code: `Bad ${sent}`, message } })(response, request);
  };
  const { server, send } = await stage([echo, reset], { attempts: 1 });

  const body = { password: 'hunter2' };
  const errors = [
    await failure(send(to(server, { method: 'POST', body }))),
    await failure(send(to(server, { method: 'POST', body }))),
  ];

  const told = inspect(errors, { depth: 9, showHidden: true });
  expect(told).not.toContain(secret.slice(0, 12));
  expect(told).not.toContain('hunter2');
});

/** Holds every request until as many have come as are expected at once, then answers all. */
function gate(): { reply: Reply; open: (() => void)[] } {
  const open: (() => void)[] = [];
  return { open, reply: (response, request) => void open.push(() => empty(response, request)) };
}

test('only so many calls are on the way at once, also when the line was empty in between', async () => {
  const { reply, open } = gate();
  const { server, send } = await stage([reply], { concurrent: 2 });

  for (const round of [1, 2]) {
    const all = Promise.all([send(to(server)), send(to(server)), send(to(server))]);
    await expect.poll(() => open.length).toBe(2);
    open.shift()?.();
    await expect.poll(() => server.heard.length).toBe(round * 3);
    expect(open).toHaveLength(2);
    for (const answer of open.splice(0)) answer();
    expect(await all).toHaveLength(3);
  }
});

test('a call in the line goes only when another one has come back', async () => {
  const { reply, open } = gate();
  const { server, send } = await stage([reply], { concurrent: 1 });
  const all = Promise.all([send(to(server)), send(to(server)), send(to(server)), send(to(server))]);

  for (const heard of [1, 2, 3, 4]) {
    await expect.poll(() => open.length).toBe(1);
    expect(server.heard).toHaveLength(heard);
    open.shift()?.();
  }

  expect(await all).toHaveLength(4);
});

test('calls to one mailbox go one after another, to different ones side by side', async () => {
  const { reply, open } = gate();
  const { server, send } = await stage([reply]);
  const toMailbox = (queue: string) => send(to(server, { queue, url: `${server.url}/${queue}` }));

  const all = Promise.all([toMailbox('john'), toMailbox('john'), toMailbox('megan')]);
  await expect.poll(() => server.heard.map((one) => one.url).toSorted()).toEqual(['/john', '/megan']);
  for (const answer of open.splice(0)) answer();
  await expect.poll(() => open.length).toBe(1);
  open.shift()?.();

  expect(await all).toHaveLength(3);
});
