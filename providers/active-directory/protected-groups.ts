import { ridOf } from './sid-text.ts';

/** https://learn.microsoft.com/windows-server/identity/ad-ds/plan/security-best-practices/appendix-c--protected-accounts-and-groups-in-active-directory */
const domainGroups: ReadonlyMap<number, string> = new Map([
  [512, 'Domain Admins'],
  [516, 'Domain Controllers'],
  [518, 'Schema Admins'],
  [519, 'Enterprise Admins'],
  [521, 'Read-only Domain Controllers'],
]);

const builtInGroups: ReadonlyMap<number, string> = new Map([
  [544, 'Administrators'],
  [548, 'Account Operators'],
  [549, 'Server Operators'],
  [550, 'Print Operators'],
  [551, 'Backup Operators'],
  [552, 'Replicator'],
]);

/** The English name of a group that makes its members protected; `null` for any other SID. */
export function protectedGroupName(sid: string): string | null {
  const names = sid.startsWith('S-1-5-32-')
    ? builtInGroups
    : sid.startsWith('S-1-5-21-')
      ? domainGroups
      : null;
  return names?.get(ridOf(sid)) ?? null;
}
