import { z } from 'zod';
import { guid } from '../leaver.ts';
import type { Graph } from '../systems.ts';
import { graphGroup, groupFields, groupKinds, kindOf, type GraphGroup } from './group-kind.ts';
import { graphPath } from './graph-path.ts';
import { licence, licenceOf, readProducts, type Product } from './licence-products.ts';
import { listOfType } from './of-type.ts';

/** One direct membership of the leaver. */
export const membership = z.object({
  id: guid,
  name: z.string(),
  kind: z.enum(groupKinds),
  /** What members have through the group. */
  licences: z.array(licence),
});
export type Membership = z.infer<typeof membership>;

const licensingGroup = graphGroup.extend({
  assignedLicenses: z.array(z.object({ skuId: guid, disabledPlans: z.array(z.string()) })).nullish(),
});

/** The permission behind `readMemberships`; a smaller one answers, but leaves out what decides the group's kind. */
export const readMembershipsPermission = 'graph/Directory.Read.All';

/** All groups the person is in directly; nested ones go with them. */
export async function readMemberships(graph: Graph, userId: string): Promise<readonly Membership[]> {
  const fields = `${groupFields},assignedLicenses`;
  const path = `${graphPath`/users/${userId}/memberOf`}?$select=${fields}`;
  const groups = await listOfType(graph, path, { type: 'group', schema: licensingGroup });
  const licensing = groups.some((group) => group.assignedLicenses?.length);
  const products = licensing ? await readProducts(graph) : new Map<string, Product>();
  return groups.map((group) => ({
    id: group.id,
    name: group.displayName,
    kind: kindOf(group),
    licences: licencesOf(group, products),
  }));
}

function licencesOf(
  group: GraphGroup & z.infer<typeof licensingGroup>,
  products: ReadonlyMap<string, Product>,
): Membership['licences'] {
  return (group.assignedLicenses ?? []).map(({ skuId, disabledPlans }) =>
    licenceOf(skuId, products.get(skuId), disabledPlans),
  );
}
