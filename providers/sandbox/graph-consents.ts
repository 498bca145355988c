import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import type { Company } from './company.ts';
import { badRequest, noContent, notFound, ok } from './graph-answer.ts';
import { filtered, page, type Filterable } from './graph-collection.ts';
import { permissions } from './graph-permissions.ts';
import { withUser } from './graph-users.ts';
import { refuse } from './refuse.ts';
import type { Route, SandboxAnswer, SandboxRequest } from './route.ts';

const filterable: Filterable = {
  resource: 'OAuth2PermissionGrant',
  properties: ['clientId', 'consentType', 'principalId', 'resourceId'],
};

export const consentRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: '/v1.0/users/:id/oauth2PermissionGrants',
    anyOf: permissions.readUserGrants,
    system: 'graph',
    handle: (request, company) =>
      withUser(request, company, (user) => {
        const rows = company.graph.oauth2PermissionGrants.filter((row) => row.principalId === user.id);
        return page(rows, request, `/users/${user.id}/oauth2PermissionGrants`);
      }),
  },
  {
    method: 'GET',
    path: '/v1.0/oauth2PermissionGrants',
    anyOf: permissions.readGrants,
    system: 'graph',
    handle(request, { graph }) {
      const found = filtered(graph.oauth2PermissionGrants, request, filterable);
      return 'refused' in found ? found.refused : page(found.things, request, '/oauth2PermissionGrants');
    },
  },
  {
    method: 'GET',
    path: '/v1.0/oauth2PermissionGrants/:id',
    anyOf: permissions.readGrants,
    system: 'graph',
    handle({ params }, { graph }) {
      const found = graph.oauth2PermissionGrants.find((row) => row.id === params['id']);
      return found ? ok(found) : notFound(params['id'] ?? '');
    },
  },
  {
    method: 'POST',
    path: '/v1.0/oauth2PermissionGrants',
    anyOf: permissions.writeGrants,
    system: 'graph',
    handle: grant,
  },
  {
    method: 'DELETE',
    path: '/v1.0/oauth2PermissionGrants/:id',
    anyOf: permissions.writeGrants,
    system: 'graph',
    handle: remove,
  },
];

const wanted = z
  .strictObject({
    clientId: z.guid(),
    consentType: z.enum(['Principal', 'AllPrincipals']),
    principalId: z.guid().nullish(),
    resourceId: z.guid(),
    scope: z.string(),
  })
  .refine((body) => (body.consentType === 'Principal') === (typeof body.principalId === 'string'));

function grant({ body }: SandboxRequest, { graph }: Company): SandboxAnswer {
  const parsed = wanted.safeParse(body);
  if (!parsed.success) return badRequest('Invalid value specified for a property of OAuth2PermissionGrant.');
  const { clientId, consentType, principalId = null, resourceId, scope } = parsed.data;
  const apps = new Set(graph.servicePrincipals.map((one) => one.id));
  const unknown = [clientId, resourceId].find((id) => !apps.has(id));
  if (unknown !== undefined) return notFound(unknown);
  const same = graph.oauth2PermissionGrants.some(
    (row) => row.clientId === clientId && row.principalId === principalId && row.resourceId === resourceId,
  );
  if (same) {
    return refuse(
      'graph',
      409,
      'Request_MultipleObjectsWithSameKeyValue',
      'Permission entry already exists.',
    );
  }
  const id = randomBytes(24).toString('base64url');
  const row = { id, clientId, consentType, principalId, resourceId, scope };
  graph.oauth2PermissionGrants.push(row);
  return { status: 201, body: row };
}

function remove({ params }: SandboxRequest, { graph }: Company): SandboxAnswer {
  const found = graph.oauth2PermissionGrants.find((row) => row.id === params['id']);
  if (!found) return notFound(params['id'] ?? '');
  graph.oauth2PermissionGrants = graph.oauth2PermissionGrants.filter((row) => row !== found);
  return noContent;
}
