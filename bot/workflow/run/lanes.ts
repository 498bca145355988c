import type { AnyAction, SystemId } from '#providers/action.ts';

interface Width {
  /** Actions of one case at work in this system at a time; they start in catalogue order. */
  readonly actions: number;
  /** Changes of one of these actions on their way at a time, unless the action wants them one by one. */
  readonly changes: number;
}

/**
 * What one case asks of a system at a time. Exchange answers calls about one mailbox one after another, so its actions
 * go one by one; its changes besides that are of different lists. Entra has room for every action that waits for
 * nothing and one more, so that blocking the sign-in never waits for a place.
 */
const widths: Readonly<Record<SystemId, Width>> = {
  'active-directory': { actions: 2, changes: 4 },
  entra: { actions: 8, changes: 4 },
  exchange: { actions: 1, changes: 3 },
  sharepoint: { actions: 1, changes: 1 },
  azure: { actions: 1, changes: 4 },
};

/** True when the system may take one more action beside those running. */
export function laneIsFree(system: string, running: Iterable<{ readonly system: string }>): boolean {
  let busy = 0;
  for (const one of running) if (one.system === system) busy++;
  return busy < (widths[system as SystemId]?.actions ?? 1);
}

/** How many changes of the action may be on their way at a time. */
export function changesAtOnce({ system, oneByOne }: Pick<AnyAction, 'system' | 'oneByOne'>): number {
  return oneByOne ? 1 : widths[system].changes;
}
