import { join } from 'node:path';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    globalSetup: ['test/set-up/empty-output.ts'],
    env: {
      // Every Graph request of the whole run, one a line, to be held against Microsoft's list of operations.
      SANDBOX_RECORD_FILE: join(import.meta.dirname, 'test/.out/requests.jsonl'),
    },
    // Many of them wait most of the time: for a hold to run out, for a server to come back.
    maxWorkers: 3,
    testTimeout: 30_000,
    hookTimeout: 180_000,
  },
});
