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

/** Ends the process by itself: what a failed start left open must not keep it alive and look like a running bot. */
async function run(): Promise<number> {
  try {
    return await main();
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    process.stderr.write(`The bot did not start: ${why}\n`);
    return 1;
  }
}

process.exit(await run());
