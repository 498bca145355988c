import { ProviderError } from '#providers/provider-error.ts';
import { accepted, type Answer } from '../../policy/refusal.ts';
import { usersFor } from './find-leaver.ts';
import { unreadableSystem } from './unreadable-system.ts';
import type { World } from '../world.ts';

/** Object ids of everybody the text names, for looking into their history. */
export async function findLeaverIds(world: World, who: string): Promise<Answer<readonly string[]>> {
  try {
    const users = await usersFor(world, who);
    return users.ok ? accepted(users.value.map(({ id }) => id)) : users;
  } catch (error) {
    if (error instanceof ProviderError) return unreadableSystem(error);
    throw error;
  }
}
