import { describe, expect, it } from 'vitest';
import { action } from '#providers/action.ts';
import { removeAppOwnership } from '#providers/entra/remove-app-ownership.ts';
import { removeAppRoleAssignments } from '#providers/entra/remove-app-role-assignments.ts';
import { removeConsents } from '#providers/entra/remove-consents.ts';
import { enterpriseApps, ownedApps } from '#providers/sandbox/graph-fresh-apps.ts';
import { personOf } from '#providers/sandbox/people.ts';
import {
  applyAll,
  cloudStage,
  leaverNamed,
  planned,
  rollBack,
  somebody,
  storedChanges,
} from '../cloud-stage.ts';
import { failure } from '../http-stage.ts';

const [john, megan, chris] = [personOf('jdoe').id, personOf('meganb').id, personOf('chris.green').id];

describe('access to applications', () => {
  const remove = action(removeAppRoleAssignments);
  const granted = remove.permissions;

  it('is removed where it is the person’s own; what a group gives goes with the group', async () => {
    const { context, company } = await cloudStage({ granted });

    const all = await planned(remove, context);

    expect(all.map((one) => [one.kind, one.what])).toEqual([
      ['change', 'Remove access to Fabrikam Travel'],
      ['change', 'Remove access to Tailwind CRM'],
      ['skipped', 'Access to Wingtip Timesheets'],
    ]);
    expect(all[2]).toHaveProperty('why', 'comes with the group Sales EMEA and goes with it');

    const changes = await applyAll(remove, context);

    const left = company().graph.appRoleAssignments;
    expect(left.filter((row) => row.principalId === john)).toEqual([]);
    expect(left).toHaveLength(3);

    await rollBack(remove, changes, context);

    const back = company().graph.appRoleAssignments.filter((row) => row.principalId === john);
    expect(back.map((row) => row.resourceDisplayName).toSorted()).toEqual([
      'Fabrikam Travel',
      'Tailwind CRM',
    ]);
  });

  it('is put back once, when the answer was lost', async () => {
    const { context, company, trouble } = await cloudStage({ granted });
    const changes = await applyAll(remove, context);
    await trouble({ lostResponses: 1, match: '^POST' });

    await failure(rollBack(remove, changes.slice(0, 1), context));
    await trouble({});
    await rollBack(remove, changes, context);

    expect(company().graph.appRoleAssignments.filter((row) => row.principalId === john)).toHaveLength(2);
  });
});

describe('consents', () => {
  const remove = action(removeConsents);
  const granted = remove.permissions;

  it('of the person are withdrawn and come back word for word; the company’s stays', async () => {
    const { context, company } = await cloudStage({ granted });

    expect((await planned(remove, context)).map((one) => one.what)).toEqual([
      'Withdraw the consent given to Mail Planner: Calendars.Read, Mail.Read, offline_access on Microsoft Graph',
      'Withdraw the consent given to Chart Maker: Files.Read, User.Read on Microsoft Graph',
    ]);

    const changes = await applyAll(remove, context);

    expect(company().graph.oauth2PermissionGrants.map((row) => row.principalId)).toEqual([null, chris]);

    await rollBack(remove, changes, context);

    const back = company().graph.oauth2PermissionGrants.filter((row) => row.principalId === john);
    expect(back.map((row) => row.scope).toSorted()).toEqual([
      'Files.Read User.Read',
      'Mail.Read Calendars.Read offline_access',
    ]);
  });

  it('of everybody or somebody else are never withdrawn, even when a plan says so', async () => {
    const { context, company } = await cloudStage({ granted });
    const [change] = await storedChanges(remove, context);
    const planContext = { ...context, leaver: leaverNamed('jdoe') };
    const foreign = [
      { ...(change!.from as object), consentType: 'AllPrincipals', principalId: null },
      { ...(change!.from as object), principalId: chris },
    ];

    expect(remove.plan(foreign, planContext).map((one) => one.kind)).toEqual(['skipped', 'skipped']);
    for (const from of foreign) {
      await expect(remove.apply({ ...change!, from }, context)).rejects.toThrow('not ours');
    }

    expect(company().graph.oauth2PermissionGrants).toHaveLength(4);
  });

  it('mean the same when only their id or the order of words is another', async () => {
    const { context } = await cloudStage({ granted });
    const [found] = (await remove.inspect(context)) as { scope: string }[];

    expect(
      remove.same?.(found, { ...found, id: 'new', scope: ' offline_access Mail.Read Calendars.Read' }),
    ).toBe(true);
    expect(remove.same?.(found, { ...found, scope: 'Mail.Read' })).toBe(false);
  });

  it('to an app that is gone are named by its id', async () => {
    const { context, company } = await cloudStage({ granted });
    const { graph } = company();
    graph.servicePrincipals = graph.servicePrincipals.filter(
      (one) => one.id !== enterpriseApps.chartMaker.id,
    );

    const what = (await planned(remove, context)).map((one) => one.what);

    expect(what[1]).toContain(enterpriseApps.chartMaker.id);
  });
});

describe('owned applications', () => {
  const remove = action(removeAppOwnership);
  const granted = remove.permissions;
  const { quoteCalculator, salesDashboard } = ownedApps;

  it('go to the successor where the person is alone, and stay with their other owners else', async () => {
    const { context, company } = await cloudStage({ granted });

    expect((await planned(remove, context)).map((one) => one.what)).toEqual([
      'Make Megan Bowen owner of the app registration Quote Calculator, then end John Doe’s ownership',
      'End John Doe’s ownership of the app registration Sales Dashboard, which has other owners',
      'Make Megan Bowen owner of the enterprise application Quote Calculator, then end John Doe’s ownership',
    ]);

    const changes = await applyAll(remove, context);

    const { owners } = company().graph;
    expect(owners[quoteCalculator.application]).toEqual([megan]);
    expect(owners[quoteCalculator.servicePrincipal]).toEqual([megan]);
    expect(owners[salesDashboard.application]).toEqual([chris]);

    await rollBack(remove, changes, context);

    expect(company().graph.owners[quoteCalculator.application]).toEqual([john]);
    expect(company().graph.owners[salesDashboard.application]?.toSorted()).toEqual([john, chris].toSorted());
  });

  it('stay where nobody takes them over, and say so', async () => {
    const { context } = await cloudStage({ granted, successor: null });

    expect((await planned(remove, context)).map((one) => one.kind)).toEqual(['skipped', 'change', 'skipped']);
  });

  it('are nothing of somebody who owns none', () => {
    const app = {
      id: quoteCalculator.application,
      type: 'application',
      name: 'Quote Calculator',
      owners: [chris],
      successor: somebody('meganb'),
    } as const;

    expect(
      removeAppOwnership.plan([{ ...app, owners: [...app.owners] }], {
        leaver: leaverNamed('jdoe'),
        choices: { mailbox: 'both', successor: null },
        openedAt: '2026-11-02T09:00:00Z',
      }),
    ).toEqual([]);
  });
});
