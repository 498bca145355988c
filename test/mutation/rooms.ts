/** Rules whose tests are tested, by the name that chooses them, and the tests that must notice. */
export interface Room {
  readonly name: string;
  readonly files: readonly string[];
  readonly tests: readonly string[];
}

// Long courses and whole systems take seconds for each mutant: what they would notice, smaller ones must.
const courses = '{any-course,interleavings,frozen-process,long-case}';
const ofWorkflow = ['test/bot/workflow/*.test.ts', `!test/bot/workflow/${courses}.test.ts`];
const ofApprovals = ['test/bot/approvals/*.test.ts', '!test/bot/approvals/second-pair-of-eyes.test.ts'];

const workflow = ['acts', 'approve', 'case', 'close', 'hold', 'plan', 'run', 'undo'];

export const rooms: readonly Room[] = [
  { name: 'approvals', files: ['bot/approvals/*.ts'], tests: ofApprovals },
  { name: 'policy', files: ['bot/policy/*.ts'], tests: ['test/bot/policy/*.test.ts'] },
  {
    name: 'retry',
    files: ['providers/http-retry.ts', 'providers/http-attempt.ts'],
    tests: ['test/providers/http-{answers,attempt,retry,wait}.test.ts'],
  },
  {
    name: 'storage',
    // The command at its edge is words for people.
    files: ['storage/*.ts', '!storage/*-cli.ts'],
    tests: [
      'test/storage/*.test.ts',
      '!test/storage/{log-page,verify-cli}.test.ts',
      'test/storage/sqlite/sqlite-store.test.ts',
    ],
  },
  // MongoDB's half would need a server for each mutant.
  {
    name: 'sqlite',
    files: ['storage/sqlite/*.ts'],
    tests: ['test/storage/verify-cli.test.ts', 'test/storage/sqlite/sqlite-*.test.ts'],
  },
  ...workflow.map((name) => ({ name, files: [`bot/workflow/${name}/*.ts`], tests: ofWorkflow })),
  { name: 'driver', files: ['bot/workflow/*.ts'], tests: ofWorkflow },
];
