import { sections, settingFacts, type SettingFacts } from './setting-facts.ts';
import { settingNames, settings } from './settings.ts';

const head = `# Settings

Environment variables, or lines of a file \`.env\` beside \`package.json\`; a variable wins over the file. Nothing else is read.
A blank value counts as not given. \`npm start\` checks all of them and names every wrong or missing one before it does anything else.
Secrets are never printed and never written to the log.

This page is made from \`bot/settings/\` by \`npm run docs:settings\`.
`;

/** The text of \`docs/settings.md\`. */
export function settingsPage(): string {
  return [head, ...sections.map(sectionText)].join('\n');
}

function sectionText(section: string): string {
  const rows = settingNames.flatMap((name) => {
    const facts = settingFacts.get(settings.shape[name]);
    return facts?.section === section ? [row(name, facts)] : [];
  });
  return [
    `## ${section}\n`,
    '| setting | meaning | needed or default | example |',
    '| --- | --- | --- | --- |',
    ...rows,
    '',
  ].join('\n');
}

function row(name: string, facts: SettingFacts): string {
  const about = facts.secret ? `${facts.about} **Secret.**` : facts.about;
  const example = facts.secret ? facts.example : `\`${facts.example}\``;
  return `| \`${name}\` | ${about} | ${needOrDefault(facts)} | ${example} |`;
}

function needOrDefault(facts: SettingFacts): string {
  if (facts.fallback !== undefined) return `\`${facts.fallback}\``;
  return facts.required === undefined ? 'optional' : `needed ${facts.required}`;
}
