import { notFound, ok } from './graph-answer.ts';
import { permissions } from './graph-permissions.ts';
import { withUser } from './graph-users.ts';
import { contoso } from './people.ts';
import { refuse } from './refuse.ts';
import type { Route, SandboxAnswer, SandboxRequest } from './route.ts';
import { allOneDrives, type OneDrive } from './things.ts';

export const driveRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: '/v1.0/users/:id/drive',
    anyOf: permissions.readFiles,
    system: 'graph',
    handle: (request, company) => withUser(request, company, (user) => driveOf(request, user.id)),
  },
  {
    method: 'GET',
    path: '/v1.0/drives/:id',
    anyOf: permissions.readFiles,
    system: 'graph',
    handle: (request) => withDrive(request, ({ drive, owner }) => ok(shown(request, drive, owner))),
  },
  {
    method: 'GET',
    path: '/v1.0/drives/:id/root',
    anyOf: permissions.readFiles,
    system: 'graph',
    handle: (request) => withDrive(request, ({ drive }) => root(request, drive)),
  },
];

interface Owner {
  readonly id: string;
  readonly name: string;
}

function driveOf(request: SandboxRequest, userId: string): SandboxAnswer {
  const found = allOneDrives().find(({ owner }) => owner.id === userId);
  if (!found) return refuse('graph', 404, 'ResourceNotFound', "User's mysite not found.");
  return ok(shown(request, found.drive, found.owner));
}

function withDrive(
  { params }: SandboxRequest,
  use: (found: { drive: OneDrive; owner: Owner }) => SandboxAnswer,
): SandboxAnswer {
  const found = allOneDrives().find(({ drive }) => drive.driveId === params['id']);
  return found ? use(found) : notFound(params['id'] ?? '');
}

function shown(request: SandboxRequest, drive: OneDrive, owner: Owner): object {
  return {
    id: drive.driveId,
    driveType: 'business',
    name: 'OneDrive',
    // The library's address, not the site's: whoever needs the site asks the root for its sharepointIds.
    webUrl: `${request.origin}${drive.path}/Documents`,
    owner: { user: { id: owner.id, displayName: owner.name } },
    quota: { used: 734_003_200, total: 1_099_511_627_776, state: 'normal' },
  };
}

function root(request: SandboxRequest, drive: OneDrive): SandboxAnswer {
  const id = `01${drive.siteId.slice(-12)}ROOT`;
  const plain = {
    id,
    name: 'root',
    folder: { childCount: 12 },
    webUrl: `${request.origin}${drive.path}/Documents`,
  };
  const named = request.query.get('$select')?.split(',').includes('sharepointIds') === true;
  return ok(named ? { id, sharepointIds: sharePointIds(request, drive) } : plain);
}

/** Only who names `sharepointIds` in `$select` gets them. */
function sharePointIds({ origin }: SandboxRequest, drive: OneDrive): object {
  return {
    listId: drive.siteId.replace('c', '1'),
    listItemUniqueId: drive.siteId.replace('c', '2'),
    siteId: drive.siteId,
    siteUrl: `${origin}${drive.path}`,
    tenantId: contoso.tenantId,
    webId: drive.siteId.replace('c', '3'),
  };
}
