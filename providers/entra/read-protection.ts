import { z } from 'zod';
import { guid } from '../leaver.ts';
import { ProviderError } from '../provider-error.ts';
import type { Graph } from '../systems.ts';
import { graphPath, quoted } from './graph-path.ts';
import { listOfType } from './of-type.ts';

const assignment = z.object({ roleDefinitionId: guid });
const definition = z.object({ id: guid, displayName: z.string() });
const group = z.object({ id: guid, displayName: z.string(), isAssignableToRole: z.boolean().nullish() });
const role = z.object({ id: z.string(), displayName: z.string() });

/**
 * Why this account is privileged in Entra, in words; none = it is not. An ordinary app may not touch such people,
 * and should not: role holders, those who can become one, members and owners of groups that can carry roles.
 */
export async function readEntraProtection(graph: Graph, userId: string): Promise<readonly string[]> {
  const found = await Promise.all([
    readRoles(graph, userId),
    readRolesThroughGroups(graph, userId),
    readRoleGroups(graph, userId),
  ]);
  return [...new Set(found.flat())];
}

async function readRoles(graph: Graph, userId: string): Promise<readonly string[]> {
  const [held, eligible] = await Promise.all([
    graph.list(
      graphPath`/roleManagement/directory/roleAssignments?$filter=principalId eq ${quoted(userId)}`,
      assignment,
    ),
    readEligible(graph, userId),
  ]);
  if (held.length + eligible.length === 0) return [];
  const definitions = await graph.list(graphPath`/roleManagement/directory/roleDefinitions`, definition);
  const nameOf = (id: string): string => definitions.find((one) => one.id === id)?.displayName ?? id;
  return [
    ...held.map((one) => `holds the Entra role ${nameOf(one.roleDefinitionId)}`),
    ...eligible.map((one) => `may take the Entra role ${nameOf(one.roleDefinitionId)}`),
  ];
}

/** Companies without Entra ID P2 have no eligible roles; Graph says so with an error. */
async function readEligible(graph: Graph, userId: string): Promise<readonly z.infer<typeof assignment>[]> {
  const path = graphPath`/roleManagement/directory/roleEligibilitySchedules?$filter=principalId eq ${quoted(userId)}`;
  try {
    return await graph.list(path, assignment);
  } catch (error) {
    if (error instanceof ProviderError && error.failure.code === 'AadPremiumLicenseRequired') return [];
    throw error;
  }
}

async function readRolesThroughGroups(graph: Graph, userId: string): Promise<readonly string[]> {
  const path = graphPath`/users/${userId}/transitiveMemberOf?$select=id,displayName`;
  const roles = await listOfType(graph, path, { type: 'directoryRole', schema: role });
  return roles.map((one) => `holds the Entra role ${one.displayName}`);
}

async function readRoleGroups(graph: Graph, userId: string): Promise<readonly string[]> {
  const fields = 'id,displayName,isAssignableToRole';
  const [memberOf, owns] = await Promise.all([
    readGroups(graph, `${graphPath`/users/${userId}/transitiveMemberOf`}?$select=${fields}`),
    readGroups(graph, `${graphPath`/users/${userId}/ownedObjects`}?$select=${fields}`),
  ]);
  return [
    ...memberOf.map((name) => `is in ${name}, which can carry administrator roles`),
    ...owns.map((name) => `owns ${name}, which can carry administrator roles`),
  ];
}

async function readGroups(graph: Graph, path: string): Promise<readonly string[]> {
  const groups = await listOfType(graph, path, { type: 'group', schema: group });
  return groups.filter((one) => one.isAssignableToRole).map((one) => one.displayName);
}
