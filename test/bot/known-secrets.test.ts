import { inspect } from 'node:util';
import { describe, expect, test } from 'vitest';
import { knownSecrets } from '#bot/known-secrets.ts';
import { Secret } from '#bot/secret.ts';

const hidden = (text: string, ...secrets: readonly string[]): string =>
  knownSecrets(secrets.map((one) => new Secret(one))).hide(text);

test('a secret shows itself to nobody but who asks for it', () => {
  const secret = new Secret('canary');

  expect([String(secret), JSON.stringify({ secret }), inspect({ secret }, { showHidden: true })]).toEqual([
    '[secret]',
    '{"secret":"[secret]"}',
    '{ secret: [secret] }',
  ]);
  expect(secret.reveal()).toBe('canary');
});

describe('a text without what the process must not tell', () => {
  test.each([
    ['as it is', (secret: string) => secret],
    ['in a URL', encodeURIComponent],
    ['in a form', (secret: string) => String(new URLSearchParams({ client_secret: secret }))],
    ['inside JSON', (secret: string) => JSON.stringify({ secret })],
  ])('has lost a secret of the settings %s', (_name, written) => {
    const secret = 'pa ss"w\\ord/&+\ncanary';

    expect(hidden(`sent ${written(secret)} and failed`, secret)).not.toMatch(/canary|ss"w|ord\//);
  });

  test('has lost each line of a key, also alone', () => {
    const line = 'MIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcwggSj';
    const key = `-----BEGIN PRIVATE KEY-----\n${line}\nshort\n-----END PRIVATE KEY-----\n`;

    expect(hidden(`read ${line}`, key)).toBe('read [secret]');
  });

  test('has lost a token that was given while it ran', () => {
    const secrets = knownSecrets([]);
    secrets.add('token-canary');

    expect(secrets.hide('asked with token-canary')).toBe('asked with [secret]');
  });

  test('does not remember tokens for ever', () => {
    const secrets = knownSecrets([]);
    for (let nth = 0; nth < 1000; nth += 1) secrets.add(`token-${nth}-canary`);

    expect(secrets.hide('token-0-canary')).toBe('token-0-canary');
    expect(secrets.hide('token-999-canary')).toBe('[secret]');
  });

  test.each([
    ['Refused_Bearer abcdefgh12345678', 'Refused_Bearer [secret]'],
    ['authorization: bearer eyJ0.canary_x.~y', 'authorization: bearer [secret]'],
    ['got eyJhbGciOiJub25lIn0.eyJhdWQiOiJib3QifQ.c2lnbmF0dXJl here', 'got [secret] here'],
    ['mongodb://writer:canary@mongo/log', 'mongodb://writer:[secret]@mongo/log'],
  ])('has lost what looks like one of somebody else: %s', (text, plain) => {
    expect(hidden(text)).toBe(plain);
  });

  test('is otherwise as it was', () => {
    const text = 'John Doe bears eyJ in https://contoso.com/a:b, ratio 3:1, mail jdoe@contoso.com';

    expect(hidden(text, 'abc')).toBe(text);
  });
});
