import type { SystemId } from '#providers/action.ts';

/**
 * How many actions of one system run at a time; they start in catalogue order. Exchange serialises work on one
 * mailbox, a domain controller should see one order of writes; Graph takes several users' worth at once.
 */
const widths: Readonly<Record<SystemId, number>> = {
  'active-directory': 1,
  entra: 6,
  exchange: 1,
  sharepoint: 1,
  azure: 1,
};

/** True when the system may take one more action beside those running. */
export function laneIsFree(system: string, running: Iterable<{ readonly system: string }>): boolean {
  let busy = 0;
  for (const one of running) if (one.system === system) busy++;
  return busy < (widths[system as SystemId] ?? 1);
}
