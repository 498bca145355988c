import { z } from 'zod';

const report = z.object({
  success: z.boolean(),
  testResults: z.array(
    z.object({
      name: z.string(),
      status: z.string(),
      assertionResults: z.array(z.object({ status: z.string() })),
    }),
  ),
});

export interface Counts {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
  /** How many tests each file skipped. */
  readonly skippedIn: ReadonlyMap<string, number>;
}

/** Counts what vitest's JSON report tells. A file that did not load counts as one failure, a run that broke off too. */
export function countTests(json: unknown): Counts {
  const { success, testResults } = report.parse(json);
  const counted = { passed: 0, failed: 0, skipped: 0, skippedIn: new Map<string, number>() };
  for (const file of testResults) {
    const statuses = file.assertionResults.map(({ status }) => status);
    const passed = statuses.filter((status) => status === 'passed').length;
    const failed = statuses.filter((status) => status === 'failed').length;
    const skipped = statuses.length - passed - failed;
    counted.passed += passed;
    counted.failed += failed === 0 && file.status === 'failed' ? 1 : failed;
    counted.skipped += skipped;
    if (skipped > 0) counted.skippedIn.set(file.name, skipped);
  }
  if (!success && counted.failed === 0) counted.failed = 1;
  return counted;
}
