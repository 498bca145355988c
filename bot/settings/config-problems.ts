import type { Problem } from './given.ts';
import { type StrangeName, strangeNameWords } from './strange-names.ts';

/** What is printed when settings are wrong. Values are not repeated: they may be secret. */
export function configProblems(
  problems: readonly Problem[],
  strange: readonly StrangeName[] = [],
  so = 'The bot does not start',
): string {
  const lines = problems.map(
    ({ name, wrong, example }) => `  ${name} ${wrong}.\n    Example: ${name}=${example}`,
  );
  const count = problems.length === 1 ? 'One setting is' : `${problems.length} settings are`;
  return [
    `${so}: ${count} not right.`,
    '',
    ...lines,
    '',
    ...strange.map((one) => `${strangeNameWords(one)}${one.meant === undefined ? '.' : ''}`),
    ...(strange.length > 0 ? [''] : []),
    'All settings are described in docs/settings.md and .env.example.',
    'To try the bot without any settings: npm run sandbox',
    '',
  ].join('\n');
}
