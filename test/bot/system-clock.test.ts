import { expect, test } from 'vitest';
import { systemClock } from '#bot/system-clock.ts';

test('a sleep ends at once when it is cut short, and leaves nothing behind', async () => {
  const stop = new AbortController();
  const asleep = systemClock.sleep(60_000, stop.signal);
  stop.abort();
  await asleep;

  await systemClock.sleep(60_000, stop.signal);
  await systemClock.sleep(60_000, AbortSignal.abort());
  await systemClock.sleep(0, new AbortController().signal);
  await systemClock.sleep(0);
  expect(process.getActiveResourcesInfo().filter((name) => name === 'Timeout').length).toBeLessThan(3);
});
