import {
  getContinuationToken,
  type AuthorizationManagementClient,
  type RoleAssignment as AzureRow,
} from '@azure/arm-authorization';
import { z } from 'zod';
import { fitAnswer, unreadable } from '../fit-answer.ts';
import { guid } from '../leaver.ts';
import type { RoleAssignment } from '../systems.ts';
import type { AzureSetup } from './azure-http.ts';
import { inPath } from './in-path.ts';
import { scopeName } from './scope-name.ts';
import { listSubscriptions, type Subscription } from './subscriptions.ts';
import { understood } from './understood.ts';

const call = { system: 'azure', operation: 'GET roleAssignments' } as const;

/** Direct assignments at, above and below every subscription the bot may see. One that cannot be read is an error. */
export async function listAssignments(
  principalId: string,
  client: AuthorizationManagementClient,
  setup: AzureSetup,
): Promise<readonly RoleAssignment[]> {
  const subscriptions = await listSubscriptions(setup);
  const rows = await Promise.all(subscriptions.map((one) => rowsOf(one, principalId, client)));
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
const row = z.object({
  id: z.string(),
  name: z.string(),
  scope: z.string(),
  roleDefinitionId: z.string(),
  principalId: guid,
  condition: optional,
  conditionVersion: optional,
  description: optional,
});
type Row = z.infer<typeof row>;

async function rowsOf(
  { subscriptionId }: Subscription,
  principalId: string,
  client: AuthorizationManagementClient,
): Promise<readonly Row[]> {
  const filter = `principalId eq '${guid.parse(principalId)}'`;
  const pages = client.roleAssignments
    .listForScope(`subscriptions/${inPath(subscriptionId)}`, { filter })
    .byPage();
  const found = await understood(call.operation, everyPage(pages));
  return fitAnswer(z.array(row), found, call).filter((one) => isSame(one.principalId, principalId));
}

async function everyPage(pages: AsyncIterable<AzureRow[]>): Promise<readonly AzureRow[]> {
  const found: AzureRow[] = [];
  const seen = new Set<string>();
  for await (const page of pages) {
    found.push(...page);
    const next = getContinuationToken(page);
    if (next !== undefined && seen.has(next)) throw unreadable(call, 'the same page was named twice');
    if (next !== undefined) seen.add(next);
  }
  return found;
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

function isSame(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}
