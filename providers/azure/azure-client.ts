import { AuthorizationManagementClient } from '@azure/arm-authorization';
import type { Azure } from '../systems.ts';
import { throughOurSender, type AzureSetup } from './azure-http.ts';
import { createAssignment } from './create-assignment.ts';
import { inPath } from './in-path.ts';
import { listAssignments } from './list-assignments.ts';
import { understood } from './understood.ts';

/** Microsoft's client knows the addresses and versions; the sending, with tokens and retries, is ours alone. */
export function createAzure(setup: AzureSetup): Azure {
  const client = authorization(setup);
  return {
    listRoleAssignments: (principalId) => listAssignments(principalId, client, setup),
    createRoleAssignment: (assignment) => createAssignment(assignment, client),
    async deleteRoleAssignment(id) {
      // Azure answers 204 when it is already gone.
      await understood('DELETE roleAssignments', client.roleAssignments.deleteById(inPath(id)));
    },
  };
}

/** Its own policies for tokens and retries would work beside ours: twice as often, and not on loopback. */
const replaced = ['bearerTokenAuthenticationPolicy', 'defaultRetryPolicy', 'redirectPolicy'];

function authorization(setup: AzureSetup): AuthorizationManagementClient {
  const noTokens = { getToken: () => Promise.resolve(null) };
  const client = new AuthorizationManagementClient(noTokens, '', {
    endpoint: setup.baseUrl,
    httpClient: throughOurSender(setup),
  });
  for (const name of replaced) client.pipeline.removePolicy({ name });
  return client;
}
