import { accepted, type Answer } from '../policy/refusal.ts';
import type { World } from './world.ts';

export async function findLeaverIds(_world: World, _who: string): Promise<Answer<readonly string[]>> {
  return accepted([]);
}
