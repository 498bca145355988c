import { expect, test } from 'vitest';
import { consoleToLog } from '#bot/console-to-log.ts';
import { leaveLastWords } from '#bot/last-words.ts';

const silent = { debug() {}, info() {}, warn() {}, error() {} };

test('what nobody caught ends the process, even when it cannot be told', () => {
  const codes: number[] = [];
  const listeners: ((error: unknown, origin: string) => void)[] = [];
  const dying = {
    on: (_event: string, listener: (error: unknown, origin: string) => void) => listeners.push(listener),
    exit: (code: number) => codes.push(code),
  };
  const full = { ...silent, error: () => expect.fail('the disk is full') };
  leaveLastWords(full, dying);

  expect(() => listeners[0]?.(new Error('oh'), 'unhandledRejection')).toThrow('the disk is full');
  expect(codes).toEqual([1]);
});

test('a library that prints says it in our log, as one line and with its error as facts', () => {
  const lines: (readonly [object, string])[] = [];
  const no = (..._said: unknown[]): void => {};
  const page = { debug: no, log: no, info: no, warn: no, error: no, trace: no };
  consoleToLog({ ...silent, debug: (facts, text) => void lines.push([facts, text]) }, page);
  const error = new Error('jwt malformed');

  page.error(error);
  page.warn('Available keys: %s', '-----BEGIN', { a: 1 });

  expect(lines).toEqual([
    [{ err: error }, 'console.error'],
    [{ said: 'Available keys: -----BEGIN { a: 1 }' }, 'console.warn'],
  ]);
});
