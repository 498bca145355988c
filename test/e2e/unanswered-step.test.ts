import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { StepId } from '#providers/action.ts';
import { cloudGroups } from '#providers/sandbox/graph-fresh-groups.ts';
import { skuIds, syncedGroups } from '#providers/sandbox/things.ts';
import type { CaseState } from '#bot/workflow/case/case-state.ts';
import { decide } from '#bot/workflow/acts/decide.ts';
import { allChanges } from '#bot/workflow/case/steps.ts';
import { approvedCase, frozenCase, sandboxWorld, undoneCase } from '#test/set-up/case-world.ts';
import { type Sandbox, startSandbox } from '#test/set-up/sandbox-world.ts';
import { megan, type SmallWorld } from '#test/set-up/small-world.ts';

let sandbox: Sandbox;
let world: SmallWorld;

beforeAll(async () => {
  sandbox = await startSandbox();
});
afterAll(() => sandbox.stop());

/** The company gives its Office licence to whoever is in a group of Active Directory. */
beforeEach(async () => {
  await sandbox.control('reset');
  const { groups } = sandbox.company().graph;
  const erp = groups.find((group) => group.id === syncedGroups.erpUsers.id);
  erp!.assignedLicenses = [{ skuId: skuIds.officeE3, disabledPlans: [] }];
  world = await sandboxWorld(sandbox);
});

const onMailbox = `ad.remove-from-groups/${syncedGroups.erpUsers.guid}`;
const onMailboxAndFiles = `entra.remove-from-groups/${cloudGroups.licenceMobility}`;
const onNewOwner = [cloudGroups.contractReviews, cloudGroups.priceList].map(
  (id) => `entra.remove-from-groups/${id}`,
);

/** Memberships of which the end has not been read back. */
function kept(state: CaseState): string[] {
  const memberships = allChanges(state).filter(({ ref }) => /^(ad|entra)\.remove-from-groups/.test(ref));
  return memberships.filter(({ status }) => status !== 'verified').map(({ ref }) => ref);
}

function statusOf(state: CaseState, ref: string): string | undefined {
  return allChanges(state).find((one) => one.ref === ref)?.status;
}

const ofManager = (step: StepId) => step === 'mailbox' || step === 'data-transfer';

describe('a manager who does not answer', () => {
  it('about mailbox and files keeps only the groups open that hang on them', async () => {
    const state = await approvedCase(world, await frozenCase(world), (step) => !ofManager(step));

    expect(kept(state).toSorted()).toEqual([onMailbox, onMailboxAndFiles, ...onNewOwner].toSorted());
  });

  it('about the mailbox keeps only the groups open that carry licences', async () => {
    const state = await approvedCase(world, await frozenCase(world), (step) => step !== 'mailbox');

    expect(kept(state).toSorted()).toEqual([onMailbox, onMailboxAndFiles].toSorted());
  });

  it('and answers late after all: the rest follows without anybody being asked again', async () => {
    const waiting = await approvedCase(world, await frozenCase(world), (step) => !ofManager(step));
    const state = await approvedCase(world, waiting, ofManager);
    const entries = await world.store.readCase(state.caseId);

    expect(entries.filter(({ phase }) => phase === 'drifted')).toEqual([]);
    expect(kept(state)).toEqual([]);
    expect(state.outcome).toBe('complete');
  });

  it('and says no: only those groups stay, and the case says that something is open', async () => {
    const waiting = await frozenCase(world);
    const { caseId } = waiting;
    for (const step of ['mailbox', 'data-transfer'])
      await decide(world, { by: megan, caseId, step, verdict: 'reject', reason: 'not yet' });
    const state = await approvedCase(world, waiting, (step) => !ofManager(step));

    expect(kept(state).toSorted()).toEqual([onMailbox, onMailboxAndFiles, ...onNewOwner].toSorted());
    expect(state.status).toBe('attention');
  });
});

describe('undoing where a group of Active Directory carries the licence of the mailbox', () => {
  it('puts the licence back before the mailbox', async () => {
    const state = await undoneCase(world, await approvedCase(world, await frozenCase(world)));
    const order = (await world.store.readCase(state.caseId))
      .filter(({ phase, result }) => phase === 'outcome' && result === 'undone')
      .map(({ action, change }) => `${action}/${change}`);

    expect(state.outcome).toBe('undone');
    expect(order).toContain(onMailbox);
    expect(order.indexOf(onMailbox)).toBeLessThan(order.indexOf('exchange.convert-to-shared/mailbox'));
  });

  it('leaves the mailbox shared while only the mailbox is asked for', async () => {
    const state = await undoneCase(world, await approvedCase(world, await frozenCase(world)), {
      step: 'mailbox',
    });
    const mailbox = allChanges(state).find(({ ref }) => ref.startsWith('exchange.convert-to-shared'));

    const [waiting] = state.undo?.waiting ?? [];
    expect(mailbox?.status).toBe('verified');
    expect(waiting?.ref).toBe(mailbox?.ref);
    expect(waiting?.first.join()).toContain('ad.remove-from-groups/');
  });

  it('takes the mailbox back alone once its licences are back, other groups or not', async () => {
    const done = await approvedCase(world, await frozenCase(world));
    await undoneCase(world, done, { step: 'licences' });
    for (const ref of [onMailbox, onMailboxAndFiles]) await undoneCase(world, done, { ref });
    const state = await undoneCase(world, done, { step: 'mailbox' });

    expect(statusOf(state, 'exchange.convert-to-shared/mailbox')).toBe('undone');
    expect(statusOf(state, `ad.remove-from-groups/${syncedGroups.salesFiles.guid}`)).toBe('verified');
  });
});
