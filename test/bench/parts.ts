import { measureLeavingGroups } from './leave-groups.ts';
import { measureCase } from './measure-case.ts';
import { measureCheckpoints } from './measure-checkpoints.ts';
import { measureClicks } from './measure-clicks.ts';
import { measureFold } from './measure-fold.ts';
import { measureHundred } from './measure-hundred.ts';
import { measureInstallation } from './measure-installation.ts';
import { measureLog, measureMongoLog } from './measure-log.ts';
import { measureOpenCases } from './measure-open-cases.ts';
import { measureProof } from './measure-proof.ts';
import { measureReport } from './measure-report.ts';
import { measureStart } from './measure-start.ts';
import { measureTenMillion } from './measure-ten-million.ts';
import { measureTurns } from './measure-turns.ts';
import type { Table } from './table.ts';

/** What can be measured, by the name that chooses it. */
export interface Part {
  readonly name: string;
  readonly about: string;
  /** Takes long and much room: only when it is named whole. */
  readonly huge?: true;
  measure(): Promise<readonly (Table | { readonly missing: string })[]>;
}

export const parts: readonly Part[] = [
  {
    name: 'turns-sqlite',
    about: 'typed commands, log in SQLite',
    measure: async () => [await measureTurns('sqlite')],
  },
  {
    name: 'turns-mongodb',
    about: "typed commands, log on a server of MongoDB's protocol",
    measure: async () => [await measureTurns('mongodb')],
  },
  {
    name: 'clicks-sqlite',
    about: 'clicks on cards, log in SQLite',
    measure: async () => [await measureClicks('sqlite')],
  },
  {
    name: 'clicks-mongodb',
    about: "clicks on cards, log on a server of MongoDB's protocol",
    measure: async () => [await measureClicks('mongodb')],
  },
  {
    name: 'leave-groups',
    about: 'leaving 500 groups on a domain controller, beside ldapmodify',
    measure: measureLeavingGroups,
  },
  { name: 'case', about: 'the whole case of John Doe at a cloud with latency', measure: measureCase },
  {
    name: 'hundred',
    about: 'a hundred cases at once within Graph’s budget of changes',
    measure: async () => [await measureHundred()],
  },
  {
    name: 'open-cases',
    about: 'how the price of a case grows from 10 to 1,000 open cases',
    measure: async () => [await measureOpenCases()],
  },
  {
    name: 'report',
    about: 'a case as PDF, a year of 100,000 changes as CSV and PDF, with the peak of memory',
    measure: async () => [await measureReport()],
  },
  { name: 'fold', about: 'cases of up to 5,000 entries', measure: async () => [await measureFold()] },
  {
    name: 'log-sqlite',
    about: 'appends and history at 10,000 and 1,000,000 entries, log in SQLite',
    measure: async () => [await measureLog(1_000_000)],
  },
  {
    name: 'checkpoints',
    about: 'signing a log of up to 100,000 cases',
    measure: async () => [await measureCheckpoints()],
  },
  {
    name: 'proof',
    about: 'an evidence bundle of 1,000,000 entries, written and judged',
    measure: async () => [await measureProof(1_000_000)],
  },
  {
    name: 'ten-million',
    about: 'history pages and proof at 10,000,000 entries (named whole only: an hour, 50 GB)',
    huge: true,
    measure: measureTenMillion,
  },
  {
    name: 'log-mongodb',
    about: 'the same at 10,000 and 100,000 on the server that TEST_MONGODB_URI names',
    measure: async () => [await measureMongoLog()],
  },
  {
    name: 'start',
    about: 'start to ready, memory at rest, size of an installation',
    measure: async () => [await measureStart(), await measureInstallation()],
  },
];
