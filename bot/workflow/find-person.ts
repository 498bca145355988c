import type { Person } from '#providers/leaver.ts';
import type { Answer } from '../policy/refusal.ts';
import { refuse } from '../policy/refusal.ts';
import type { World } from './world.ts';

export async function findPerson(_world: World, who: string): Promise<Answer<Person>> {
  return refuse('not-found', { query: who });
}
