import type { CaseState } from './case-state.ts';
import type { World } from '../world.ts';

/** The case as the log has it now; `null` when there is none. */
export function readCase(world: World, caseId: string): Promise<CaseState | null> {
  return world.cases.read(caseId);
}
