import { groupRows, settleLicences } from './graph-licence-rows.ts';
import type { GraphGroup, GraphSku, GraphUser, LicenceRow, ServicePlan } from './graph-things.ts';
import { contoso, people, type ContosoPerson } from './people.ts';
import { exchangePlanId, hasMailbox, skuIds } from './things.ts';

/** Sway inside Office 365 E3: switched off for `jdoe`, and must come back switched off. */
export const swayPlanId = 'a23b959c-7ce8-4e57-9140-b90eb88a9e97';

const assignedAt = '2023-04-01T08:00:00Z';

function plans(list: readonly (readonly [id: string, name: string])[]): ServicePlan[] {
  return list.map(([servicePlanId, servicePlanName]) => ({
    servicePlanId,
    servicePlanName,
    provisioningStatus: 'Success',
    appliesTo: 'User',
  }));
}

function sku(skuId: string, skuPartNumber: string, seats: number, servicePlans: ServicePlan[]): GraphSku {
  return {
    id: `${contoso.tenantId}_${skuId}`,
    skuId,
    skuPartNumber,
    appliesTo: 'User',
    capabilityStatus: 'Enabled',
    prepaidUnits: { enabled: seats, suspended: 0, warning: 0 },
    servicePlans,
  };
}

export function freshSkus(): GraphSku[] {
  const office = plans([
    [exchangePlanId, 'EXCHANGE_S_ENTERPRISE'],
    ['5dbe027f-2339-4123-9542-606e4d348a72', 'SHAREPOINTENTERPRISE'],
    ['57ff2da0-773e-42df-b2af-ffb7a2317929', 'TEAMS1'],
    [swayPlanId, 'SWAY'],
  ]);
  const mobility = plans([
    ['41781fb2-bc02-4b7c-bd55-b576c07bb09d', 'AAD_PREMIUM'],
    ['c1ec4a95-1f05-45b3-a911-aa3fa01094f5', 'INTUNE_A'],
  ]);
  return [
    sku(skuIds.officeE3, 'ENTERPRISEPACK', 25, office),
    sku(
      skuIds.powerBiPro,
      'POWER_BI_PRO',
      10,
      plans([['70d33638-9c74-4d01-bfd3-562de28bd4ba', 'BI_AZURE_P2']]),
    ),
    sku(skuIds.mobilityE3, 'EMS', 10, mobility),
  ];
}

function direct(skuId: string, disabledPlans: readonly string[] = []): LicenceRow {
  return {
    skuId,
    disabledPlans,
    assignedByGroup: null,
    state: 'Active',
    error: 'None',
    lastUpdatedDateTime: assignedAt,
  };
}

/** `jdoe` has E3 without Sway and Power BI himself, and Power BI and Mobility through a group. */
function directRows(one: ContosoPerson): LicenceRow[] {
  if (!hasMailbox(one)) return [];
  if (one.key !== 'jdoe') return [direct(skuIds.officeE3)];
  return [direct(skuIds.officeE3, [swayPlanId]), direct(skuIds.powerBiPro)];
}

/** Gives everybody the licences of the first morning, direct and through groups. */
export function licensed(
  users: readonly GraphUser[],
  groups: readonly GraphGroup[],
  members: Readonly<Record<string, readonly string[]>>,
): GraphUser[] {
  return users.map((user) => {
    const one = people.find((person) => person.id === user.id);
    const mine = groups.filter((group) => members[group.id]?.includes(user.id));
    user.licenseAssignmentStates = [...(one ? directRows(one) : []), ...groupRows(mine, assignedAt)];
    return settleLicences(user);
  });
}
