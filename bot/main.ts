import { canRead } from './can-read.ts';
import { type Config, readConfig } from './config.ts';
import { knownSecrets } from './known-secrets.ts';
import { openProductionBot } from './open-production-bot.ts';
import { configProblems } from './settings/config-problems.ts';
import { type StrangeName, strangeNames } from './settings/strange-names.ts';
import type { RunningBot } from './start-bot.ts';
import { untilSignal } from './until-signal.ts';

/** `npm start`: the bot in production. Refuses to start with anything missing; knows nothing of the sandbox. */
async function main(): Promise<number> {
  const strange = strangeNames(process.env);
  const result = readConfig(process.env, canRead);
  if (!result.ok) {
    process.stderr.write(configProblems(result.problems, strange));
    return 1;
  }
  const asked = untilSignal(process);
  const bot = await started(result.config, strange);
  if (!bot) return 1;
  await asked;
  return (await bot.stop()) ? 0 : 1;
}

/** `null` when it did not start. What failed may know the settings, and says so to whoever reads the screen. */
async function started(config: Config, strange: readonly StrangeName[]): Promise<RunningBot | null> {
  const secrets = knownSecrets(config.secrets);
  try {
    return await openProductionBot(config, secrets, strange);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    process.stderr.write(`The bot did not start: ${secrets.hide(why)}\n`);
    return null;
  }
}

// Ends the process by itself: what a failed start left open must not keep it alive and look like a running bot.
process.exit(await main());
