import { describe, expect, it } from 'vitest';
import { action } from '#providers/action.ts';
import { handOverGroupOwnership } from '#providers/entra/hand-over-group-ownership.ts';
import type { OwnedGroup } from '#providers/entra/read-owned-groups.ts';
import { cloudGroups } from '#providers/sandbox/graph-fresh-groups.ts';
import { personOf } from '#providers/sandbox/people.ts';
import { applyAll, cloudStage, leaverNamed, planned, rollBack, somebody } from '../cloud-stage.ts';
import { failure } from '../http-stage.ts';

const handOver = action(handOverGroupOwnership);
const granted = handOver.permissions;
const [john, megan, adele] = [personOf('jdoe').id, personOf('meganb').id, personOf('adelev').id];

describe('planning to hand over groups', () => {
  const successor = { id: megan, name: 'Megan Bowen', isMember: false };
  const group: OwnedGroup = {
    id: cloudGroups.contractReviews,
    name: 'Contract Reviews',
    kind: 'microsoft-365',
    owners: [john],
    successor,
  };
  const plan = (found: Partial<OwnedGroup>) =>
    handOverGroupOwnership.plan([{ ...group, ...found }], {
      leaver: leaverNamed('jdoe'),
      choices: { mailbox: 'both', successor: somebody('meganb') },
      openedAt: '2026-11-02T09:00:00Z',
    });

  it('gives the group to the successor', () => {
    expect(plan({})).toMatchObject([
      {
        kind: 'change',
        what: 'Make Megan Bowen owner of the group Contract Reviews, then end John Doe’s ownership',
        to: null,
      },
    ]);
  });

  it('only ends ownership where the successor is an owner already', () => {
    expect(plan({ owners: [john, megan], kind: 'team' })).toMatchObject([
      { what: 'End John Doe’s ownership of the team Contract Reviews, which has other owners' },
    ]);
  });

  it('leaves a group without another owner alone when nobody takes it over', () => {
    expect(plan({ successor: null })).toMatchObject([
      { kind: 'skipped', why: 'has no other owner, and nobody is named to take it over' },
    ]);
  });

  it('ends ownership without a successor where others own it too', () => {
    expect(plan({ successor: null, owners: [john, adele] })).toMatchObject([{ kind: 'change' }]);
  });

  it.each(['synced', 'mail', 'restricted', 'role-assignable'] as const)('skips a %s group', (kind) => {
    expect(plan({ kind })).toMatchObject([{ kind: 'skipped' }]);
  });

  it('hands over a group whose members follow a rule', () => {
    expect(plan({ kind: 'dynamic' })).toMatchObject([{ kind: 'change' }]);
  });

  it('has nothing to do with groups of others', () => {
    expect(plan({ owners: [megan] })).toEqual([]);
  });
});

describe('handing over groups', () => {
  it('makes the successor owner and member before the leaver goes', async () => {
    const { context, company, requests } = await cloudStage({ granted });

    const changes = await applyAll(handOver, context);

    const { graph } = company();
    expect(graph.owners[cloudGroups.contractReviews]).toEqual([megan]);
    expect(graph.members[cloudGroups.contractReviews]).toContain(megan);
    expect(graph.owners[cloudGroups.priceList]).toEqual([megan]);
    const calls = (await requests()).map((one) => `${one.method} ${one.path}`);
    const at = (call: string) => calls.findIndex((one) => one.startsWith(call));
    const owners = `/v1.0/groups/${cloudGroups.contractReviews}/owners`;
    expect(at(`POST ${owners}/$ref`)).toBeGreaterThan(0);
    expect(at(`POST ${owners}/$ref`)).toBeLessThan(at(`DELETE ${owners}/${john}/$ref`));

    await rollBack(handOver, changes, context);

    expect(company().graph.owners[cloudGroups.contractReviews]).toEqual([john]);
    expect(company().graph.members[cloudGroups.contractReviews]).not.toContain(megan);
    expect(company().graph.owners[cloudGroups.priceList]?.toSorted()).toEqual([john, megan].toSorted());
  });

  it('uses Teams’ own list for a team, and leaves the leaver in it as a member', async () => {
    const { context, company, requests } = await cloudStage({ granted, successor: 'adelev' });
    const team = cloudGroups.salesTeam;
    company().graph.owners[team] = [john];

    const changes = await applyAll(handOver, context);

    expect(company().graph.owners[team]).toEqual([adele]);
    expect(company().graph.members[team]).toEqual(expect.arrayContaining([adele, john]));
    const writes = (await requests()).filter((one) => one.method !== 'GET' && one.path.includes(team));
    expect(writes.map((one) => one.path.split('/')[2])).toEqual(['teams', 'teams']);

    await rollBack(handOver, changes, context);

    expect(company().graph.owners[team]).toEqual([john]);
    expect(company().graph.members[team]).not.toContain(adele);
  });

  it('waits while the directory does not show the new owner yet', async () => {
    const { context, company, trouble } = await cloudStage({ granted });
    await trouble({ staleReads: 60_000 });

    expect((await failure(applyAll(handOver, context))).failure).toMatchObject({
      code: 'not-yet',
      passing: true,
    });

    expect(company().graph.owners[cloudGroups.contractReviews]).toContain(john);
    await trouble({});
    await applyAll(handOver, context);
    expect(company().graph.owners[cloudGroups.contractReviews]).toEqual([megan]);
  });

  it('waits while Teams does not show the new owner yet', async () => {
    const { context, company, trouble } = await cloudStage({ granted, successor: 'adelev' });
    const { graph } = company();
    graph.owners = { [cloudGroups.salesTeam]: [john] };
    await trouble({ staleReads: 60_000, match: 'teams' });

    expect((await failure(applyAll(handOver, context))).failure).toMatchObject({
      code: 'not-yet',
      message: 'the new owner is not visible in the team yet',
    });

    expect(company().graph.owners[cloudGroups.salesTeam]).toContain(john);
  });

  it('skips what would have no owner any more', async () => {
    const { context } = await cloudStage({ granted, successor: null });

    const all = await planned(handOver, context);

    expect(all.map((one) => [one.kind, one.what])).toEqual(
      expect.arrayContaining([
        ['skipped', 'Owner of the group Contract Reviews'],
        ['change', 'End John Doe’s ownership of the group Price List Editors, which has other owners'],
      ]),
    );
  });
});
