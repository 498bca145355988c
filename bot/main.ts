import { canRead } from './can-read.ts';
import { readConfig } from './config.ts';
import { configProblems } from './settings/config-problems.ts';

/** `npm start`: the bot in production. Refuses to start with anything missing; knows nothing of the sandbox. */
const result = readConfig(process.env, canRead);
if (!result.ok) {
  process.stderr.write(configProblems(result.problems));
  process.exitCode = 1;
}
