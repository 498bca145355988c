import { EventEmitter } from 'node:events';
import { expect, test } from 'vitest';
import { untilSignal } from '#bot/until-signal.ts';

class FakeProcess extends EventEmitter {
  ppid = 100;
  readonly env: Record<string, string> = {};
  readonly exits: number[] = [];
  exit(code: number): void {
    this.exits.push(code);
  }
}

test.each(['SIGINT', 'SIGTERM', 'SIGHUP'])('%s asks to stop', async (signal) => {
  const fake = new FakeProcess();
  const asked = untilSignal(fake);

  fake.emit(signal);

  expect(await asked).toBe(signal);
  expect(fake.exits).toEqual([]);
});

test('a second Ctrl-C ends the process at once', async () => {
  const fake = new FakeProcess();
  const asked = untilSignal(fake);

  fake.emit('SIGINT');
  fake.emit('SIGINT');
  await asked;

  expect(fake.exits).toEqual([130]);
});

test('under npm, the end of npm asks to stop', async () => {
  const fake = new FakeProcess();
  fake.env['npm_lifecycle_event'] = 'start';
  const asked = untilSignal(fake);

  fake.ppid = 1;

  expect(await asked).toBe('parent gone');
});
