import { z } from 'zod';
import { guid } from '../leaver.ts';
import { ProviderError } from '../provider-error.ts';
import type { Graph } from '../systems.ts';
import { listOfType } from './of-type.ts';
import { addReference } from './references.ts';

const owner = z.object({ id: guid });

/** The people among the owners, in a fixed order. An app that owns a thing cannot look after it. */
export async function readOwners(graph: Graph, ownersPath: string): Promise<readonly string[]> {
  const owners = await listOfType(graph, `${ownersPath}?$select=id`, { type: 'user', schema: owner });
  return owners.map((one) => one.id).toSorted();
}

/** Makes somebody an owner. @throws ProviderError, `passing`, while the directory does not show it yet */
export async function addOwner(graph: Graph, ownersPath: string, id: string): Promise<void> {
  await addReference(graph, `${ownersPath}/$ref`, id);
  const owners = await readOwners(graph, ownersPath);
  if (!owners.includes(id)) throw notYet('the new owner is not visible yet; the old one stays until then');
}

/** `ownerPath` ends with the owner's id. */
export async function removeOwner(graph: Graph, ownerPath: string): Promise<void> {
  try {
    await graph.delete(`${ownerPath}/$ref`);
  } catch (error) {
    throw isLastOwner(error) ? notYet('the directory still takes the person for the last owner') : error;
  }
}

/** Graph says so for a while even after another owner was added. */
function isLastOwner(error: unknown): boolean {
  return error instanceof ProviderError && /must have at least one owner/i.test(error.failure.message);
}

export function notYet(message: string): ProviderError {
  return new ProviderError({
    system: 'entra',
    operation: 'hand over',
    code: 'not-yet',
    message,
    passing: true,
  });
}

interface Owned {
  readonly owners: readonly string[];
}

/** Everybody who owned it before owns it, and nobody else but the heir: one of two calls was made. */
export function isBetweenOwners(now: Owned, before: Owned, heir: string | null): boolean {
  const known = new Set([...before.owners, ...(heir === null ? [] : [heir])]);
  return before.owners.every((id) => now.owners.includes(id)) && now.owners.every((id) => known.has(id));
}
