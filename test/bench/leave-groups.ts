import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import type { AnyAction, Change, Context } from '#providers/action.ts';
import { removeFromGroups } from '#providers/active-directory/remove-from-groups.ts';
import type { LdapDirectory } from '#providers/active-directory/ldap-client.ts';
import { seedOf, type Seed, type SeededAccount } from '#test/set-up/samba-seed.ts';
import { contextOf, ldapOn } from '#test/set-up/samba-world.ts';
import { type Samba, startSamba } from '#test/set-up/samba.ts';
import { ldapmodify, type Ldapmodify } from './ldapmodify.ts';
import { caseOf } from './leave-groups-case.ts';
import { quantile } from './quantile.ts';
import { milliseconds, ratio, type Table } from './table.ts';

const count = 500;
const rounds = 3;

/** Somebody leaves 500 groups on a real domain controller, beside `ldapmodify` with the same changes. */
export async function measureLeavingGroups(): Promise<readonly (Table | { readonly missing: string })[]> {
  const folder = await mkdtemp(join(tmpdir(), 'offboarding-bench-'));
  const samba = await startSamba();
  if ('missing' in samba) return [samba];
  try {
    const tool = await ldapmodify(samba, folder);
    return ['missing' in tool ? tool : await measureOn(samba, tool, folder)];
  } finally {
    await samba.stop();
    await rm(folder, { recursive: true });
  }
}

interface Stage {
  readonly seed: Seed;
  readonly directory: LdapDirectory;
  readonly account: SeededAccount;
  readonly groups: readonly string[];
  readonly context: Context;
  readonly tool: Ldapmodify;
  readonly samba: Samba;
  readonly folder: string;
}

async function measureOn(samba: Samba, tool: Ldapmodify, folder: string): Promise<Table> {
  const [seed, directory] = [await seedOf(samba), ldapOn(samba)];
  try {
    const account = await seed.user('leaver');
    const groups: string[] = [];
    for (let n = 0; n < count; n += 1) groups.push((await seed.group(`Team ${n}`, [account.dn])).dn);
    const context = contextOf(leaverWith(account), directory);
    return report(await measured({ seed, directory, account, groups, context, tool, samba, folder }));
  } finally {
    await Promise.all([seed.close(), directory.close()]);
  }
}

function leaverWith(directory: SeededAccount): Context['leaver'] {
  const id = 'e0000000-0000-4000-8000-000000000010';
  const upn = 'jdoe@contoso.com';
  return { id, upn, name: 'John Doe', mail: null, synced: true, manager: null, directory };
}

type Times = Map<string, number[]>;

const rows = {
  floor: 'floor: ldapmodify, the same changes',
  apply: 'the action: the changes, one after the other',
  verify: '  and reading them back',
  both: 'the action: changed and read back',
  inspect: 'reading what there is, before',
  case: 'the same as a case, with its entries in SQLite',
} as const;

/** All kinds in turn, so that whatever else the machine does meets all alike; the first round warms up. */
async function measured(stage: Stage): Promise<Times> {
  const times: Times = new Map(Object.values(rows).map((name) => [name, []]));
  for (let round = 0; round <= rounds; round += 1) {
    for (const [name, ms] of await oneRound(stage)) if (round > 0) times.get(name)?.push(ms);
  }
  return times;
}

async function oneRound(stage: Stage): Promise<readonly (readonly [string, number])[]> {
  const { tool, groups, account } = stage;
  const floor = await took(() => tool.removeMember(groups, account.dn));
  await backIn(stage);
  const { inspect, apply, verify } = await throughTheAction(stage);
  await backIn(stage);
  const wholeCase = await caseOf(stage);
  await backIn(stage);
  return [
    [rows.floor, floor],
    [rows.apply, apply],
    [rows.verify, verify],
    [rows.both, apply + verify],
    [rows.inspect, inspect],
    [rows.case, wholeCase],
  ];
}

async function throughTheAction({ context }: Stage) {
  const action: AnyAction = removeFromGroups;
  let changes: readonly Change[] = [];
  const inspect = await took(async () => {
    changes = changesIn(action, context, await action.inspect(context));
  });
  if (changes.length !== count) throw new Error(`${changes.length} changes were planned`);
  const apply = await took(async () => {
    for (const change of changes) await action.apply(change, context);
  });
  const verify = await took(async () => {
    const left = changesIn(action, context, await action.inspect(context));
    if (left.length > 0) throw new Error(`${left.length} changes are left`);
  });
  return { inspect, apply, verify };
}

function changesIn(action: AnyAction, context: Context, found: readonly unknown[]): readonly Change[] {
  return action.plan(found, context).filter((one) => one.kind === 'change');
}

async function backIn({ seed, groups, account }: Stage): Promise<void> {
  for (let start = 0; start < groups.length; start += 50) {
    const some = groups.slice(start, start + 50);
    await Promise.all(some.map((group) => seed.addMembers(group, [account.dn])));
  }
}

async function took(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

function report(times: Times): Table {
  const median = (name: string): number => quantile(times.get(name) ?? [], 0.5);
  const floor = median(rows.floor);
  return {
    title: `Leaving ${count} groups on a domain controller (Samba)`,
    head: ['', 'ms', 'ms a change', '/ floor'],
    rows: Object.values(rows).map((name) => {
      const ms = median(name);
      return [name, milliseconds(ms), milliseconds(ms / count), ratio(ms, floor)];
    }),
    notes: [
      `Medians of ${rounds} rounds, all kinds in each round, on the same server over LDAPS and with the same account. ldapmodify includes its start and log-on, the action uses a connection that is open.`,
      'A case reads what there is again before it begins, writes an intent before and an outcome after each change, and reads back at the end: the difference to the action is what provability costs.',
    ],
  };
}
