import { enterpriseApps, signInRoleId } from './graph-fresh-apps.ts';
import { cloudGroups } from './graph-fresh-groups.ts';
import type { GraphAppRoleAssignment, GraphPermissionGrant } from './graph-things.ts';
import { personOf } from './people.ts';

type App = (typeof enterpriseApps)[keyof typeof enterpriseApps];

/** Assigned without a role: Graph's way to write it. */
export const defaultAccess = '00000000-0000-0000-0000-000000000000';

function assignment(
  n: number,
  appRoleId: string,
  app: App,
): Pick<
  GraphAppRoleAssignment,
  'id' | 'appRoleId' | 'createdDateTime' | 'resourceId' | 'resourceDisplayName'
> {
  return {
    id: Buffer.from(`app-role-assignment-${n}`).toString('base64url'),
    appRoleId,
    createdDateTime: '2024-01-10T09:00:00Z',
    resourceId: app.id,
    resourceDisplayName: app.name,
  };
}

function toPerson(key: string) {
  const one = personOf(key);
  return { principalId: one.id, principalDisplayName: one.name, principalType: 'User' as const };
}

/** Single sign-on: two apps of `jdoe`'s own, one through a group of his, and somebody else's. */
export function freshAppRoleAssignments(): GraphAppRoleAssignment[] {
  return [
    { ...assignment(1, signInRoleId, enterpriseApps.fabrikamTravel), ...toPerson('jdoe') },
    { ...assignment(2, defaultAccess, enterpriseApps.tailwindCrm), ...toPerson('jdoe') },
    {
      ...assignment(3, signInRoleId, enterpriseApps.wingtipTimesheets),
      principalId: cloudGroups.salesEmea,
      principalDisplayName: 'Sales EMEA',
      principalType: 'Group',
    },
    { ...assignment(4, signInRoleId, enterpriseApps.fabrikamTravel), ...toPerson('chris.green') },
    { ...assignment(5, signInRoleId, enterpriseApps.fabrikamTravel), ...toPerson("zoe.o'neil") },
  ];
}

function grant(n: number, client: App, scope: string, principal: string | null): GraphPermissionGrant {
  return {
    id: Buffer.from(`permission-grant-${n}`).toString('base64url'),
    clientId: client.id,
    consentType: principal === null ? 'AllPrincipals' : 'Principal',
    principalId: principal === null ? null : personOf(principal).id,
    resourceId: enterpriseApps.microsoftGraph.id,
    scope,
  };
}

/** Consents: two of `jdoe`, one for the whole company that must stay, one of somebody else. */
export function freshPermissionGrants(): GraphPermissionGrant[] {
  return [
    grant(1, enterpriseApps.mailPlanner, 'Mail.Read Calendars.Read offline_access', 'jdoe'),
    grant(2, enterpriseApps.chartMaker, 'Files.Read User.Read', 'jdoe'),
    grant(3, enterpriseApps.mailPlanner, 'User.Read', null),
    grant(4, enterpriseApps.chartMaker, 'Files.Read User.Read', 'chris.green'),
  ];
}
