import { personOf } from './people.ts';

/** An assignment of an Azure role, with the values Azure Resource Manager keeps below `properties`. */
export interface SandboxAssignment {
  readonly name: string;
  /** Where it holds; its own address is below this scope. */
  readonly scope: string;
  readonly roleDefinitionId: string;
  readonly principalId: string;
  readonly principalType: 'User' | 'Group';
  readonly condition: string | null;
  readonly conditionVersion: string | null;
  readonly description: string | null;
}

interface SandboxSubscription {
  readonly id: string;
  readonly name: string;
  /** The management group it hangs below. */
  readonly parent: string;
}

/** State of the sandbox's Azure. */
export interface AzureState {
  readonly subscriptions: readonly SandboxSubscription[];
  assignments: SandboxAssignment[];
}

/** Microsoft's built-in roles: https://learn.microsoft.com/azure/role-based-access-control/built-in-roles */
export const builtInRoles = {
  Owner: '8e3af657-a8ff-443c-a75c-2fe8c4bcb635',
  Contributor: 'b24988ac-6180-42a0-ab88-20f7382dd24c',
  Reader: 'acdd72a7-3385-48ef-bd42-f606fba81ae7',
  'Storage Blob Data Contributor': 'ba92f5b4-2d11-453d-a403-e96b0029c9fe',
} as const;

const managementGroup = '/providers/Microsoft.Management/managementGroups/contoso';
const production = 'b0000000-0000-4000-8000-000000000001';
const analytics = 'b0000000-0000-4000-8000-000000000002';

/** Only blobs of this one container: without its condition the role would open the whole account. */
const oneContainer =
  "((!(ActionMatches{'Microsoft.Storage/storageAccounts/blobServices/containers/blobs/read'})) OR " +
  "(@Resource[Microsoft.Storage/storageAccounts/blobServices/containers:name] StringEquals 'sales-reports'))";

export function freshAzure(): AzureState {
  const jdoe = personOf('jdoe').id;
  return {
    subscriptions: [
      { id: production, name: 'Contoso Production', parent: managementGroup },
      { id: analytics, name: 'Contoso Analytics', parent: managementGroup },
    ],
    assignments: [
      assign(1, `/subscriptions/${production}`, 'Owner', personOf('alexw').id),
      assign(2, `/subscriptions/${analytics}`, 'Owner', personOf('alexw').id),
      assign(3, `/subscriptions/${production}`, 'Contributor', jdoe),
      {
        ...assign(
          4,
          `/subscriptions/${analytics}/resourceGroups/rg-reports`,
          'Storage Blob Data Contributor',
          jdoe,
        ),
        condition: oneContainer,
        conditionVersion: '2.0',
        description: 'Sales reports only',
      },
      assign(5, managementGroup, 'Reader', jdoe),
    ],
  };
}

function assign(
  n: number,
  scope: string,
  role: keyof typeof builtInRoles,
  principalId: string,
): SandboxAssignment {
  return {
    name: `f0000000-0000-4000-8000-${String(n).padStart(12, '0')}`,
    scope,
    roleDefinitionId: roleDefinitionId(scope, role),
    principalId,
    principalType: 'User',
    condition: null,
    conditionVersion: null,
    description: null,
  };
}

/** The address Azure gives a role: below the subscription it is used in, or below no scope for a management group. */
function roleDefinitionId(scope: string, role: keyof typeof builtInRoles): string {
  const subscription = /^\/subscriptions\/[^/]+/.exec(scope)?.[0] ?? '';
  return `${subscription}/providers/Microsoft.Authorization/roleDefinitions/${builtInRoles[role]}`;
}
