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
    name: 'door',
    about: 'bad requests by the ten thousand, and texts made to be misread',
    files: [
      'test/bot/teams/flood.test.ts',
      'test/bot/logging.test.ts',
      'test/cards/hostile-names.test.ts',
      'test/providers/escaping.test.ts',
      'test/storage/exact-texts.test.ts',
    ],
  },
];
