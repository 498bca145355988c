import { stepName, systemName } from '#cards/words.ts';
import type { Actor } from '#storage/entry.ts';
import { event } from '../workflow/case/event.ts';
import { appendToRegister, type RegisterWorld } from '../workflow/case/register.ts';
import type { ExportFormat } from './export-list.ts';
import type { TabQuery } from './tab-query.ts';

export type ExportedList = 'cases' | 'entries';

/** Who takes which list. */
export interface Taking {
  readonly by: Actor;
  readonly list: ExportedList;
  readonly format: ExportFormat;
  readonly query: TabQuery;
}

/** The log did not take the note, so the list is not given out. */
export class ExportNotNoted extends Error {}

/** Notes in the day's register who takes a list away, before its first row is sent. @throws ExportNotNoted */
export async function noteExport(world: RegisterWorld, { by, list, format, query }: Taking): Promise<void> {
  const data = { form: format, via: 'tab', what: listWords(list, query) } as const;
  try {
    await appendToRegister(world, event('reported', { id: by.id, name: by.name }, data));
  } catch (error) {
    throw new ExportNotNoted('an export could not be noted', { cause: error });
  }
}

/** People are not named: the register is not sealed with the key of whoever is looked for, and outlasts it. */
export function listWords(list: ExportedList, query: TabQuery): string {
  const { case: caseId, leaver, operator, approver, step, action, system, result, from, to } = query;
  const filters = [
    caseId,
    leaver && 'of one leaver',
    operator && 'of one operator',
    approver && 'of one approver',
    step && `step ${stepName(step)}`,
    action && `action ${action}`,
    system && `system ${systemName(system)}`,
    result && `result ${result}`,
    from && `from ${from}`,
    to && `to ${to}`,
  ].filter((words) => words !== undefined && words !== '');
  return [`list of ${list}`, ...(filters.length === 0 ? ['no filter'] : filters)].join(', ');
}
