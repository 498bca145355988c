import type { Permission } from '../permission.ts';

/** What the bot's account in Active Directory is delegated. It is never a member of an administrators' group. */
export const adPermissions = {
  /** Every authenticated account has it, unless a company took it away. */
  read: 'ad/read users, groups and organizational units',
  writeUserAccountControl: 'ad/write userAccountControl on user accounts',
  writeMember: 'ad/write member on groups',
  /** Delete on the account, create in the target OU, write its name. */
  moveUsers: 'ad/move user accounts',
} as const satisfies Record<string, Permission>;
