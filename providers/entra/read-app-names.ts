import { z } from 'zod';
import { isAbsent } from '../provider-error.ts';
import type { Graph } from '../systems.ts';
import { graphPath } from './graph-path.ts';

const named = z.object({ displayName: z.string().nullable() });

/** Names of service principals; one that is gone or nameless is called by its id. */
export async function readAppNames(
  graph: Graph,
  ids: Iterable<string>,
): Promise<ReadonlyMap<string, string>> {
  const entries = [...new Set(ids)].map(async (id) => [id, (await nameOf(graph, id)) ?? id] as const);
  return new Map(await Promise.all(entries));
}

async function nameOf(graph: Graph, id: string): Promise<string | null> {
  try {
    return (await graph.get(graphPath`/servicePrincipals/${id}?$select=displayName`, named)).displayName;
  } catch (error) {
    if (isAbsent(error)) return null;
    throw error;
  }
}
