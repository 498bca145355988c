import { randomUUID } from 'node:crypto';
import type { AnyAction } from '#providers/action.ts';
import type { Leaver } from '#providers/leaver.ts';
import type { Systems } from '#providers/systems.ts';
import type { Entry } from '#storage/entry.ts';
import type { LogStore } from '#storage/log-store.ts';
import { openSqliteStore } from '#storage/sqlite/open-sqlite-store.ts';
import type { ApprovalSettings } from '#bot/approvals/settings.ts';
import type { Caller, Role } from '#bot/policy/caller.ts';
import type { Answer } from '#bot/policy/refusal.ts';
import { advance } from '#bot/workflow/advance.ts';
import type { CaseState } from '#bot/workflow/case/case-state.ts';
import { createCases } from '#bot/workflow/case/cases.ts';
import { decide } from '#bot/workflow/acts/decide.ts';
import { event } from '#bot/workflow/case/event.ts';
import { createHoldsSeen } from '#bot/workflow/hold/holds-seen.ts';
import { takeHold } from '#bot/workflow/hold/hold.ts';
import { confirmUndo } from '#bot/workflow/acts/undo.ts';
import type { World } from '#bot/workflow/world.ts';
import { virtualClock, type VirtualClock } from './virtual-clock.ts';

/** A workflow with made-up systems, a store in memory and a clock that does not wait. */
export interface SmallWorld extends World {
  readonly clock: VirtualClock;
  readonly told: (state: CaseState, entry: Entry) => void;
}

export const operatorOnly: ApprovalSettings = {
  policy: {
    'directory-account': 'operator',
    'group-memberships': 'operator',
    licences: 'operator',
    mailbox: 'manager',
    'data-transfer': 'manager',
    'azure-access': 'operator',
    'final-cleanup': 'second-operator',
  },
  requestHours: 72,
  runWindowHours: 24,
};

export const alex = caller('e0000000-0000-4000-8000-000000000001', 'Alex Wilber', 'operator');
export const isaiah = caller('e0000000-0000-4000-8000-000000000002', 'Isaiah Langer', 'operator');
export const megan = caller('e0000000-0000-4000-8000-000000000003', 'Megan Bowen');
export const adele = caller('e0000000-0000-4000-8000-000000000004', 'Adele Vance', 'auditor');
export const patti = caller('e0000000-0000-4000-8000-000000000005', 'Patti Fernandez');

export const johnDoe: Leaver = {
  id: 'e0000000-0000-4000-8000-000000000010',
  upn: 'jdoe@contoso.com',
  name: 'John Doe',
  mail: 'jdoe@contoso.com',
  synced: true,
  directory: null,
  manager: { id: megan.id, upn: 'meganb@contoso.com', name: megan.name },
};

export async function smallWorld(
  catalog: readonly AnyAction[],
  more: { readonly store?: LogStore; readonly clock?: VirtualClock; readonly instance?: string } = {},
): Promise<SmallWorld> {
  const store = more.store ?? (await openSqliteStore({ file: ':memory:' }));
  const clock = more.clock ?? virtualClock();
  const instance = more.instance ?? `test-${randomUUID().slice(0, 8)}`;
  const naming = { tenant: '5a7b0c1d-1111-4c0a-9e00-00000000c0a0', instance, version: '0.0.0-test' };
  const told = () => {};
  return {
    ...naming,
    store,
    cases: createCases({ ...naming, store, now: () => clock.now(), told }),
    systems: {} as Systems,
    protection: async () => ({ reasons: [] }),
    catalog,
    approvals: operatorOnly,
    guards: { neverTouch: [], casesPerHour: 10 },
    retention: { years: 0 },
    timing: {
      holdMs: 30_000,
      verifyWaitsMs: [0, 1000, 2000],
      heldUpWaitsMs: [15_000, 60_000],
      spreadMs: 60_000,
      attempts: 3,
    },
    clock,
    holdsSeen: createHoldsSeen(clock),
    log: { debug() {}, info() {}, warn() {}, error() {} },
    told,
    standsStill() {},
  };
}

export const caseId = 'OFF-TEST1';

/** Opens John Doe's case by Alex, as `openCase` would. */
export async function opened(world: World, dryRun = false): Promise<CaseState> {
  const choices = { mailbox: 'both', successor: johnDoe.manager } as const;
  await world.store.markOpen(caseId);
  const { id, upn, name } = johnDoe;
  const entry = event(
    'opened',
    alex,
    { query: 'jdoe', leaver: johnDoe, choices, dryRun },
    { leaver: { id, upn, name } },
  );
  return world.cases.record(caseId, (state) => (state ? null : entry));
}

/** Lets the bot go on until it is somebody's turn. */
export async function goOn(world: World): Promise<CaseState> {
  const hold = await takeHold(world, caseId, new AbortController().signal);
  if (!hold) throw new Error('another instance holds the case');
  await advance(world, hold);
  await hold.release();
  return current(world);
}

export async function current(world: World): Promise<CaseState> {
  const state = await world.cases.read(caseId);
  if (!state) throw new Error('there is no case');
  return state;
}

/** Says yes to a step as the newest card shows it. */
export async function approveShown(
  world: World,
  by: Caller,
  { caseId, step }: { readonly caseId: string; readonly step: string },
): Promise<Answer<CaseState>> {
  const state = await world.cases.read(caseId);
  const hash = state?.steps.find((one) => one.step === step)?.hash ?? '';
  return decide(world, { by, caseId, step, hash, verdict: 'approve', reason: '' });
}

/** Confirms the undo as the newest card shows it. */
export async function confirmShown(world: World, by: Caller, id = caseId): Promise<Answer<CaseState>> {
  const state = await world.cases.read(id);
  return confirmUndo(world, { by, caseId: id, hash: state?.undo?.hash ?? '' });
}

function caller(id: string, name: string, ...roles: readonly Role[]): Caller {
  return { id, name, roles: new Set(roles), enabled: true };
}
