import { hostname, userInfo } from 'node:os';
import { parseArgs } from 'node:util';
import { refusalWords } from '#cards/refusals.ts';
import { knownSecrets } from '../known-secrets.ts';
import { productVersion } from '../product-version.ts';
import { readGiven, type Environment } from '../settings/given.ts';
import { Secret } from '../secret.ts';
import { systemClock } from '../system-clock.ts';
import { makeReport, type ReportOrder } from './make-report.ts';
import { fileName, type Form, forms, subjectOf } from './report-order.ts';
import { signBeforehand } from './sign-beforehand.ts';

const usage = `usage: npm run report -- OFF-… | <first day> <last day>  [--as pdf|csv|ndjson] [--out file]

Writes a report: of one case, or of all cases opened from one day to another (2026-01-01 2026-12-31, UTC).
  --as     pdf for people (the default), csv for samplers, ndjson for proof: the evidence bundle
  --out    the file; else it is named after the case or the days, in this folder
  --log    the log: its file or its MongoDB connection string; else LOG_FILE or MONGODB_URI
  --sign   the folder of the key that signs checkpoints: signs the log first, and notes in it that a report was taken
  --seed   draws the sample of a period; else the newest checkpoint does
Ends with 0 = written and the log is sound, 1 = written and the log is TAMPERED, 2 = not written, 3 = wrong usage.
It never writes over a file. The target for the end of access is ACCESS_END_MINUTES.`;

const exitCodes = { sound: 0, tampered: 1, unreadable: 2, usage: 3 } as const;

/** Where the command stands: what it prints to, and what it may look at. */
export interface ReportCliWorld {
  readonly environment: Environment;
  readonly now: () => Date;
  readonly tell: (line: string) => void;
}

/** The command, with its words. Returns the exit code. */
export async function reportCli(words: readonly string[], world: ReportCliWorld): Promise<number> {
  const asked = understand(words, world);
  if (typeof asked === 'string') {
    world.tell(asked);
    return exitCodes.usage;
  }
  try {
    return await write(asked, world);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    world.tell(`not written: ${hide(asked, why)}`);
    return exitCodes.unreadable;
  }
}

interface Asked {
  readonly order: ReportOrder;
  readonly sign: string | undefined;
}

async function write({ order, sign }: Asked, { tell }: ReportCliWorld): Promise<number> {
  if (sign !== undefined) {
    const { subject, form, log, head } = order;
    await signBeforehand({ log, folder: sign, subject, form, takenBy: head.takenBy, clock: systemClock });
  }
  const { files, faults } = await makeReport(order);
  for (const file of files) tell(`written: ${file}`);
  for (const { where, how } of faults) tell(`TAMPERED: ${where} ${how}`);
  return faults.length === 0 ? exitCodes.sound : exitCodes.tampered;
}

/** What is to be done, or what is wrong with the words. */
function understand(words: readonly string[], world: ReportCliWorld): Asked | string {
  const read = readWords(words);
  if (read === null) return usage;
  const { values, positionals } = read;
  const form = forms.find((one) => one === values.as.toLowerCase());
  const subject = subjectOf(positionals);
  const { values: settings, problems } = readGiven(world.environment);
  const wrong = problems.find(({ name }) => name === 'ACCESS_END_MINUTES');
  const log = values.log ?? settings.MONGODB_URI ?? settings.LOG_FILE;
  if (!form || positionals.length === 0) return usage;
  if (!subject.ok) {
    const { title, text } = refusalWords(subject.refusal);
    return `${title}. ${text}\n\n${usage}`;
  }
  if (wrong) return `${wrong.name} ${wrong.wrong}\n\n${usage}`;
  if (log === undefined) return `There is no log: give --log, LOG_FILE or MONGODB_URI.\n\n${usage}`;
  const to = values.out ?? fileName(subject.value, form);
  const head = { made: world.now().toISOString(), takenBy: whoRuns(), version: productVersion };
  const { ACCESS_END_MINUTES: targetMinutes = 0 } = settings;
  const seed = values.seed === undefined ? {} : { seed: values.seed };
  const order = { log, subject: subject.value, form, to, head, targetMinutes, ...seed };
  return { order, sign: values.sign };
}

function readWords(words: readonly string[]) {
  const text = { type: 'string' } as const;
  const options = {
    as: { ...text, default: 'pdf' satisfies Form },
    out: text,
    log: text,
    sign: text,
    seed: text,
  };
  try {
    const read = parseArgs({ args: [...words], options, allowPositionals: true });
    return Object.values(read.values).includes('') ? null : read;
  } catch {
    return null;
  }
}

/** A command has no Entra account: whoever may run it here is named by the machine. */
function whoRuns(): string {
  return `${userInfo().username} on ${hostname()} (command line)`;
}

/** The log's address may hold its password. */
function hide({ order }: Asked, text: string): string {
  return knownSecrets(order.log.includes('://') ? [new Secret(order.log)] : []).hide(text);
}

if (import.meta.main) {
  const tell = (line: string) => void process.stdout.write(`${line}\n`);
  const world = { environment: process.env, now: () => new Date(), tell };
  process.exitCode = await reportCli(process.argv.slice(2), world);
}
