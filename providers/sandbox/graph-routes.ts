import { appRoleRoutes } from './graph-app-roles.ts';
import { applicationRoutes } from './graph-applications.ts';
import { consentRoutes } from './graph-consents.ts';
import { deviceRoutes } from './graph-devices.ts';
import { driveRoutes } from './graph-drives.ts';
import { groupMemberRoutes } from './graph-group-members.ts';
import { groupRoutes } from './graph-groups.ts';
import { licenceRoutes } from './graph-licences.ts';
import { organizationRoutes } from './graph-organization.ts';
import { roleRoutes } from './graph-roles.ts';
import { teamRoutes } from './graph-teams.ts';
import { teamsAppRoutes } from './graph-teams-apps.ts';
import { userLinkRoutes } from './graph-user-links.ts';
import { userRoutes } from './graph-users.ts';
import type { Route } from './route.ts';

/** Operations of the sandbox's Graph. */
export const graphRoutes: readonly Route[] = [
  ...organizationRoutes,
  ...userRoutes,
  ...userLinkRoutes,
  ...groupRoutes,
  ...groupMemberRoutes,
  ...licenceRoutes,
  ...appRoleRoutes,
  ...consentRoutes,
  ...applicationRoutes,
  ...deviceRoutes,
  ...roleRoutes,
  ...driveRoutes,
  ...teamRoutes,
  ...teamsAppRoutes,
];
