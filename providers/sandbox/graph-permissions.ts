import type { Permission } from '../permission.ts';

/** Application permissions by Microsoft's names: https://learn.microsoft.com/graph/permissions-reference */
export function anyOf(...names: readonly string[]): readonly Permission[] {
  return names.map((name) => `graph/${name}` as const);
}

const readDirectory = ['Directory.Read.All', 'Directory.ReadWrite.All'] as const;
const readGroups = ['Group.Read.All', 'Group.ReadWrite.All'] as const;
const readUsers = ['User.Read.All', 'User.ReadWrite.All'] as const;
const readApps = ['Application.Read.All', 'Application.ReadWrite.All'] as const;
const manageRoles = [
  'RoleManagement.Read.All',
  'RoleManagement.Read.Directory',
  'RoleManagement.ReadWrite.Directory',
] as const;
const readFiles = ['Files.Read.All', 'Files.ReadWrite.All', 'Sites.Read.All', 'Sites.ReadWrite.All'] as const;

/** What each kind of operation may be called with. */
export const permissions = {
  readOrganization: anyOf('Organization.Read.All', 'User.Read.All', ...readDirectory),
  readUser: anyOf(...readUsers, ...readDirectory),
  updateUser: anyOf(
    'User.EnableDisableAccount.All',
    'User-PasswordProfile.ReadWrite.All',
    'User.ReadWrite.All',
    'Directory.ReadWrite.All',
  ),
  deleteUser: anyOf('User.DeleteRestore.All', 'User.ReadWrite.All'),
  revokeSessions: anyOf('User.RevokeSessions.All'),
  readMemberOf: anyOf(...readDirectory, 'Group.ReadBasic.All', 'GroupMember.ReadBasic.All'),
  readTransitiveMemberOf: anyOf(
    'User.Read.All',
    'GroupMember.Read.All',
    'Group.Read.All',
    'Group.ReadBasic.All',
    'GroupMember.ReadBasic.All',
    ...readDirectory,
  ),
  checkMembership: anyOf(
    'GroupMember.Read.All',
    'Device.Read.All',
    'User.Read.All',
    ...readGroups,
    ...readDirectory,
  ),
  readUserLinks: anyOf(...readUsers, ...readDirectory),
  readGroup: anyOf('GroupMember.Read.All', 'Group.ReadBasic.All', ...readGroups, ...readDirectory),
  readMembers: anyOf(
    'GroupMember.Read.All',
    'GroupMember.ReadWrite.All',
    'GroupMember.ReadBasic.All',
    'Group.ReadBasic.All',
    'Directory.Read.All',
    ...readGroups,
  ),
  readOwners: anyOf('GroupMember.Read.All', 'GroupMember.ReadWrite.All', 'Directory.Read.All', ...readGroups),
  writeMembers: anyOf('GroupMember.ReadWrite.All', 'Group.ReadWrite.All', 'Directory.ReadWrite.All'),
  writeOwners: anyOf('Group.ReadWrite.All', 'Directory.ReadWrite.All'),
  readSkus: anyOf('LicenseAssignment.Read.All', 'Organization.Read.All', ...readDirectory),
  readLicences: anyOf('LicenseAssignment.Read.All', ...readUsers, ...readDirectory),
  assignLicence: anyOf('LicenseAssignment.ReadWrite.All', 'User.ReadWrite.All', 'Directory.ReadWrite.All'),
  readAppRoles: anyOf('AppRoleAssignment.ReadWrite.All', 'Directory.Read.All'),
  writeAppRoles: anyOf('AppRoleAssignment.ReadWrite.All'),
  readAppRolesOfApp: anyOf(...readApps, ...readDirectory),
  writeAppRolesOfApp: anyOf('AppRoleAssignment.ReadWrite.All', 'Application.ReadWrite.All'),
  readUserGrants: anyOf('DelegatedPermissionGrant.ReadWrite.All', 'Directory.Read.All'),
  readGrants: anyOf('DelegatedPermissionGrant.ReadWrite.All', ...readDirectory),
  writeGrants: anyOf('DelegatedPermissionGrant.ReadWrite.All', 'Directory.ReadWrite.All'),
  readApp: anyOf(...readApps, 'Directory.Read.All'),
  writeAppOwners: anyOf('Application.ReadWrite.All', 'Directory.ReadWrite.All'),
  readDevice: anyOf('Device.Read.All', 'Device.ReadWrite.All', ...readDirectory),
  writeDevice: anyOf('Device.ReadWrite.All', 'Directory.ReadWrite.All'),
  readRoleAssignments: anyOf(
    'RoleManagement.Read.Directory',
    'RoleManagement.ReadWrite.Directory',
    ...readDirectory,
  ),
  readEligibleRoles: anyOf(
    'RoleEligibilitySchedule.Read.Directory',
    'RoleEligibilitySchedule.ReadWrite.Directory',
    ...manageRoles,
  ),
  readActiveRoles: anyOf(
    'RoleAssignmentSchedule.Read.Directory',
    'RoleAssignmentSchedule.ReadWrite.Directory',
    ...manageRoles,
  ),
  writeRoleAssignments: anyOf('RoleManagement.ReadWrite.Directory'),
  readFiles: anyOf(...readFiles),
  readCatalog: anyOf('AppCatalog.Read.All', 'AppCatalog.ReadWrite.All'),
  readInstalledApps: anyOf(
    'TeamsAppInstallation.ReadWriteSelfForUser.All',
    'TeamsAppInstallation.ReadForUser.All',
    'TeamsAppInstallation.ReadWriteForUser.All',
  ),
  installApp: anyOf(
    'TeamsAppInstallation.ReadWriteSelfForUser.All',
    'TeamsAppInstallation.ReadWriteForUser.All',
  ),
  readTeamMembers: anyOf('TeamMember.Read.All', 'TeamMember.ReadWrite.All'),
  writeTeamMembers: anyOf('TeamMember.ReadWrite.All'),
} as const;
