/** Rules whose tests are tested, by the name that chooses them, and the small tests that must notice. */
export interface Room {
  readonly name: string;
  readonly files: readonly string[];
  readonly tests: readonly string[];
}

export const rooms: readonly Room[] = [
  {
    name: 'approvals',
    files: ['bot/approvals/*.ts'],
    // The other one starts the whole sandbox.
    tests: ['test/bot/approvals/!(second-pair-of-eyes).test.ts'],
  },
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
    tests: ['test/storage/!(log-page|verify-cli).test.ts', 'test/storage/sqlite/sqlite-store.test.ts'],
  },
  {
    name: 'proof-verify',
    files: ['storage/proof/verify.ts'],
    // The second verifier is a process of its own, and the attacks at random are many.
    tests: ['test/storage/proof/{findings,verify-command,canonical-text,bundle-keys,newer,seen}.test.ts'],
  },
  {
    name: 'proof-write',
    files: ['storage/proof/*.ts', '!storage/proof/{verify,bundle-cli}.ts'],
    tests: ['test/storage/proof/{findings,bundle-keys,seen}.test.ts', 'test/bot/proof/checkpointer.test.ts'],
  },
  { name: 'bot-proof', files: ['bot/proof/*.ts'], tests: ['test/bot/proof/*.test.ts'] },
  // MongoDB's half would need a server for each mutant.
  { name: 'sqlite', files: ['storage/sqlite/*.ts'], tests: ['test/storage/sqlite/sqlite-*.test.ts'] },
  workflow('case', 'fold-*', 'case-*', 'cases', 'act-open'),
  workflow('plan', 'plan*', 'drift'),
  workflow(
    'run',
    'ready*',
    'waiting-times',
    'words-for-errors',
    'run*',
    'protected-meanwhile',
    'recovery',
    'look-again',
    'side-by-side',
  ),
  workflow('undo', 'undo*', 'partial-undo'),
  // The bytes are looked for in two databases, one of them a server.
  workflow('erase', 'erase/!(erased-bytes)'),
  workflow('close', 'close*', 'sweep*', 'ended-case'),
  workflow('hold', 'hold*', 'waiting-times', 'clocks', 'two-processes'),
  // Protection is read from whole directories: their tests are in test/providers.
  workflow('approve', 'approval-*', 'waiting-times', 'protected-meanwhile', '!read-protection'),
  // As is whom a name fits.
  workflow('acts', 'act-*', 'choose', '!find-leaver'),
  workflow('.', 'driver*', 'next-move'),
];

/** A room of the workflow, judged by these of its tests: whole courses take seconds for each mutant. `!` leaves a file out. */
function workflow(room: string, ...words: readonly string[]): Room {
  const folder = room === '.' ? 'bot/workflow' : `bot/workflow/${room}`;
  const tests = words.filter((word) => !word.startsWith('!'));
  const without = words.filter((word) => word.startsWith('!'));
  return {
    name: room === '.' ? 'driver' : room,
    files: [`${folder}/*.ts`, ...without.map((word) => `!${folder}/${word.slice(1)}.ts`)],
    tests: tests.map((word) => `test/bot/workflow/${word}.test.ts`),
  };
}
