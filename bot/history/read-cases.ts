import { setImmediate as otherWork } from 'node:timers/promises';
import type { Entry } from '#storage/entry.ts';
import { LogDamaged } from '#storage/log-store.ts';
import type { Caller } from '../policy/caller.ts';
import { isSame } from '../policy/own-case.ts';
import type { Answer } from '../policy/refusal.ts';
import type { CaseState } from '../workflow/case/case-state.ts';
import { fold } from '../workflow/case/fold.ts';
import type { World } from '../workflow/world.ts';
import { type CaseRow, caseRow, damagedRow } from './case-row.ts';
import { isAbout } from './read-entries.ts';
import { type Choose, type Page, readPage } from './read-page.ts';
import type { TabQuery } from './tab-query.ts';
import { casesQuestion, type CasesQuestion } from './tab-question.ts';

/** A page of cases; never one about whoever reads. */
export async function readCases(
  world: World,
  by: Caller,
  query: TabQuery,
  limit: number,
): Promise<Answer<Page<CaseRow>>> {
  const asked = await casesQuestion(world, by, query);
  if (!asked.ok) return asked;
  return readPage(world.store, asked.value.question, limit, casesOf(world, by, asked.value));
}

function casesOf(world: World, by: Caller, asked: CasesQuestion): Choose<CaseRow> {
  return async (entries) => {
    const rows: CaseRow[] = [];
    for (const entry of entries) {
      const isOfCase = !entry.caseId.startsWith('REG-') && !isAbout(entry, by);
      if (!isOfCase || !(await isNewest(world, asked, entry))) continue;
      const row = await rowOf(world, entry, asked.operator);
      if (row) rows.push(row);
      // To fold a case takes milliseconds, in which nobody else is served.
      await otherWork();
    }
    return rows;
  };
}

/** A case stands where its newest entry stands that answers the question: so it stands once, on whatever page. */
async function isNewest(world: World, { question }: CasesQuestion, entry: Entry): Promise<boolean> {
  const { page: _page, ...rest } = question;
  const { entries } = await world.store.history({ ...rest, caseId: entry.caseId, limit: 1 });
  return entries[0]?._id === entry._id;
}

/** `null` when somebody else opened it. Read anew and not remembered: an auditor's look must not push open cases out. */
async function rowOf(world: World, entry: Entry, operator: string | null): Promise<CaseRow | null> {
  const state = await foldedCase(world, entry.caseId);
  if (state === null) return damagedRow(entry);
  return operator === null || isSame(state.operator.id, operator) ? caseRow(state) : null;
}

/** `null` when it was changed after it was written: one such case must not hide the others. */
async function foldedCase(world: World, caseId: string): Promise<CaseState | null> {
  try {
    return fold(await world.store.readCase(caseId));
  } catch (error) {
    if (!(error instanceof LogDamaged)) throw error;
    return null;
  }
}
