import { z } from 'zod';
import { directoryObjects, listed } from './directory-object.ts';
import { badRequest, ok } from './graph-answer.ts';
import { anyOf, permissions } from './graph-permissions.ts';
import { contoso } from './people.ts';
import type { Route } from './route.ts';

const organization = {
  id: contoso.tenantId,
  displayName: 'Contoso',
  onPremisesSyncEnabled: true,
  onPremisesLastSyncDateTime: '2026-11-23T06:00:00Z',
  verifiedDomains: [
    { name: contoso.domain, isDefault: true, isInitial: false, type: 'Managed', capabilities: 'Email' },
    {
      name: 'contoso.onmicrosoft.com',
      isDefault: false,
      isInitial: true,
      type: 'Managed',
      capabilities: 'Email',
    },
  ],
};

const wanted = z.looseObject({ ids: z.array(z.guid()).min(1).max(1000) });

export const organizationRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: '/v1.0/organization',
    anyOf: permissions.readOrganization,
    system: 'graph',
    handle: () => ok({ value: [organization] }),
  },
  {
    method: 'POST',
    path: '/v1.0/directoryObjects/getByIds',
    anyOf: anyOf('Directory.Read.All'),
    system: 'graph',
    reads: () => true,
    handle(request, { graph }) {
      const body = wanted.safeParse(request.body);
      if (!body.success) return badRequest('ids must hold 1 to 1000 object ids.');
      return ok({ value: directoryObjects(graph, body.data.ids).map((one) => listed(one, request)) });
    },
  },
];
