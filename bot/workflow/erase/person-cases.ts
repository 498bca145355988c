import type { CaseState } from '../case/case-state.ts';
import type { World } from '../world.ts';

/** All cases under one key, newest first: also those that can no longer be read. */
export async function casesUnder(world: World, subject: string): Promise<readonly CaseState[]> {
  const page = await world.store.history({ subject, phases: ['opened'], limit: 1000 });
  const states = await Promise.all(page.entries.map(({ caseId }) => world.cases.read(caseId)));
  return states.filter((state) => state !== null);
}
