/** Rules whose tests are tested, by the name that chooses them, and the tests that must notice. */
export interface Room {
  readonly name: string;
  readonly files: readonly string[];
  readonly tests: readonly string[];
}

const rules = [
  'test/bot/{approvals,policy,workflow}/*.test.ts',
  // Long courses and whole systems: seconds for each mutant, and what they would notice, smaller ones must.
  '!test/bot/approvals/second-pair-of-eyes.test.ts',
  '!test/bot/workflow/{any-course,interleavings,frozen-process,long-case}.test.ts',
];

const workflow = ['acts', 'approve', 'case', 'close', 'hold', 'plan', 'run', 'undo'];

export const rooms: readonly Room[] = [
  { name: 'approvals', files: ['bot/approvals/*.ts'], tests: rules },
  { name: 'policy', files: ['bot/policy/*.ts'], tests: rules },
  {
    name: 'retry',
    files: ['providers/http-retry.ts', 'providers/http-attempt.ts'],
    tests: ['test/providers/http*.test.ts'],
  },
  {
    name: 'storage',
    // The commands run in processes of their own, where no mutant is awake, and MongoDB's half needs a server.
    files: ['storage/*.ts', '!storage/*-cli.ts', 'storage/sqlite/*.ts'],
    tests: ['test/storage/*.test.ts', '!test/storage/*-cli.test.ts', 'test/storage/sqlite/sqlite-*.test.ts'],
  },
  ...workflow.map((name) => ({ name, files: [`bot/workflow/${name}/*.ts`], tests: rules })),
  { name: 'driver', files: ['bot/workflow/*.ts'], tests: rules },
];
