import type { Entry } from '#storage/entry.ts';
import type { Caller } from '../policy/caller.ts';
import { isSame } from '../policy/own-case.ts';
import type { Answer } from '../policy/refusal.ts';
import type { World } from '../workflow/world.ts';
import { type EntryRow, entryRow } from './entry-row.ts';
import { asRecorded } from './gone-entries.ts';
import { type Choose, type Page, readPage } from './read-page.ts';
import type { TabQuery } from './tab-query.ts';
import { entriesQuestion } from './tab-question.ts';

/** A page of entries, newest first; never of a case about whoever reads. */
export async function readEntries(
  world: World,
  by: Caller,
  query: TabQuery,
  limit: number,
): Promise<Answer<Page<EntryRow>>> {
  const asked = await entriesQuestion(world, by, query);
  return asked.ok ? readPage(world.store, asked.value, limit, othersEntries(world, by)) : asked;
}

function othersEntries({ catalog, store }: World, by: Caller): Choose<EntryRow> {
  return async (entries) => {
    const others = entries.filter((entry) => !isAbout(entry, by));
    return (await asRecorded(store, others)).map((entry) => entryRow(entry, catalog));
  };
}

export function isAbout({ leaver }: Entry, by: Caller): boolean {
  return leaver !== undefined && isSame(leaver.id, by.id);
}
