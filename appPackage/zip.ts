import { writeFileSync } from 'node:fs';
import { configProblems } from '#bot/settings/config-problems.ts';
import { strangeNames } from '#bot/settings/strange-names.ts';
import { appPackage } from './app-package.ts';
import { readFillings } from './fillings.ts';

/** `npm run package [file]`: makes the package of the Teams app from the settings. */
const target = process.argv[2] ?? 'offboarding-app.zip';
const read = readFillings(process.env);
if (read.ok) {
  writeFileSync(target, appPackage(read.fillings));
  process.stdout.write(`${target} is ready: upload it in the Teams admin center under Manage apps.\n`);
} else {
  process.stderr.write(configProblems(read.problems, strangeNames(process.env), 'The package is not made'));
  process.exitCode = 1;
}
