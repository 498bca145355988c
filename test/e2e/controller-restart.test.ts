import * as fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import type { CaseState } from '#bot/workflow/case/case-state.ts';
import { openCase } from '#bot/workflow/acts/open-case.ts';
import { advance } from '#bot/workflow/advance.ts';
import { takeHold } from '#bot/workflow/hold/hold.ts';
import { allChanges } from '#bot/workflow/case/steps.ts';
import type { World } from '#bot/workflow/world.ts';
import type { LdapDirectory } from '#providers/active-directory/ldap-client.ts';
import { patience, seeds } from '#test/set-up/attack.ts';
import { sandboxWorld } from '#test/set-up/case-world.ts';
import { sign } from '#test/set-up/certificates.ts';
import { describeWithSamba } from '#test/set-up/describe-with-samba.ts';
import { startLdapServer } from '#test/set-up/ldap-server.ts';
import {
  mortalController,
  type Call,
  type Death,
  type MortalController,
} from '#test/set-up/mortal-controller.ts';
import { openPoints } from '#test/set-up/process/findings.ts';
import { isAnotherTry, nextOrders, type Aim } from '#test/set-up/process/next-orders.ts';
import { obey } from '#test/set-up/process/orders.ts';
import { anchor, withDirectory } from '#test/set-up/samba-company.ts';
import { seedOf, type Seed, type SeededAccount } from '#test/set-up/samba-seed.ts';
import { ldapOn } from '#test/set-up/samba-world.ts';
import { startSandbox, type Sandbox } from '#test/set-up/sandbox-world.ts';
import { alex } from '#test/set-up/small-world.ts';
import { startTcpProxy, type TcpProxy } from '#test/set-up/tcp-proxy.ts';

const groups = ['Sales', 'Größe, "all"', '#1'];

await describeWithSamba('A case while the domain controller is killed and comes back', (samba) => {
  let sandbox: Sandbox;
  let seed: Seed;
  let wire: TcpProxy;
  let client: LdapDirectory;
  let account: SeededAccount;
  let controller: MortalController;
  let world: World;
  let rounds = 0;

  beforeAll(async () => {
    [sandbox, seed] = await Promise.all([startSandbox(), seedOf(samba)]);
    await seed.ou('Disabled Users');
    wire = await startTcpProxy({ host: new URL(samba.url).hostname, port: 636 });
    // Its time stands still: a name once read stays known, so that the answer to a change can be lost alone.
    client = ldapOn(samba, { url: `ldaps://localhost:${wire.port}`, now: () => 0 });
  });
  afterAll(async () => {
    await Promise.all([client.close(), seed.close(), sandbox.stop()]);
    await wire.close();
  });

  beforeEach(async () => {
    rounds += 1;
    await sandbox.control('reset');
    account = await seed.user(`leaver${rounds}`, { cn: `Doe, John "${rounds}"` });
    for (const name of groups) await seed.group(`${name} ${rounds}`, [account.dn]);
    anchor(sandbox, 'jdoe', account);
    controller = mortalController({ samba, seed, wire, directory: client, onWrite: hasItsIntent });
    const base = withDirectory(await sandboxWorld(sandbox), controller.directory);
    // The other systems have attacks of their own.
    const ours = base.catalog.filter(({ system }) => system === 'active-directory');
    // One call at a time, so that each death meets the call it is meant for.
    const catalog = ours.map((action, place) => {
      const after = ours.slice(0, place).map(({ id }) => id);
      return Object.assign({}, action, { oneByOne: true, after });
    });
    world = { ...base, catalog };
  });

  /** A domain controller is told to change nothing that the log does not have as begun. */
  async function hasItsIntent(): Promise<void> {
    const [caseId = ''] = await world.store.listOpen();
    const begun = new Set<string>();
    for (const { phase, action, change } of await world.store.readCase(caseId)) {
      if (phase === 'intent') begun.add(`${action}/${change}`);
      if (phase === 'outcome') begun.delete(`${action}/${change}`);
    }
    if (begun.size === 0) throw new Error('a write without its intent');
  }

  function patientWorld(): World {
    return { ...world, clock: controller.waiting(world.clock) };
  }

  /** What the administrator sees. */
  async function held(): Promise<{ enabled: boolean; groups: number; place: string }> {
    const at = `<GUID=${account.guid}>`;
    const flags = await seed.values(at, 'userAccountControl');
    const memberOf = await seed.values(at, 'memberOf');
    const dn = await seed.values(at, 'distinguishedName');
    const place = /OU=[^,]+/u.exec(dn.join())?.[0] ?? '';
    return { enabled: flags.join() === '512', groups: memberOf.length, place };
  }

  const gone = { enabled: false, groups: 0, place: 'OU=Disabled Users' };
  const there = { enabled: true, groups: groups.length, place: 'OU=Staff' };

  it(
    'at every change, before it, after it, and before its answer came: the case goes on by itself and ends complete',
    { timeout: patience(5, 10_000) },
    async () => {
      controller.dieAt(inTurns());
      const state = await carried(patientWorld, controller, { query: 'jdoe', end: 'complete' });

      expect(openPoints(state)).toEqual([]);
      expect(state.outcome).toBe('complete');
      expect(await held()).toEqual(gone);
      expect(controller.deaths.toSorted()).toEqual([
        'move after',
        'removeMember after',
        'removeMember before',
        'removeMember unanswered',
        'replace before',
      ]);
    },
  );

  it('until somebody tries again: nothing is sent meanwhile, and what could not be done is not said to be done', async () => {
    controller.dieAt(({ name }) => (name === 'removeMember' ? 'before' : null));
    const aim = { query: 'jdoe', end: 'complete' } as const;
    const state = await carried(() => world, controller, aim);

    expect(state.status).toBe('attention');
    expect(openPoints(state).join('\n')).toContain('the domain controller cannot be reached');
    const verified = allChanges(state).filter(({ status }) => status === 'verified');
    expect(verified.filter(({ ref }) => !ref.startsWith('ad.disable-account'))).toEqual([]);
    await controller.comeBack();
    expect(await held()).toEqual({ ...there, enabled: false });

    controller.dieAt(() => null);
    const later = await carried(() => world, controller, { ...aim, retries: 1 }, state.caseId);
    expect(later.outcome).toBe('complete');
    expect(await held()).toEqual(gone);
  });

  it('with a certificate that expires in the middle: nothing more is sent, and everybody is told why', async () => {
    const expired = await sign(samba.authority, 'IP:127.0.0.1', -1);
    const server = await startLdapServer(expired, () => []);
    const mute = ldapOn(samba, { url: server.url });
    const later = withDirectory(world, mute);
    const before = await seed.writes();
    const aim = { query: 'jdoe', end: 'complete' } as const;
    const state = await carried((now) => (now?.status === 'working' ? later : world), controller, aim);

    expect(new Set(allChanges(state).map(({ status }) => status))).toEqual(new Set(['waiting']));
    expect(state.heldUp?.error?.message).toContain("the domain controller's certificate has expired");
    expect(await seed.writes()).toBe(before);
    expect(await openCase(later, { by: alex, query: 'megan', dryRun: false })).toMatchObject({
      refusal: {
        code: 'system-unreadable',
        facts: { why: expect.stringContaining('certificate has expired') },
      },
    });
    expect(server.requests).toEqual([]);
    await mute.close();
    await server.close();
  });

  it.each(seeds({ short: 1, long: 100 }))(
    'at any moment of a case and of its undo: both end truthfully (seed %i)',
    { timeout: patience(20, 10_000) },
    async (begin) => {
      controller.dieAt(atRandom(begin));
      const aim = { query: 'jdoe', end: 'undone', retries: 20 } as const;
      const state = await carried(patientWorld, controller, aim);

      expect(openPoints(state)).toEqual([]);
      expect(state.outcome).toBe('undone');
      expect(await held()).toEqual(there);
      expect(controller.deaths.length).toBeGreaterThan(0);
    },
  );
});

