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
    name: 'interleavings',
    about: 'processes, an approval and a cancel that meet at one log in every order',
    files: ['test/bot/workflow/interleavings.test.ts'],
  },
  {
    name: 'cloud',
    about: 'thousands of changes, and whole processes, at a cloud that fails in every way',
    files: ['test/e2e/cloud-storm.test.ts', 'test/e2e/failing-cloud.test.ts'],
  },
  {
    name: 'people',
    about: 'everybody at every button and command over HTTP, and cards whose data was altered',
    files: ['test/bot/teams/people/over-http.test.ts', 'test/bot/teams/people/altered-cards.test.ts'],
  },
  {
    name: 'controller',
    about: 'a domain controller that is killed at any moment of a case and of its undo',
    files: ['test/e2e/controller-restart.test.ts'],
  },
  {
    name: 'ldap-names',
    about: 'names of every kind in LDAP filters and distinguished names, also on a domain controller',
    files: [
      'test/providers/active-directory/ldap-texts.test.ts',
      'test/providers/active-directory/samba-names.test.ts',
    ],
  },
  {
    name: 'protected',
    about: 'whom the bot must not touch, in every shape and at every moment',
    files: ['test/e2e/protected-people.test.ts'],
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
  {
    name: 'proof',
    about: 'evidence bundles that somebody changed, judged by both verifiers',
    files: ['test/storage/proof/verify.test.ts'],
  },
];
