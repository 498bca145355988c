import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { knownSecrets } from '#bot/known-secrets.ts';
import { createLog } from '#bot/logging.ts';
import { Secret } from '#bot/secret.ts';
import { seed, times } from '#test/set-up/attack.ts';
import { anyText } from '#test/set-up/hostile-texts.ts';

function logging(level: 'debug' | 'info') {
  const lines: string[] = [];
  const log = createLog({
    level,
    instance: 'bot-1',
    to: { write: (line: string) => lines.push(line) },
    secrets: knownSecrets([new Secret('s3cret-canary')]),
  });
  return { log, lines };
}

const facts = {
  caseId: 'OFF-7K3QX',
  aadObjectId: 'e0000000-0000-4000-8000-000000000010',
  upn: 'jdoe@contoso.com',
  leaver: { id: 'e1', displayName: 'John Doe', mail: 'jdoe@contoso.com' },
  error: new Error('no such object: CN=Doe\\, John,OU=Staff,DC=contoso,DC=com', {
    cause: new Error('zoë@contoso.com is unknown'),
  }),
};

describe('a log line', () => {
  test('is one line of JSON with level, time, instance and the event', () => {
    const { log, lines } = logging('info');

    log.info({ caseId: 'OFF-7K3QX' }, 'case opened\n{"level":"error"}');

    expect(lines).toHaveLength(1);
    expect(lines[0]?.trimEnd()).not.toContain('\n');
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({
      level: 'info',
      instance: 'bot-1',
      caseId: 'OFF-7K3QX',
      time: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/),
    });
  });

  test.each(['info', 'warn', 'error'] as const)('of %s tells nobody who the people are', (level) => {
    const { log, lines } = logging('debug');

    log[level](facts, 'cannot read jdoe@contoso.com');

    expect(lines.join('')).not.toMatch(/jdoe@|zoë@|Doe/);
    expect(lines.join('')).toContain('OFF-7K3QX');
    expect(lines.join('')).toContain('e0000000-0000-4000-8000-000000000010');
    expect(lines.join('')).toContain('no such object');
  });

  test('of debug does, and is not written at info', () => {
    const quiet = logging('info');
    const loud = logging('debug');

    quiet.log.debug(facts, 'read');
    loud.log.debug(facts, 'read');

    expect(quiet.lines).toEqual([]);
    expect(loud.lines.join('')).toContain('John Doe');
  });

  test.each(['debug', 'error'] as const)('of %s shows no secret, wherever it hides', (level) => {
    const { log, lines } = logging('debug');

    log[level](
      {
        password: 'pass-canary',
        headers: { authorization: 'Bearer token-canary' },
        error: new Error('sent s3cret-canary', { cause: { list: ['s3cret-canary'] } }),
        uri: 'mongodb://writer:uri-canary@mongo.contoso.com/offboarding',
      },
      'failed with s3cret-canary',
    );

    expect(lines).toHaveLength(1);
    expect(lines.join('')).not.toContain('canary');
  });

  test('survives facts that contain themselves', () => {
    const { log, lines } = logging('info');
    const loop: Record<string, unknown> = { caseId: 'OFF-7K3QX' };
    loop['self'] = loop;

    log.error(loop, 'odd');

    expect(lines).toHaveLength(1);
  });
});

describe('an error in a log line', () => {
  test('tells its words and values, but not the whole request a library hung on it', () => {
    const { log, lines } = logging('debug');
    const request = { url: 'https://x', headers: { note: 'header-canary' }, body: 'body-canary' };
    const err = Object.assign(new Error('refused'), {
      statusCode: 403,
      code: 'Forbidden',
      request,
      details: request,
    });

    log.error({ err }, 'failed');

    expect(lines.join('')).not.toContain('canary');
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({
      err: { type: 'Error', message: 'refused', statusCode: 403, code: 'Forbidden' },
    });
  });

  test('tells all of several', () => {
    const { log, lines } = logging('info');

    log.error({ err: new AggregateError([new Error('first'), new Error('second')], 'both') }, 'failed');

    expect(lines.join('')).toMatch(/both.*first.*second/);
  });

  test('is cut where it becomes a book', () => {
    const { log, lines } = logging('info');

    log.error({ err: new Error('x'.repeat(1_000_000)) }, 'failed');

    expect(lines.join('').length).toBeLessThan(30_000);
  });
});

describe('whatever names and words come in', () => {
  test('an event stays one line of printable signs, and a reader gets them back', () => {
    const { log, lines } = logging('debug');
    fc.assert(
      fc.property(anyText, anyText, (one, other) => {
        lines.length = 0;
        log.debug({ who: one, nested: { list: [other] }, [`key ${other}`]: 1 }, other);
        const [line = '', ...more] = lines;

        expect(more).toEqual([]);
        expect(line).toMatch(/^\{"level":"debug",[^\n]*\}\n$/);
        expect(line.slice(0, -1)).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u);
        expect(line.isWellFormed()).toBe(true);
        expect(JSON.parse(line)).toMatchObject({ who: one, nested: { list: [other] }, msg: other });
      }),
      { seed, numRuns: times({ short: 500, long: 100_000 }) },
    );
  });
});
