import { underPermit } from '#providers/permit.ts';
import type { Hold } from './hold.ts';

/**
 * Changes a system for as long as the case is ours: each attempt of each call asks first, since a client waits
 * between its attempts, and the process may be frozen meanwhile.
 * @throws HoldLost, StoreDown, whatever the client made of it; the call itself may have arrived before
 */
export async function whileHeld(hold: Pick<Hold, 'keep'>, change: () => Promise<void>): Promise<void> {
  let refused: unknown = null;
  const permit = async (): Promise<void> => {
    try {
      await hold.keep();
    } catch (error) {
      refused = error;
      throw error;
    }
  };
  try {
    await underPermit(permit, change);
  } catch (error) {
    throw refused ?? error;
  }
  if (refused !== null) throw refused;
}
