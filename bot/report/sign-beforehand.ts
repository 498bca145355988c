import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import { openSource } from '#storage/open-source.ts';
import { openStore } from '#storage/open-store.ts';
import { productVersion } from '../product-version.ts';
import { openCheckpointer } from '../proof/open-checkpointer.ts';
import { createCases } from '../workflow/case/cases.ts';
import type { Clock } from '../workflow/world.ts';
import { canRead } from '../can-read.ts';
import { NoReport } from './case-report.ts';
import { noteReport } from './note-report.ts';
import type { Form, Subject } from './report-order.ts';
import { join } from 'node:path';

export interface Beforehand {
  readonly log: string;
  /** Holds `key.pem`. */
  readonly folder: string;
  readonly subject: Subject;
  readonly form: Form;
  readonly takenBy: string;
  readonly clock: Clock;
}

/** Who is noted for a report that was taken by command: the machine's account has no id in Entra. */
const commandLine = 'command-line';

/**
 * Notes that a report is taken, and signs the log up to that entry. The key must be there: a new one would be none that
 * an auditor has noted. @throws StoreDown, NoReport
 */
export async function signBeforehand(beforehand: Beforehand): Promise<void> {
  const { log: where, folder, subject, form, takenBy, clock } = beforehand;
  if (!canRead(join(folder, 'key.pem'))) throw new NoReport(`there is no key.pem in ${folder}`);
  const tenant = await tenantIn(where);
  const store = await openStore(where.includes('://') ? { mongoUri: where } : { file: where });
  try {
    const now = () => clock.now();
    const instance = `${hostname()}-report-${randomUUID().slice(0, 8)}`;
    const named = { store, tenant, instance, version: productVersion };
    const cases = createCases({ ...named, now, told() {} });
    const by = { id: commandLine, name: takenBy };
    await noteReport({ ...named, clock, cases }, { by, subject, form, via: 'command-line' });
    const checkpointer = await openCheckpointer({ folder, store, tenant, clock, log: silent });
    await checkpointer.signNow();
  } finally {
    await store.close();
  }
}

/** @throws NoReport when there is no entry; the log is opened for reading first, so that none is made where there was none */
async function tenantIn(where: string): Promise<string> {
  const source = await openSource(where);
  try {
    for await (const { copies } of source.entries()) return String(copies['tenant']);
    throw new NoReport('the log is empty');
  } finally {
    await source.close();
  }
}

const silent = { debug() {}, info() {}, warn() {}, error() {} };
