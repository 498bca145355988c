import { z } from 'zod';
import type { Route, SandboxAnswer } from './route.ts';

/**
 * What may go wrong with a list that comes in pages: a later page fails; a page in the middle is empty; a page names
 * itself as the next one; there is always one more page, and nothing on it.
 */
export const listTroubles = ['failing-page', 'empty-page', 'repeating-link', 'endless'] as const;
export type ListTrouble = (typeof listTroubles)[number];

/** Which page of a troubled list is asked for; no system knows this word. */
const pageWord = 'sandbox-page';

/** Takes the page's number out of the query, so that the route does not see it. */
export function pageAskedFor(query: URLSearchParams): number {
  const page = Number(query.get(pageWord) ?? 0);
  query.delete(pageWord);
  return page;
}

const list = z.looseObject({ value: z.array(z.unknown()) });

/** How many things an answer lists; `undefined` when it is no list. */
export function rowsIn({ body }: SandboxAnswer): number | undefined {
  const found = list.safeParse(body);
  return found.success ? found.data.value.length : undefined;
}

export interface Listing {
  readonly system: Route['system'];
  /** Address of the call, without the page's number. */
  readonly address: string;
  readonly page: number;
}

/** One page of the list as the trouble has it; `null` = this page fails. What is no list stays as it is. */
export function troubled(
  answer: SandboxAnswer,
  trouble: ListTrouble,
  listing: Listing,
): SandboxAnswer | null {
  const found = list.safeParse(answer.body);
  const key = linkNames[listing.system];
  if (!found.success || key === undefined) return answer;
  const { value, ...rest } = found.data;
  const link = (page: number) => ({ [key]: addressOf(page, listing) });
  const half = Math.ceil(value.length / 2);
  const whole = (rows: readonly unknown[], next: object): SandboxAnswer => {
    const { [key]: _ownLink, ...plain } = rest;
    return { ...answer, body: { ...plain, ...next, value: rows } };
  };
  const [first, last] = [value.slice(0, half), value.slice(half)];
  const ownLink = key in rest ? { [key]: rest[key] } : {};
  if (listing.page === 0) return whole(first, link(1));
  switch (trouble) {
    case 'failing-page':
      return null;
    case 'empty-page':
      return listing.page === 1 ? whole([], link(2)) : whole(last, ownLink);
    case 'repeating-link':
      return whole(last, link(1));
    case 'endless':
      return whole([], link(listing.page + 1));
    default:
      return trouble satisfies never;
  }
}

/** What each system calls the address of the next page. A directory has no such thing. */
const linkNames: Readonly<Record<Route['system'], string | undefined>> = {
  graph: '@odata.nextLink',
  exchange: '@odata.nextLink',
  azure: 'nextLink',
  sharepoint: 'odata.nextLink',
  directory: undefined,
};

function addressOf(page: number, { address }: Listing): string {
  return `${address}${address.includes('?') ? '&' : '?'}${pageWord}=${page}`;
}
