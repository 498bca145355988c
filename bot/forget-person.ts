import type { LogStore } from '#storage/log-store.ts';
import type { CaseState } from './workflow/case/case-state.ts';

/** Where the cache keeps how somebody is reached in Teams. */
export function personCacheKey(personId: string): string {
  return `teams:person:${personId.toLowerCase()}`;
}

/** What the cache knows of a leaver as a person. What it knows of their case goes when its cards are taken back. */
export async function forgetPerson(store: Pick<LogStore, 'cache'>, { leaver }: CaseState): Promise<void> {
  await store.cache.delete(personCacheKey(leaver.id));
}
