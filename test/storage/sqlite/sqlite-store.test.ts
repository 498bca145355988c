import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openSqliteStore } from '#storage/sqlite/open-sqlite-store.ts';
import { testLogStore } from '#test/contract/log-store.ts';

testLogStore('one SQLite file', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'offboarding-log-'));
  return {
    open: () => openSqliteStore({ file: join(folder, 'log.sqlite') }),
    dispose: () => rm(folder, { recursive: true }),
  };
});

testLogStore('memory', async () => {
  const store = await openSqliteStore({ file: ':memory:' });
  const views = [store, { ...store, close: async () => {} }] as const;
  let opened = 0;
  return {
    // A second instance cannot share a memory: it is the same one, looked at twice.
    open: async () => views[Math.min(opened++, 1)]!,
    dispose: async () => {},
  };
});
