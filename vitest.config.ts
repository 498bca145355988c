import { join } from 'node:path';
import { defineConfig } from 'vitest/config';

/**
 * Whole bots as processes of their own, on the machine's clock: they are killed and frozen, and others must take over in
 * time. Nothing else runs beside them.
 */
const alone = [
  'test/e2e/controller-restart.test.ts',
  'test/e2e/failing-cloud.test.ts',
  'test/e2e/kill.test.ts',
  'test/e2e/kill-cards.test.ts',
  'test/e2e/store-loss.test.ts',
  'test/e2e/two-instances.test.ts',
];

export default defineConfig({
  test: {
    env: {
      // Every Graph request of the whole run, one a line, to be held against Microsoft's list of operations.
      SANDBOX_RECORD_FILE: join(import.meta.dirname, 'test/.out/requests.jsonl'),
    },
    testTimeout: 30_000,
    hookTimeout: 180_000,
    projects: [
      {
        extends: true,
        test: {
          name: 'side by side',
          globalSetup: ['test/set-up/empty-output.ts'],
          include: ['test/**/*.test.ts'],
          // Copies of the tests stand there while `npm run mutate` runs.
          exclude: [...alone, 'test/.cache/**'],
          // Many of them wait most of the time.
          maxWorkers: 3,
          sequence: { groupOrder: 0 },
        },
      },
      { extends: true, test: { name: 'alone', include: alone, maxWorkers: 1, sequence: { groupOrder: 1 } } },
    ],
  },
});