/** Each write once, each in another way. A move asks first where the object is, so its answer cannot be lost alone. */
function inTurns(): (call: Call) => Death {
  const ways: Death[] = ['before', 'after', 'unanswered', 'before', 'after'];
  return ({ writes, earlier }) => (writes && earlier === 0 ? (ways.shift() ?? null) : null);
}

/** At about every sixteenth call. */
function atRandom(begin: number): (call: Call) => Death {
  const deaths = fc.sample(fc.constantFrom<Death[]>('before', 'after', ...Array<null>(30).fill(null)), {
    seed: begin,
    numRuns: 1000,
  });
  return () => deaths.shift() ?? null;
}

/** People say yes to everything and try again what failed, until nobody has anything left to do. */
async function carried(
  worldAt: (state: CaseState | null) => World,
  controller: MortalController,
  aim: Aim,
  begun: string | null = null,
): Promise<CaseState> {
  let caseId = begun;
  let retried = 0;
  let state: CaseState | null = null;
  for (let turns = 0; turns < 100; turns += 1) {
    state = caseId === null ? null : await atRest(worldAt(state), caseId);
    const orders = nextOrders(state, aim, retried);
    if (state && orders.length === 0) return state;
    if (orders.some((order) => isAnotherTry(order, state))) retried += 1;
    for (const order of orders) {
      const answer = await obey(worldAt(state), order);
      caseId = answer.caseId ?? caseId;
    }
    await controller.comeBack();
  }
  throw new Error('the case does not end');
}

/** Until it is somebody's turn, or it is still held up after some waits. */
async function atRest(world: World, caseId: string): Promise<CaseState> {
  for (let tries = 0; ; tries += 1) {
    const hold = await takeHold(world, caseId, new AbortController().signal);
    if (!hold) throw new Error('another instance holds the case');
    await advance(world, hold);
    await hold.release();
    const state = await world.cases.read(caseId);
    if (!state) throw new Error('there is no case');
    if (!state.heldUp || tries >= 3) return state;
    await world.clock.sleep(Date.parse(state.heldUp.until) - world.clock.now().getTime());
  }
}
