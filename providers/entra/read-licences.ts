import { z } from 'zod';
import { guid } from '../leaver.ts';
import { isAbsent } from '../provider-error.ts';
import type { Graph } from '../systems.ts';
import { graphPath } from './graph-path.ts';
import { licence, licenceOf, readProducts } from './licence-products.ts';

/** One reason why the leaver has a product: assigned directly, or through a group. Both at once are two items. */
export const assignedLicence = licence.extend({
  /** Service plans that are switched off, and must come back switched off. */
  disabledPlans: z.array(guid),
  group: z.object({ id: guid, name: z.string() }).nullable(),
});
export type AssignedLicence = z.infer<typeof assignedLicence>;

const row = z.object({
  skuId: guid,
  disabledPlans: z.array(guid),
  assignedByGroup: guid.nullish().transform((id) => id ?? null),
});
type LicenceRow = z.infer<typeof row>;

/** Why the person has which product, one row a reason. */
export async function readLicenceRows(graph: Graph, userId: string): Promise<readonly LicenceRow[]> {
  const path = graphPath`/users/${userId}?$select=licenseAssignmentStates`;
  const user = await graph.get(path, z.object({ licenseAssignmentStates: z.array(row) }));
  return user.licenseAssignmentStates;
}

/** Small products first: add-ons depend on suites, never the other way round. */
export async function readLicences(graph: Graph, userId: string): Promise<readonly AssignedLicence[]> {
  const rows = await readLicenceRows(graph, userId);
  if (rows.length === 0) return [];
  const [products, groups] = await Promise.all([readProducts(graph), readGroupNames(graph, rows)]);
  const sizeOf = (skuId: string): number => products.get(skuId)?.servicePlans.length ?? 0;
  return rows
    .toSorted((a, b) => sizeOf(a.skuId) - sizeOf(b.skuId) || (a.skuId < b.skuId ? -1 : 1))
    .map(({ skuId, disabledPlans, assignedByGroup: id }) =>
      Object.assign(licenceOf(skuId, products.get(skuId), disabledPlans), {
        disabledPlans: disabledPlans.toSorted(),
        group: id === null ? null : { id, name: groups.get(id) ?? id },
      }),
    );
}

async function readGroupNames(
  graph: Graph,
  rows: readonly LicenceRow[],
): Promise<ReadonlyMap<string, string>> {
  const ids = new Set(rows.flatMap((one) => one.assignedByGroup ?? []));
  return new Map(await Promise.all([...ids].map(async (id) => [id, await nameOf(graph, id)] as const)));
}

/** Rows outlive a deleted group for a while. */
async function nameOf(graph: Graph, id: string): Promise<string> {
  try {
    const path = graphPath`/groups/${id}?$select=displayName`;
    return (await graph.get(path, z.object({ displayName: z.string() }))).displayName;
  } catch (error) {
    if (isAbsent(error)) return id;
    throw error;
  }
}
