import type { CaseState } from '../case/case-state.ts';

/** The key is gone or about to go: whatever else was to happen with the case must not. */
export function isBeingErased({ erased, erasure }: CaseState): boolean {
  return erased === true || erasure?.stage === 'confirmed';
}
