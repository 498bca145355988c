import { writeFileSync } from 'node:fs';
import { envExample } from './env-example.ts';
import { settingsPage } from './settings-page.ts';

/** `npm run docs:settings`: writes the two files that are made from the settings. */
writeFileSync('.env.example', envExample());
writeFileSync('docs/settings.md', settingsPage());
