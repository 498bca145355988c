import type { AssignedLicence, GraphGroup, GraphUser, LicenceRow } from './graph-things.ts';

/** What these groups give each of their members. */
export function groupRows(groups: readonly GraphGroup[], at: string): LicenceRow[] {
  return groups.flatMap((group) =>
    group.assignedLicenses.map(({ skuId, disabledPlans }) => ({
      skuId,
      disabledPlans,
      assignedByGroup: group.id,
      state: 'Active' as const,
      error: 'None',
      lastUpdatedDateTime: at,
    })),
  );
}

/** Brings `assignedLicenses` in line with the rows: one a product, a plan off only where every row has it off. */
export function settleLicences(user: GraphUser): GraphUser {
  const bySku = Map.groupBy(user.licenseAssignmentStates, (row) => row.skuId);
  user.assignedLicenses = [...bySku].map(([skuId, rows]): AssignedLicence => {
    const [first, ...others] = rows.map((row) => row.disabledPlans);
    const disabledPlans = (first ?? []).filter((plan) => others.every((plans) => plans.includes(plan)));
    return { skuId, disabledPlans };
  });
  return user;
}
