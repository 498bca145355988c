import { resultWords, stepTitles, systemName } from '#cards/words.ts';
import { type AnyAction, stepIds, systemIds } from '#providers/action.ts';
import { results } from '#storage/entry.ts';
import type { Caller } from '../policy/caller.ts';

/** Who is reading, and what the lists can be filtered by. Pure. */
export function tabStart({ name, roles }: Caller, catalog: readonly AnyAction[]) {
  return {
    name,
    roles: [...roles],
    steps: stepIds.map((id) => ({ id, name: stepTitles[id] })),
    actions: catalog.map(({ id, title }) => ({ id, name: title })),
    systems: systemIds.map((id) => ({ id, name: systemName(id) })),
    results: results.map((id) => ({ id, name: resultWords[id] })),
  };
}
