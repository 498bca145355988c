import { stopInOrder } from './graceful-stop.ts';
import { readyLine, welcome } from './sandbox/announce.ts';
import { openSandboxBot } from './sandbox/open-sandbox-bot.ts';
import { sandboxOptions, sandboxUsage, type SandboxOptions } from './sandbox/options.ts';
import { runSandbox } from './sandbox/run-sandbox.ts';
import { startFailure } from './sandbox/start-failure.ts';
import { stopList } from './sandbox/stop-list.ts';
import { systemClock } from './system-clock.ts';
import { untilSignal } from './until-signal.ts';

const say = (text: string) => process.stdout.write(`${text}\n`);
const complain = (text: string) => process.stderr.write(`${text}\n`);

/** `npm run sandbox`: the whole product on one machine, with a make-believe company. */
async function main(): Promise<number> {
  const options = readOptions();
  if (options === null) return 2;
  const asked = untilSignal(process);
  const stops = stopList();
  try {
    const mongoUri = process.env['MONGODB_URI'] || undefined;
    const running = await runSandbox(options, (plan) => openSandboxBot(plan, mongoUri), stops);
    say(welcome(running, running.data.path));
    say(readyLine(running));
    await asked;
    say('Stopping ...');
    return (await stopAll()) ? 0 : 1;
  } catch (error) {
    complain(`The sandbox did not start: ${startFailure(error, options)}`);
    await stopAll();
    return 1;
  }

  function stopAll(): Promise<boolean> {
    const log = { debug() {}, info() {}, warn: tell, error: tell };
    return stopInOrder({ parts: stops.parts, clock: systemClock, log });
  }
}

function tell(facts: object, message: string): void {
  complain(`${message}: ${JSON.stringify(facts)}`);
}

function readOptions(): SandboxOptions | null {
  const words = process.argv.slice(2);
  if (words.includes('--help')) {
    say(sandboxUsage);
    process.exit(0);
  }
  try {
    return sandboxOptions(words);
  } catch (error) {
    complain(`${error instanceof Error ? error.message : String(error)}\n\n${sandboxUsage}`);
    return null;
  }
}

process.exit(await main());
