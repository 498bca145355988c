import { expect, test } from 'vitest';
import { briefly } from '#providers/briefly.ts';
import { json, type Reply } from './answering-server.ts';
import { failure, stage, to } from './http-stage.ts';
import { impatientClock } from './impatient-clock.ts';

/** With the product's own limits; attempts are not cut off. */
const patientStage = (reply: Reply) =>
  stage([reply], { attemptMs: 30_000 }, 3_600_000, impatientClock(9_000));
const sum = (waits: readonly number[]): number => waits.reduce((all, one) => all + one, 0);

test('a read that somebody waits for is given up within seconds; any other is seen through', async () => {
  const down = await patientStage(json(503, {}));
  await failure(briefly(() => down.send(to(down.server))));
  const inBrief = sum(down.clock.waits);
  await failure(down.send(to(down.server)));

  expect(inBrief).toBeGreaterThan(0);
  expect(inBrief).toBeLessThanOrEqual(4_000);
  expect(sum(down.clock.waits) - inBrief).toBeGreaterThan(7_000);
});

test('a pause that a system asks for is told on, so that whoever tries later keeps to it', async () => {
  const { server, send } = await patientStage(json(429, {}, { 'retry-after': '40' }));
  const { failure: told } = await failure(briefly(() => send(to(server))));

  expect(told).toMatchObject({ status: 429, passing: true, pauseMs: 40_000 });
  expect(server.heard).toHaveLength(1);
});
