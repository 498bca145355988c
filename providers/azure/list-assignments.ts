import type { AuthorizationManagementClient } from '@azure/arm-authorization';
import { z } from 'zod';
import { guid } from '../leaver.ts';
import type { RoleAssignment } from '../systems.ts';
import { allPages } from './all-pages.ts';
import type { AzureSetup } from './azure-http.ts';
import { inPath } from './in-path.ts';
import { scopeName } from './scope-name.ts';
import { listSubscriptions, type Subscription } from './subscriptions.ts';
import { understood } from './understood.ts';

/** Direct assignments at, above and below every subscription the bot may see. One that cannot be read is an error. */
export async function listAssignments(
  principalId: string,
  client: AuthorizationManagementClient,
  setup: AzureSetup,
): Promise<readonly RoleAssignment[]> {
  const subscriptions = await listSubscriptions(setup);
  const rows = await Promise.all(subscriptions.map((one) => rowsOf(one, principalId, setup)));
  const found = distinct(rows.flat());
  const roleNames = await namesOfRoles(found, client);
  const named = (one: Row): RoleAssignment => ({
    ...one,
    roleName: roleNames.get(one.roleDefinitionId) ?? one.roleDefinitionId,
    scopeName: scopeName(one.scope, subscriptions),
  });
  return found.map(named);
}

const optional = z
  .string()
  .nullish()
  .transform((text) => text ?? null);
const assignment = z.object({
  id: z.string(),
  name: z.string(),
  properties: z.object({
    scope: z.string(),
    roleDefinitionId: z.string(),
    principalId: guid,
    condition: optional,
    conditionVersion: optional,
    description: optional,
  }),
});
type Row = Omit<RoleAssignment, 'roleName' | 'scopeName'>;

/** At, above and below the subscription. Versions before this one leave conditions out. */
async function rowsOf(
  { subscriptionId }: Subscription,
  principalId: string,
  setup: AzureSetup,
): Promise<readonly Row[]> {
  const filter = encodeURIComponent(`principalId eq '${guid.parse(principalId)}'`);
  const list = `/subscriptions/${inPath(subscriptionId)}/providers/Microsoft.Authorization/roleAssignments`;
  const rows = await allPages(`${list}?api-version=2022-04-01&$filter=${filter}`, assignment, setup);
  return rows.map(flat).filter((one) => one.principalId.toLowerCase() === principalId.toLowerCase());
}

function flat({ id, name, properties }: z.infer<typeof assignment>): Row {
  return { id, name, ...properties };
}

/** Rows from above come once for every subscription below. */
function distinct(rows: readonly Row[]): readonly Row[] {
  return [...new Map(rows.map((one) => [one.id.toLowerCase(), one])).values()];
}

/** Approvers read "Contributor", not an id. */
async function namesOfRoles(
  rows: readonly Row[],
  { roleDefinitions }: AuthorizationManagementClient,
): Promise<ReadonlyMap<string, string>> {
  const ids = [...new Set(rows.map((one) => one.roleDefinitionId))];
  const names = ids.map(async (id): Promise<[string, string]> => {
    const role = await understood('GET roleDefinitions', roleDefinitions.getById(inPath(id)));
    return [id, role.roleName ?? id];
  });
  return new Map(await Promise.all(names));
}
