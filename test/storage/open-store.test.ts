import { expect, it } from 'vitest';
import { openStore } from '#storage/open-store.ts';

it('keeps the log in a file where no MongoDB is named', async () => {
  const store = await openStore({ file: ':memory:' });

  expect(await store.listOpen()).toEqual([]);
  await store.close();
});

it('goes to MongoDB where one is named, and never falls back to the file', async () => {
  await expect(openStore({ mongoUri: 'not-a-connection-string', file: ':memory:' })).rejects.toThrow(
    'MongoDB',
  );
});

it('does not start a log that nobody asked for', async () => {
  await expect(openStore({})).rejects.toThrow('no store');
});
