import { z } from 'zod';
import { guid } from '../leaver.ts';
import type { Graph } from '../systems.ts';
import { graphGroup, groupFields, groupKinds, kindOf } from './group-kind.ts';
import { graphPath } from './graph-path.ts';
import { licence, licenceOf, readProducts, type Licence, type Product } from './licence-products.ts';
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
  onPremisesSecurityIdentifier: z.string().nullish(),
  assignedLicenses: z.array(z.object({ skuId: guid, disabledPlans: z.array(z.string()) })).nullish(),
});

/** The permission behind what is read here; a smaller one answers, but leaves out what decides the group's kind. */
export const readMembershipsPermission = 'graph/Directory.Read.All';

/** All groups the person is in directly; nested ones go with them. */
export async function readMemberships(graph: Graph, userId: string): Promise<readonly Membership[]> {
  const groups = await readLicensingGroups(graph, userId);
  return groups.map(({ group, licences }) => ({
    id: group.id,
    name: group.displayName,
    kind: kindOf(group),
    licences,
  }));
}

/** What the person has through groups of Active Directory that are synchronised to Entra, by the group's SID. */
export async function readSyncedLicences(
  graph: Graph,
  userId: string,
): Promise<ReadonlyMap<string, readonly Licence[]>> {
  const groups = await readLicensingGroups(graph, userId);
  return new Map(
    groups.flatMap(({ group, licences }) => {
      const sid = group.onPremisesSyncEnabled ? group.onPremisesSecurityIdentifier : null;
      return sid ? [[sid, licences] as const] : [];
    }),
  );
}

async function readLicensingGroups(graph: Graph, userId: string) {
  const fields = `${groupFields},onPremisesSecurityIdentifier,assignedLicenses`;
  const path = `${graphPath`/users/${userId}/memberOf`}?$select=${fields}`;
  const groups = await listOfType(graph, path, { type: 'group', schema: licensingGroup });
  const licensing = groups.some((group) => group.assignedLicenses?.length);
  const products = licensing ? await readProducts(graph) : new Map<string, Product>();
  return groups.map((group) => ({ group, licences: licencesOf(group, products) }));
}

function licencesOf(
  group: z.infer<typeof licensingGroup>,
  products: ReadonlyMap<string, Product>,
): Membership['licences'] {
  return (group.assignedLicenses ?? []).map(({ skuId, disabledPlans }) =>
    licenceOf(skuId, products.get(skuId), disabledPlans),
  );
}
