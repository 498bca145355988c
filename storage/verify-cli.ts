import { parseArgs } from 'node:util';
import type { LogSource } from './log-source.ts';
import { openSource } from './open-source.ts';
import { verifyLog, type CaseVerdict } from './verify.ts';

const usage = `usage: npm run log:verify -- <file or MongoDB connection string> [--case OFF-…] [--heads]

Re-derives every entry from its text and tells the first one of each case that is wrong, missing or swapped.
  --case    only this case
  --heads   also the last position and hash of each case, to be kept elsewhere and compared with later
Ends with 0 = sound, 1 = tampered, 2 = unreadable, 3 = wrong usage.`;

export const exitCodes = { sound: 0, tampered: 1, unreadable: 2, usage: 3 } as const;

type Tell = (line: string) => void;

/** The command, with its words and where its lines go. Returns the exit code. */
export async function verifyCli(words: readonly string[], tell: Tell): Promise<number> {
  const asked = understand(words);
  if (asked === null) {
    tell(usage);
    return exitCodes.usage;
  }
  try {
    return await judge(await openSource(asked.where), asked, tell);
  } catch (error) {
    tell(`unreadable: ${error instanceof Error ? error.message : String(error)}`);
    return exitCodes.unreadable;
  }
}

interface Asked {
  readonly where: string;
  readonly caseId: string | undefined;
  readonly heads: boolean;
}

function understand(words: readonly string[]): Asked | null {
  try {
    const options = { case: { type: 'string' }, heads: { type: 'boolean', default: false } } as const;
    const { values, positionals } = parseArgs({ args: [...words], options, allowPositionals: true });
    const [where, ...more] = positionals;
    if (where === undefined || more.length > 0 || values.case === '') return null;
    return { where, caseId: values.case, heads: values.heads };
  } catch {
    return null;
  }
}

async function judge(source: LogSource, { caseId, heads }: Asked, tell: Tell): Promise<number> {
  const sum = { cases: 0, days: 0, entries: 0, damaged: 0 };
  try {
    for await (const verdict of verifyLog(source, caseId)) {
      if (isRegister(verdict.caseId)) sum.days += 1;
      else sum.cases += 1;
      sum.entries += verdict.entries;
      if (verdict.fault !== null) sum.damaged += 1;
      tellCase(verdict, heads, tell);
    }
  } finally {
    await source.close();
  }
  if (caseId !== undefined && sum.cases + sum.days === 0) throw new Error(`the log has no case ${caseId}`);
  const counted = countedWords(sum);
  tell(sum.damaged === 0 ? `sound: ${counted}` : `TAMPERED: ${sum.damaged} of ${counted}`);
  return sum.damaged === 0 ? exitCodes.sound : exitCodes.tampered;
}

function tellCase({ caseId, head, fault }: CaseVerdict, heads: boolean, tell: Tell): void {
  if (heads) tell(`${caseId} ${head.seq} ${head.hash}`);
  if (fault !== null) tell(`${fault.where} ${fault.how}`);
}

/** A day's register is a chain like a case, and none. */
function isRegister(caseId: string): boolean {
  return caseId.startsWith('REG-');
}

function countedWords(sum: {
  readonly cases: number;
  readonly days: number;
  readonly entries: number;
}): string {
  const days = sum.days === 0 ? [] : [count(sum.days, 'day of the register', 'days of the register')];
  const cases = sum.cases === 0 && sum.days > 0 ? [] : [count(sum.cases, 'case')];
  return [...cases, ...days, count(sum.entries, 'entry', 'entries')].join(', ');
}

function count(many: number, one: string, more = `${one}s`): string {
  return `${many} ${many === 1 ? one : more}`;
}

if (import.meta.main) {
  process.exitCode = await verifyCli(process.argv.slice(2), (line) => process.stdout.write(`${line}\n`));
}
