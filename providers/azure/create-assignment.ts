import type {
  AuthorizationManagementClient,
  RoleAssignment as AzureRow,
  RoleAssignmentCreateParameters,
} from '@azure/arm-authorization';
import { isAbsent, ProviderError } from '../provider-error.ts';
import type { RoleAssignment } from '../systems.ts';
import { inPath } from './in-path.ts';
import { understood } from './understood.ts';

/** Under the same name and with its condition, without which it would open more than it did. */
export async function createAssignment(
  assignment: RoleAssignment,
  { roleAssignments }: AuthorizationManagementClient,
): Promise<void> {
  const { scope, name } = assignment;
  try {
    const parameters = parametersOf(assignment);
    await understood('PUT roleAssignments', roleAssignments.create(inPath(scope), name, parameters));
  } catch (error) {
    if (!isConflict(error) || !(await isThere(assignment, roleAssignments))) throw error;
  }
}

function isConflict(error: unknown): boolean {
  return error instanceof ProviderError && error.failure.code === 'RoleAssignmentExists';
}

/** Somebody may have been faster with this very one; another of the same kind may be without its condition. */
async function isThere(
  assignment: RoleAssignment,
  roleAssignments: AuthorizationManagementClient['roleAssignments'],
): Promise<boolean> {
  const { scope, name } = assignment;
  try {
    const there = await understood('GET roleAssignments', roleAssignments.get(inPath(scope), name));
    return grantsTheSame(there, assignment);
  } catch (error) {
    if (isAbsent(error)) return false;
    throw error;
  }
}

/** The type spares Azure a look-up that fails while the person is still being replicated. */
function parametersOf(assignment: RoleAssignment): RoleAssignmentCreateParameters {
  const { roleDefinitionId, principalId, condition, conditionVersion, description } = assignment;
  return {
    roleDefinitionId,
    principalId,
    principalType: 'User',
    ...(condition !== null && { condition }),
    ...(conditionVersion !== null && { conditionVersion }),
    ...(description !== null && { description }),
  };
}

function grantsTheSame(there: AzureRow, wanted: RoleAssignment): boolean {
  return (
    there.roleDefinitionId?.toLowerCase() === wanted.roleDefinitionId.toLowerCase() &&
    there.principalId?.toLowerCase() === wanted.principalId.toLowerCase() &&
    (there.condition ?? null) === wanted.condition
  );
}
