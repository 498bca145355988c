import type { Problem } from './given.ts';

/** What `npm start` prints when it cannot start. Values are not repeated: they may be secret. */
export function configProblems(problems: readonly Problem[]): string {
  const lines = problems.map(
    ({ name, wrong, example }) => `  ${name} ${wrong}.\n    Example: ${name}=${example}`,
  );
  const count = problems.length === 1 ? 'One setting is' : `${problems.length} settings are`;
  return [
    `The bot does not start: ${count} not right.`,
    '',
    ...lines,
    '',
    'All settings are described in docs/settings.md and .env.example.',
    'To try the bot without any settings: npm run sandbox',
    '',
  ].join('\n');
}
