import { describe, expect, it } from 'vitest';
import { action } from '#providers/action.ts';
import { removeFromDistributionGroups } from '#providers/exchange/remove-from-distribution-groups.ts';
import { personOf } from '#providers/sandbox/people.ts';
import { mailGroups } from '#providers/sandbox/things.ts';
import { describeLaws } from '../action-laws.ts';
import { applyAll, cloudStage, planned, storedChanges } from '../cloud-stage.ts';

const leave = action(removeFromDistributionGroups);
const granted = leave.permissions;
const { salesNews, financeApprovals } = mailGroups;

describeLaws(leave);

describe('leaving distribution lists', () => {
  it('finds lists and mail-enabled security groups, and nothing that Graph can change itself', async () => {
    const { context } = await cloudStage({ granted });
    expect((await planned(leave, context)).map((one) => one.what)).toEqual([
      'Remove from distribution list Sales News',
      'Remove from mail-enabled security group Finance Approvals',
    ]);
  });

  it('says of a group from Active Directory that the membership ends there', async () => {
    const { context, company } = await cloudStage({ granted });
    company().graph.groups.find((one) => one.id === salesNews.id)!.onPremisesSyncEnabled = true;
    expect(await planned(leave, context)).toMatchObject([
      { kind: 'skipped', key: salesNews.id },
      { kind: 'change', key: financeApprovals.id },
    ]);
  });

  it('leaves everybody else in the group', async () => {
    const { context, company } = await cloudStage({ granted });
    await applyAll(leave, context);
    const others = ['meganb', 'chris.green'].map((key) => personOf(key).id);
    expect(company().graph.members[salesNews.id]).toEqual(others);
  });

  it('takes a membership that somebody ended meanwhile as done', async () => {
    const { context, company } = await cloudStage({ granted });
    const changes = await storedChanges(leave, context);
    company().graph.members[salesNews.id] = [];
    for (const change of changes) await leave.apply(change, context);
    expect(await planned(leave, context)).toEqual([]);
  });

  it('does not take a group that is gone as done', async () => {
    const { context, company } = await cloudStage({ granted });
    const [change] = await storedChanges(leave, context);
    company().graph.groups = [];
    await expect(leave.apply(change!, context)).rejects.toThrow(/couldn't be found/);
  });

  it('finds the groups of somebody with an apostrophe in the name', async () => {
    const { context, company } = await cloudStage({ granted, leaver: "zoe.o'neil" });
    company().graph.members[salesNews.id] = [personOf("zoe.o'neil").id];
    await applyAll(leave, context);
    expect(company().graph.members[salesNews.id]).toEqual([]);
  });

  it('finds the groups of somebody without a mailbox', async () => {
    const { context, company } = await cloudStage({ granted, leaver: 'joni.sherman' });
    expect(await planned(leave, context)).toEqual([]);
    company().graph.members[salesNews.id] = [personOf('joni.sherman').id];
    expect(await planned(leave, context)).toHaveLength(1);
  });
});
