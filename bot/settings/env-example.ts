import { sections, settingFacts, type SettingFacts } from './setting-facts.ts';
import { settingNames, settings, type SettingName } from './settings.ts';

const head = `# Settings of the offboarding bot. Copy this file to .env, fill in what has no #, and run: npm start
# Made by "npm run docs:settings" from bot/settings/: change it there.
`;

/** The text of `.env.example`. */
export function envExample(): string {
  return [head, ...sections.map(sectionText)].join('\n');
}

function sectionText(section: string): string {
  const texts = settingNames.flatMap((name) => {
    const facts = settingFacts.get(settings.shape[name]);
    return facts?.section === section ? [settingText(name, facts)] : [];
  });
  return [`# ----- ${section} -----\n`, ...texts].join('\n');
}

function settingText(name: SettingName, facts: SettingFacts): string {
  const needed = facts.required === undefined ? [] : [`# Needed ${facts.required}.`];
  const line = facts.required === 'always' ? `${name}=` : `#${name}=${facts.fallback ?? ''}`;
  return [`# ${facts.about}`, ...needed, `# Example: ${facts.example}`, line, ''].join('\n');
}
