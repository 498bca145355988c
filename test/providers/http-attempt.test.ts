import { describe, expect, it } from 'vitest';
import type { SendRequest } from '#providers/http.ts';
import { underPermit } from '#providers/permit.ts';
import { ProviderError } from '#providers/provider-error.ts';
import { failure } from './http-stage.ts';
import { answers, facts, token, wire } from './wire.ts';

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
