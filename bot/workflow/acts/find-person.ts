import { personOf, readUser } from '#providers/entra/find-people.ts';
import type { Person } from '#providers/leaver.ts';
import { ProviderError } from '#providers/provider-error.ts';
import { accepted, type Answer, refuse } from '../../policy/refusal.ts';
import { usersFor } from './find-leaver.ts';
import { unreadableSystem } from './unreadable-system.ts';
import type { World } from '../world.ts';

/** The one colleague a person meant: by object id, UPN, mail, account or display name. Somebody who cannot sign in is nobody to hand over to. */
export async function findPerson(world: World, who: string): Promise<Answer<Person>> {
  try {
    const byId = await readUser(world.systems.graph, who.trim());
    const users = byId ? accepted([byId]) : await usersFor(world, who);
    if (!users.ok) return users;
    const [user, ...others] = users.value;
    if (!user) return refuse('not-found', { query: who });
    if (others.length > 0) return refuse('ambiguous', { query: who });
    return user.accountEnabled
      ? accepted(personOf(user))
      : refuse('approver-disabled', { who: personOf(user).name });
  } catch (error) {
    if (error instanceof ProviderError) return unreadableSystem(error);
    throw error;
  }
}
