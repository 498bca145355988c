import { freshApplications, freshServicePrincipals } from './graph-fresh-apps.ts';
import { freshAppRoleAssignments, freshPermissionGrants } from './graph-fresh-grants.ts';
import { freshDevices } from './graph-fresh-devices.ts';
import { freshGroups, freshMembers, freshOwners } from './graph-fresh-groups.ts';
import { freshSkus, licensed } from './graph-fresh-licences.ts';
import { freshRoleAssignments, freshRoleDefinitions } from './graph-fresh-roles.ts';
import { freshManagers, freshUsers } from './graph-fresh-users.ts';
import type {
  GraphApplication,
  GraphAppRoleAssignment,
  GraphDevice,
  GraphGroup,
  GraphPermissionGrant,
  GraphRoleAssignment,
  GraphRoleDefinition,
  GraphServicePrincipal,
  GraphSku,
  GraphUser,
  InstalledTeamsApp,
} from './graph-things.ts';

/** State of the sandbox's Graph: objects with Graph's own property names, and the links between them by id. */
export interface GraphState {
  users: GraphUser[];
  groups: GraphGroup[];
  /** User → manager. */
  managers: Record<string, string>;
  /** Group → members, direct ones only: users, groups, devices. */
  members: Record<string, string[]>;
  /** Group, application or service principal → owners. */
  owners: Record<string, string[]>;
  subscribedSkus: GraphSku[];
  applications: GraphApplication[];
  servicePrincipals: GraphServicePrincipal[];
  appRoleAssignments: GraphAppRoleAssignment[];
  oauth2PermissionGrants: GraphPermissionGrant[];
  devices: GraphDevice[];
  /** Device → user; `registered` is wider than `owned`. */
  deviceOwners: Record<string, string[]>;
  deviceUsers: Record<string, string[]>;
  roleDefinitions: GraphRoleDefinition[];
  roleAssignments: GraphRoleAssignment[];
  roleEligibilitySchedules: GraphRoleAssignment[];
  installedTeamsApps: InstalledTeamsApp[];
}

export function freshGraph(): GraphState {
  const { devices, deviceOwners, deviceUsers } = freshDevices();
  const [groups, members] = [freshGroups(), freshMembers()];
  return {
    users: licensed(freshUsers(), groups, members),
    groups,
    managers: freshManagers(),
    members,
    owners: freshOwners(),
    subscribedSkus: freshSkus(),
    applications: freshApplications(),
    servicePrincipals: freshServicePrincipals(),
    appRoleAssignments: freshAppRoleAssignments(),
    oauth2PermissionGrants: freshPermissionGrants(),
    devices,
    deviceOwners,
    deviceUsers,
    roleDefinitions: freshRoleDefinitions(),
    roleAssignments: freshRoleAssignments(),
    roleEligibilitySchedules: [],
    installedTeamsApps: [],
  };
}
