import { cloudGroups } from '#providers/sandbox/graph-fresh-groups.ts';
import { personOf } from '#providers/sandbox/people.ts';
import { domain } from './samba-domain.ts';
import { anchor } from './samba-company.ts';
import type { Seed, SeededAccount } from './samba-seed.ts';
import type { Sandbox } from './sandbox-world.ts';

/** Where somebody is given protection: John Doe, with an account of his own on the domain controller. */
export interface Scene {
  readonly seed: Seed;
  readonly sandbox: Sandbox;
  readonly account: SeededAccount;
  /** The list of accounts never to touch, as the settings have it. */
  readonly neverTouch: string[];
}

/** One way in which somebody is not to be touched. */
export interface Shape {
  readonly name: string;
  /** What the refusal says. */
  readonly words: string;
  /** True for what nobody becomes later: such an account is protected from its first day. */
  readonly inborn?: true;
  make(scene: Scene): Promise<void> | void;
}

const jdoe = personOf('jdoe');
const users = `CN=Users,${domain.baseDn}`;
const builtIn = `CN=Builtin,${domain.baseDn}`;

const adminGroups: readonly (readonly [string, string])[] = [
  ['Domain Admins', users],
  ['Schema Admins', users],
  ['Enterprise Admins', users],
  ['Administrators', builtIn],
  ['Account Operators', builtIn],
  ['Server Operators', builtIn],
  ['Print Operators', builtIn],
  ['Backup Operators', builtIn],
  ['Replicator', builtIn],
];

const onPremises: readonly Shape[] = [
  {
    name: 'is in Domain Admins',
    words: 'protected Active Directory group Domain Admins',
    make: ({ seed, account }) => seed.addMembers(`CN=Domain Admins,${users}`, [account.dn]),
  },
  ...adminGroups.map(([group, place]) => ({
    name: `is in ${group} through two groups`,
    words: `protected Active Directory group ${group}`,
    make: (scene: Scene) => nested(scene, `CN=${group},${place}`),
  })),
  {
    name: 'has Domain Admins as primary group',
    words: 'protected Active Directory group Domain Admins',
    async make({ seed, account }) {
      await seed.addMembers(`CN=Domain Admins,${users}`, [account.dn]);
      await seed.set(account.dn, 'primaryGroupID', '512');
    },
  },
  {
    name: 'has adminCount left over from earlier',
    words: 'adminCount is set',
    make: ({ seed, account }) => seed.set(account.dn, 'adminCount', '1'),
  },
  {
    name: 'runs a service',
    words: 'runs 1 service name',
    make: ({ seed, account }) =>
      seed.set(account.dn, 'servicePrincipalName', `HTTP/${account.accountName}.contoso.test`),
  },
];

async function nested({ seed, account }: Scene, adminGroup: string): Promise<void> {
  const [inner, outer] = [`Inner of ${account.accountName}`, `Outer of ${account.accountName}`];
  const first = await seed.group(inner, [account.dn]);
  const second = await seed.group(outer, [first.dn]);
  await seed.addMembers(adminGroup, [second.dn]);
}

/** Entra has the person from an account that is none of a person's own. */
const otherAccounts: readonly Shape[] = [
  ['is the account the bot itself works with', domain.botDn, 'the bot itself works with it'],
  ['is the built-in Administrator', domain.adminDn, 'Administrator'],
  ['is krbtgt', `CN=krbtgt,${users}`, 'krbtgt'],
  ['is a domain controller', `CN=DC1,OU=Domain Controllers,${domain.baseDn}`, 'computer'],
].map(([name = '', dn = '', words = '']) => ({
  name,
  words,
  inborn: true,
  make: async ({ seed, sandbox }) => anchor(sandbox, 'jdoe', await seed.account(dn)),
}));

const roles = { id: 'a role of the table', directoryScopeId: '/', principalId: jdoe.id } as const;

const inEntra: readonly Shape[] = [
  {
    name: 'holds an Entra role',
    words: 'holds the Entra role User Administrator',
    make: ({ sandbox }) => void graphOf(sandbox).roleAssignments.push({ ...roles, ...role(sandbox) }),
  },
  {
    name: 'holds an Entra role over an administrative unit only',
    words: 'holds the Entra role User Administrator',
    make: ({ sandbox }) =>
      void graphOf(sandbox).roleAssignments.push({
        ...roles,
        ...role(sandbox),
        directoryScopeId: '/administrativeUnits/e0000000-0000-4000-8000-0000000000a1',
      }),
  },
  {
    name: 'may take an Entra role (eligible)',
    words: 'may take the Entra role User Administrator',
    make: ({ sandbox }) =>
      void graphOf(sandbox).roleEligibilitySchedules.push({ ...roles, ...role(sandbox) }),
  },
  {
    name: 'is in a group that holds an Entra role',
    words: 'Helpdesk Administrator',
    make: ({ sandbox }) => join(sandbox, cloudGroups.helpdeskAdmins),
  },
  {
    name: 'is in a group that can carry roles and has none',
    words: 'is in Price List Editors, which can carry administrator roles',
    make({ sandbox }) {
      carryRoles(sandbox, cloudGroups.priceList);
      join(sandbox, cloudGroups.priceList);
    },
  },
  {
    name: 'is in a group of a group that can carry roles',
    words: 'is in Price List Editors, which can carry administrator roles',
    make({ sandbox }) {
      carryRoles(sandbox, cloudGroups.priceList);
      const { members } = graphOf(sandbox);
      members[cloudGroups.priceList] = [...(members[cloudGroups.priceList] ?? []), cloudGroups.vpnUsers];
      join(sandbox, cloudGroups.vpnUsers);
    },
  },
  {
    name: 'owns a group that can carry roles',
    words: 'owns Helpdesk Admins, which can carry administrator roles',
    make({ sandbox }) {
      const { owners } = graphOf(sandbox);
      owners[cloudGroups.helpdeskAdmins] = [...(owners[cloudGroups.helpdeskAdmins] ?? []), jdoe.id];
    },
  },
];

function graphOf(sandbox: Sandbox) {
  return sandbox.company().graph;
}

function role(sandbox: Sandbox): { readonly roleDefinitionId: string } {
  const found = graphOf(sandbox).roleDefinitions.find(
    ({ displayName }) => displayName === 'User Administrator',
  );
  return { roleDefinitionId: found?.id ?? '' };
}

function join(sandbox: Sandbox, group: string): void {
  const { members } = graphOf(sandbox);
  members[group] = [...(members[group] ?? []), jdoe.id];
}

function carryRoles(sandbox: Sandbox, group: string): void {
  const found = graphOf(sandbox).groups.find(({ id }) => id === group);
  if (found) found.isAssignableToRole = true;
}

const listed: readonly Shape[] = [
  ['by object id', (_account: SeededAccount) => jdoe.id.toUpperCase()],
  ['by UPN, in another case', (_account: SeededAccount) => ` ${jdoe.upn.toUpperCase()} `],
  ['by SID', ({ sid }: SeededAccount) => sid],
  ['by DN, as somebody typed it', ({ dn }: SeededAccount) => dn.replaceAll(',', ', ').toLowerCase()],
].map(([name, entryOf]) => ({
  name: `is on the list never to touch, ${String(name)}`,
  words: 'on the list of accounts the bot never touches',
  make: ({ neverTouch, account }) =>
    void neverTouch.push((entryOf as (account: SeededAccount) => string)(account)),
}));

export const shapes: readonly Shape[] = [...onPremises, ...otherAccounts, ...inEntra, ...listed];
