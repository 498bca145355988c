import { type Call, unreadable } from './fit-answer.ts';

/** One page of a list, and the address of the one after it. */
export interface Page<Row> {
  readonly rows: readonly Row[];
  /** `undefined` on the last one. */
  readonly next: string | undefined;
}

/** More pages than any list we read can have: a system that names so many does not come to an end. */
const mostPages = 500;

/**
 * All rows of a list. An empty page is no end; only a page without a next one is.
 * @throws ProviderError `unreadable` when a page is named twice, or the pages do not end
 */
export async function followPages<Row>(
  first: string,
  call: Call,
  load: (address: string) => Promise<Page<Row>>,
): Promise<readonly Row[]> {
  const rows: Row[] = [];
  const seen = new Set<string>();
  let next: string | undefined = first;
  while (next !== undefined) {
    if (seen.has(next)) throw unreadable(call, 'the same page was named twice');
    if (seen.size >= mostPages) throw unreadable(call, `the list did not end after ${mostPages} pages`);
    seen.add(next);
    const page: Page<Row> = await load(next);
    rows.push(...page.rows);
    next = page.next;
  }
  return rows;
}
