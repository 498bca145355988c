import { expect, it } from 'vitest';
import { withinDeadline } from '#storage/mongo/within-deadline.ts';

const never = new Promise<string>(() => {});
const late = () => new Error('late');

it('gives up at the deadline, whatever the operation does', async () => {
  const start = performance.now();

  await expect(withinDeadline(50, never, late)).rejects.toThrow('late');
  expect(performance.now() - start).toBeLessThan(1000);
});

it('hands on what the operation says in time', async () => {
  expect(await withinDeadline(1000, Promise.resolve('done'), late)).toBe('done');
  await expect(withinDeadline(1000, Promise.reject(new Error('refused')), late)).rejects.toThrow('refused');
});
