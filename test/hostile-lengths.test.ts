import { describe, expect, it } from 'vitest';
import { knownSecrets } from '#bot/known-secrets.ts';
import { createLog } from '#bot/logging.ts';
import { Secret } from '#bot/secret.ts';
import { hidePersonalData } from '#bot/redaction.ts';
import { claimsToBeConnector } from '#bot/teams/strict-issuer.ts';
import { parseCommand, splitDryRun, splitFirst } from '#bot/teams/parse-command.ts';
import { parseStep } from '#bot/teams/parse-step.ts';
import { plain } from '#cards/plain-text.ts';
import { opaque, quoted } from '#providers/entra/graph-path.ts';
import { opathString } from '#providers/exchange/opath.ts';
import { readErrorBody } from '#providers/http-error-body.ts';
import { parseFilter } from '#providers/sandbox/odata-filter.ts';

/** Everything that reads outside text with patterns: ten times the text may take ten times as long, not a hundred. */
const secrets = knownSecrets([new Secret('canary')]);
const log = createLog({ level: 'debug', instance: 'x', to: { write() {} }, secrets });
const readers: Readonly<Record<string, (text: string) => unknown>> = {
  'a command': (text) => parseCommand(text, ['offboard']),
  'a dry run': splitDryRun,
  'a first word': splitFirst,
  'a step': parseStep,
  'a name on a card': (text) => plain(text),
  'an Authorization header': (text) => claimsToBeConnector(`Bearer ${text}`),
  'secrets in a text': (text) => secrets.hide(text),
  'personal data in a text': hidePersonalData,
  'a log line': (text) => log.info({ text, err: new Error(text) }, text),
  'a text for Graph': (text) => orRefused(() => quoted(text)),
  'an id for Graph': (text) => orRefused(() => opaque(text)),
  'a text for Exchange': (text) => orRefused(() => opathString(text)),
  'an error’s body': (text) => readErrorBody(JSON.stringify({ error: { code: text, message: text } })),
  'a filter, in the sandbox': parseFilter,
};

/** What patterns stumble over: long runs of what they repeat, without what they end with. */
const bricks = [
  'a',
  ' ',
  '\t\n',
  '-',
  '.',
  ',',
  ':',
  '@',
  'a@',
  '@a',
  'a.',
  'a:',
  '://',
  'a://',
  'a://b:',
  'x://y:z',
  '<at',
  '<at ',
  '</at',
  '<',
  '< ',
  '&nbsp;',
  '&',
  '\\',
  '\\,',
  'CN=',
  'CN=a,',
  'DC=a,',
  ',dc=a',
  'Bearer ',
  'bearer a',
  'eyJ',
  'eyJaaaaaaaaaaaa.',
  "'",
  "''",
  "' or '",
  "a eq 'x' or ",
  '{',
  '{{',
  '${',
  '\u0301',
  '\u200d',
  '\u00a0',
  '--',
  'dry',
  ' dry-',
  '\u202e',
  '😀',
  '\ud800',
];

function orRefused(make: () => unknown): unknown {
  try {
    return make();
  } catch {
    return null;
  }
}

/** ms, the best of some tries: what else the machine does only ever adds to it. */
function fastest(read: (text: string) => unknown, text: string): number {
  const tries = Array.from({ length: 3 }, () => {
    const start = performance.now();
    read(text);
    return performance.now() - start;
  });
  return Math.min(...tries);
}

/** Too short to be measured beside another. */
const shortMs = 60;

/** How much longer ten times as much takes. What disturbed one measurement does not disturb the next. */
function growth(read: (text: string) => unknown, text: (length: number) => string): number {
  const ratios = [1, 2].map(() => {
    const long = fastest(read, text(20_000));
    return long < shortMs ? 1 : long / fastest(read, text(2_000));
  });
  return Math.min(...ratios);
}

describe('no text is so made that it holds the bot up', () => {
  it.each(Object.entries(readers))('%s', (_name, read) => {
    // The first is enough: what is slow takes its time.
    const slow = bricks.find((brick) => {
      const text = (length: number): string => `x${brick.repeat(length / brick.length)}!`;
      return growth(read, text) > 50;
    });

    expect(slow).toBeUndefined();
  });
});
