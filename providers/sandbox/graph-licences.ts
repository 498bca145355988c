import { z } from 'zod';
import type { Company } from './company.ts';
import { badRequest, ok } from './graph-answer.ts';
import { settleLicences } from './graph-licence-rows.ts';
import { permissions } from './graph-permissions.ts';
import type { GraphState } from './graph-state.ts';
import type { GraphSku, GraphUser, LicenceRow } from './graph-things.ts';
import { withUser } from './graph-users.ts';
import { view } from './graph-view.ts';
import type { Route, SandboxAnswer, SandboxRequest } from './route.ts';

export const licenceRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: '/v1.0/subscribedSkus',
    anyOf: permissions.readSkus,
    system: 'graph',
    handle: (_request, { graph }) => ok({ value: graph.subscribedSkus.map((sku) => withUse(graph, sku)) }),
  },
  {
    method: 'GET',
    path: '/v1.0/users/:id/licenseDetails',
    anyOf: permissions.readLicences,
    system: 'graph',
    handle: (request, company) =>
      withUser(request, company, (user) => ok({ value: details(company.graph, user) })),
  },
  {
    method: 'POST',
    path: '/v1.0/users/:id/assignLicense',
    anyOf: permissions.assignLicence,
    system: 'graph',
    handle: assign,
  },
];

function consumed(graph: GraphState, skuId: string): number {
  return graph.users.filter((user) => user.assignedLicenses.some((one) => one.skuId === skuId)).length;
}

function withUse(graph: GraphState, sku: GraphSku): object {
  return { ...sku, consumedUnits: consumed(graph, sku.skuId) };
}

function details(graph: GraphState, user: GraphUser): object[] {
  return user.assignedLicenses.flatMap(({ skuId }) => {
    const sku = graph.subscribedSkus.find((one) => one.skuId === skuId);
    if (!sku) return [];
    const { skuPartNumber, servicePlans } = sku;
    return [
      { id: Buffer.from(`${user.id}${skuId}`).toString('base64url'), skuId, skuPartNumber, servicePlans },
    ];
  });
}

const assignment = z.strictObject({
  addLicenses: z.array(
    z.strictObject({ skuId: z.guid(), disabledPlans: z.array(z.guid()).default([]) }),
    'addLicenses',
  ),
  removeLicenses: z.array(z.guid(), 'removeLicenses'),
});
type Assignment = z.infer<typeof assignment>;

function assign(request: SandboxRequest, company: Company): SandboxAnswer {
  return withUser(request, company, (user) => {
    const parsed = assignment.safeParse(request.body);
    if (!parsed.success) return badRequest(missing(parsed.error));
    const { graph } = company;
    const problem = removeAll(user, parsed.data) ?? addAll(graph, user, parsed.data, request.now);
    if (problem !== null) return badRequest(problem);
    settleLicences(user);
    return ok(view('user', user, null));
  });
}

function missing(error: z.ZodError): string {
  const name = String(error.issues[0]?.path[0] ?? 'addLicenses');
  return `One or more parameters of the operation 'assignLicense' are missing from the request payload. The missing parameters are: ${name}.`;
}

/** Removes the direct rows, or says why Graph would not. */
function removeAll(user: GraphUser, { removeLicenses }: Assignment): string | null {
  for (const skuId of removeLicenses) {
    const rows = user.licenseAssignmentStates.filter((row) => row.skuId === skuId);
    if (rows.length === 0) return 'User does not have a corresponding license.';
    if (!rows.some((row) => row.assignedByGroup === null)) {
      return 'User license is inherited from a group membership and it cannot be removed directly from the user.';
    }
    user.licenseAssignmentStates = user.licenseAssignmentStates.filter(
      (row) => row.skuId !== skuId || row.assignedByGroup !== null,
    );
  }
  return null;
}

function addAll(graph: GraphState, user: GraphUser, { addLicenses }: Assignment, now: Date): string | null {
  for (const { skuId, disabledPlans } of addLicenses) {
    const problem = obstacle(graph, user, skuId, disabledPlans);
    if (problem !== null) return problem;
    const others = user.licenseAssignmentStates.filter(
      (row) => row.skuId !== skuId || row.assignedByGroup !== null,
    );
    user.licenseAssignmentStates = [...others, direct(skuId, disabledPlans, now)];
  }
  return null;
}

function obstacle(
  graph: GraphState,
  user: GraphUser,
  skuId: string,
  plans: readonly string[],
): string | null {
  const sku = graph.subscribedSkus.find((one) => one.skuId === skuId);
  if (!sku) return `License ${skuId} does not correspond to a valid company License.`;
  if (!user.usageLocation) {
    return 'License assignment cannot be done for user with invalid usage location.';
  }
  const foreign = plans.find((plan) => !sku.servicePlans.some((one) => one.servicePlanId === plan));
  if (foreign !== undefined) return `Service plan ${foreign} is not part of license ${skuId}.`;
  const has = user.assignedLicenses.some((one) => one.skuId === skuId);
  if (has || consumed(graph, skuId) < sku.prepaidUnits.enabled) return null;
  return `Subscription with SKU ${skuId} does not have any available licenses.`;
}

function direct(skuId: string, disabledPlans: readonly string[], now: Date): LicenceRow {
  return {
    skuId,
    disabledPlans,
    assignedByGroup: null,
    state: 'Active',
    error: 'None',
    lastUpdatedDateTime: now.toISOString(),
  };
}
