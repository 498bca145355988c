import { join } from 'node:path';
import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** Time of each file when it ran whole, in ms: before the first mutant. */
const took = new Map<string, number>();

/** Quick files first: the first test that fails is the end of a mutant. */
class QuickestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    return files.toSorted((one, other) => this.#timeOf(one) - this.#timeOf(other));
  }

  #timeOf(file: TestSpecification): number {
    const known = took.get(file.moduleId) ?? this.ctx.cache.getTestSpecificationResult(file)?.duration;
    if (known === undefined) return 0;
    took.set(file.moduleId, known);
    return known;
  }
}

/** The tests that judge a mutant. Which of them judge which is in rooms.ts. */
export default defineConfig({
  test: {
    root: join(import.meta.dirname, '../..'),
    include: ['test/**/*.test.ts'],
    // Each mutant starts a new process anyway; all its tests share one.
    isolate: false,
    sequence: { sequencer: QuickestFirst },
    // Many a mutant goes in circles.
    testTimeout: 10_000,
  },
});
