import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { freshCompany, type Company } from './company.ts';

/** The company as it is now, as it was a moment ago (for stale reads), and on disk. */
export interface CompanyStore {
  now(): Company;
  /** As it was at that time; history reaches back `historyMs`. */
  at(time: Date): Company;
  /** Puts `next` in place of what is there: written to disk when this returns. */
  replace(next: Company, time: Date): void;
  reset(): void;
}

export interface CompanyKeeping {
  /** Where the company outlives the process; without it, it does not. */
  readonly dataFile?: string | undefined;
  /** The company at its beginning. Default: Contoso on its first morning. */
  readonly first?: (() => Company) | undefined;
  /** How long a company of before is kept for stale reads, in ms. */
  readonly historyMs?: number | undefined;
}

export function companyStore(keeping: CompanyKeeping): CompanyStore {
  const { dataFile, first = freshCompany, historyMs = 600_000 } = keeping;
  let current = load(dataFile, first);
  let past: { readonly until: number; readonly company: Company }[] = [];
  return {
    now: () => current,
    at: (time) => past.find((one) => one.until > time.getTime())?.company ?? current,
    replace(next, time) {
      if (dataFile !== undefined) save(dataFile, next);
      past = past.filter((one) => one.until > time.getTime() - historyMs);
      past.push({ until: time.getTime(), company: current });
      current = next;
    },
    reset() {
      current = first();
      past = [];
      if (dataFile !== undefined) save(dataFile, current);
    },
  };
}

function load(dataFile: string | undefined, first: () => Company): Company {
  if (dataFile === undefined || !existsSync(dataFile)) return first();
  return JSON.parse(readFileSync(dataFile, 'utf8')) as Company;
}

/** A reader, or the next start after a crash, sees the old file or the new one, never half of one. */
function save(dataFile: string, company: Company): void {
  mkdirSync(dirname(dataFile), { recursive: true });
  const temporary = `${dataFile}.new`;
  writeFileSync(temporary, JSON.stringify(company));
  renameSync(temporary, dataFile);
}
