import { z } from 'zod';
import type { Graph } from '../systems.ts';

export type ObjectType = 'user' | 'group' | 'device' | 'directoryRole' | 'application' | 'servicePrincipal';

/**
 * All directory objects of one type behind a relation that mixes types (memberOf, owners, devices).
 * Graph could filter by a cast, but casts read an index that lags, and we read back our own writes.
 */
export async function listOfType<T>(
  graph: Graph,
  path: string,
  { type, schema }: { readonly type: ObjectType; readonly schema: z.ZodType<T> },
): Promise<readonly T[]> {
  const item = z.looseObject({ '@odata.type': z.string() }).transform((found, context): readonly T[] => {
    if (found['@odata.type'] !== `#microsoft.graph.${type}`) return [];
    const parsed = schema.safeParse(found);
    if (parsed.success) return [parsed.data];
    for (const { path: at, message } of parsed.error.issues) {
      context.addIssue({ code: 'custom', path: [...at], message });
    }
    return z.NEVER;
  });
  const found = await graph.list(path, item);
  return found.flat();
}
