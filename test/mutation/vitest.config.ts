import { statSync } from 'node:fs';
import { join } from 'node:path';
import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** Small files first: the first test that fails ends a mutant, and small tests say soonest. */
class SmallestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const size = ({ moduleId }: TestSpecification): number => statSync(moduleId).size;
    return files.toSorted((one, other) => size(one) - size(other));
  }
}

/** The tests that judge a mutant. Which of them judge which is in rooms.ts. */
export default defineConfig({
  test: {
    root: join(import.meta.dirname, '../..'),
    include: ['test/**/*.test.ts'],
    // Each mutant starts a new process anyway; all its tests share one.
    isolate: false,
    sequence: { sequencer: SmallestFirst },
    // Many a mutant goes in circles.
    testTimeout: 5000,
  },
});
