import { canRead } from './can-read.ts';
import { readConfig } from './config.ts';
import { openProductionBot } from './open-production-bot.ts';
import { configProblems } from './settings/config-problems.ts';
import { untilSignal } from './until-signal.ts';

/** `npm start`: the bot in production. Refuses to start with anything missing; knows nothing of the sandbox. */
async function main(): Promise<number> {
  const result = readConfig(process.env, canRead);
  if (!result.ok) {
    process.stderr.write(configProblems(result.problems));
    return 1;
  }
  const asked = untilSignal(process);
  const bot = await openProductionBot(result.config);
  await asked;
  return (await bot.stop()) ? 0 : 1;
}

try {
  process.exitCode = await main();
} catch (error) {
  const why = error instanceof Error ? error.message : String(error);
  process.stderr.write(`The bot did not start: ${why}\n`);
  process.exitCode = 1;
}
