import type { World } from '../world.ts';
import { listDue } from './due-for-erasure.ts';

const dayMs = 86_400_000;

/** Says in the bot's log, once a day and at its start, which cases have been kept as long as they must. */
export function createDueTeller(world: World): () => Promise<void> {
  let next = 0;
  return async () => {
    const now = world.clock.now().getTime();
    if (now < next) return;
    try {
      const cases = (await listDue(world)).map(({ state }) => state.caseId);
      next = now + dayMs;
      if (cases.length > 0) world.log.info({ cases }, 'due to be erased: the retention is over (/erase)');
    } catch (error) {
      world.log.error({ error: String(error) }, 'what is due to be erased could not be listed');
    }
  };
}
