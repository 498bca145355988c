import { describe, expect, test } from 'vitest';
import { countTests } from './count-tests.ts';

const file = (name: string, status: string, ...statuses: string[]) => ({
  name,
  status,
  assertionResults: statuses.map((one) => ({ status: one })),
});

describe('the count at the end of a test run', () => {
  test('tells passed, failed and skipped tests, and where they were skipped', () => {
    const counts = countTests({
      success: false,
      testResults: [
        file('a', 'failed', 'passed', 'failed'),
        file('b', 'passed', 'pending', 'todo', 'passed'),
      ],
    });

    expect(counts).toEqual({ passed: 2, failed: 1, skipped: 2, skippedIn: new Map([['b', 2]]) });
  });

  test('counts a file that did not load as a failure', () => {
    expect(countTests({ success: false, testResults: [file('a', 'failed')] }).failed).toBe(1);
  });

  test('never says that nothing failed when the run did not succeed', () => {
    expect(countTests({ success: false, testResults: [file('a', 'passed', 'passed')] }).failed).toBe(1);
  });
});
