/** What `npm run soak` can run for long, by the name that chooses it: test files with a short version in `npm test`. */
export interface Attack {
  readonly name: string;
  readonly about: string;
  readonly files: readonly string[];
}

export const attacks: readonly Attack[] = [
  {
    name: 'kill',
    about: 'a bot that is killed at random, over and over',
    files: ['test/e2e/kill.test.ts'],
  },
  {
    name: 'cloud',
    about: 'whole cases at a cloud that fails',
    files: ['test/e2e/failing-cloud.test.ts'],
  },
  {
    name: 'proof',
    about: 'evidence bundles that somebody changed, judged by both verifiers',
    files: ['test/storage/proof/verify.test.ts'],
  },
];
