import { describe, expect, it } from 'vitest';
import { action } from '#providers/action.ts';
import { removeRoleAssignments } from '#providers/azure/remove-role-assignments.ts';
import { personOf } from '#providers/sandbox/people.ts';
import type { RoleAssignment } from '#providers/systems.ts';
import { describeLaws } from '../action-laws.ts';
import {
  applyAll,
  cloudStage,
  leaverNamed,
  planned,
  rollBack,
  somebody,
  storedChanges,
  type CloudStage,
} from '../cloud-stage.ts';
import { failure } from '../http-stage.ts';

const remove = action(removeRoleAssignments);
const granted = remove.permissions;
const jdoe = personOf('jdoe').id;

describeLaws(remove);

const mine = ({ company }: CloudStage) =>
  company().azure.assignments.filter((one) => one.principalId === jdoe);

const row: RoleAssignment = {
  id: '/subscriptions/S/providers/Microsoft.Authorization/roleAssignments/G',
  name: 'G',
  scope: '/subscriptions/S',
  roleDefinitionId: 'R',
  principalId: jdoe,
  roleName: 'Reader',
  scopeName: 'subscription Contoso Production',
  condition: null,
  conditionVersion: null,
  description: null,
};

describe('planning to remove Azure roles', () => {
  const plan = (...found: readonly RoleAssignment[]) =>
    removeRoleAssignments.plan(found, {
      leaver: leaverNamed('jdoe'),
      choices: { mailbox: 'both', successor: somebody('meganb') },
      openedAt: '2026-11-02T09:00:00Z',
    });

  it('says which role on what', () => {
    expect(plan(row)).toMatchObject([
      { what: 'Remove role Reader on subscription Contoso Production', to: null },
    ]);
    expect(plan({ ...row, condition: 'only this' })[0]?.what).toMatch(/limited by a condition/);
  });

  it('touches nobody else', () => {
    expect(plan({ ...row, principalId: personOf('alexw').id })).toEqual([]);
  });

  it('finds the same assignment again although Azure writes its id in another case', () => {
    const again = { ...row, id: row.id.toUpperCase(), roleName: 'Renamed' };
    expect(plan(again)[0]?.key).toBe(plan(row)[0]?.key);
    expect(removeRoleAssignments.same?.(row, again)).toBe(true);
    expect(removeRoleAssignments.same?.(row, { ...row, condition: 'another' })).toBe(false);
  });
});

describe('removing Azure roles', () => {
  it('finds them in every subscription, in resource groups and above, each once', async () => {
    const { context } = await cloudStage({ granted });
    expect((await planned(remove, context)).map((one) => one.what)).toEqual([
      'Remove role Contributor on subscription Contoso Production',
      'Remove role Reader on management group contoso',
      'Remove role Storage Blob Data Contributor on resource group rg-reports in Contoso Analytics (limited by a condition)',
    ]);
  });

  it('takes only theirs away', async () => {
    const stage = await cloudStage({ granted });
    await applyAll(remove, stage.context);
    expect(mine(stage)).toEqual([]);
    expect(stage.company().azure.assignments).toHaveLength(2);
  });

  it('brings them back under the same names and with their conditions', async () => {
    const stage = await cloudStage({ granted });
    const before = mine(stage);
    const changes = await applyAll(remove, stage.context);
    await rollBack(remove, changes, stage.context);
    expect(mine(stage)).toEqual(before);
    expect(before.filter((one) => one.condition !== null)).toHaveLength(1);
  });

  it('does not take another assignment of the same role for the one that was there', async () => {
    const stage = await cloudStage({ granted });
    const changes = await applyAll(remove, stage.context);
    const { from } = changes.find((one) => one.what.includes('Blob'))! as { from: RoleAssignment };
    const { scope, roleDefinitionId } = from;
    const { azure } = stage.company();
    const wider = { ...azure.assignments[0]!, name: 'another', scope, roleDefinitionId, principalId: jdoe };
    azure.assignments.push(wider);
    await expect(rollBack(remove, changes, stage.context)).rejects.toThrow(/RoleAssignmentExists/);
    expect(mine(stage)).toContainEqual(wider);
  });

  it('takes an assignment that somebody removed meanwhile as done', async () => {
    const stage = await cloudStage({ granted });
    const changes = await storedChanges(remove, stage.context);
    stage.company().azure.assignments = [];
    for (const change of changes) await remove.apply(change, stage.context);
    expect(await planned(remove, stage.context)).toEqual([]);
  });

  it('fails in the words of Azure when nobody else is left to own the subscription', async () => {
    const { context } = await cloudStage({ granted, leaver: 'alexw' });
    expect((await failure(applyAll(remove, context))).failure).toMatchObject({
      system: 'azure',
      operation: 'DELETE roleAssignments',
      status: 400,
      message: 'Cannot delete the last RBAC admin assignment.',
      requestId: expect.any(String) as string,
    });
  });

  it('does not overlook a subscription that it cannot read', async () => {
    const { context, trouble } = await cloudStage({ granted });
    await trouble({ rate: 1, statuses: [403], match: 'b0000000-0000-4000-8000-000000000002/' });
    expect((await failure(planned(remove, context))).failure.status).toBe(403);
  });

  it('does not take a bot without any role for a company without Azure', async () => {
    const { context } = await cloudStage({ granted: [] });
    expect((await failure(planned(remove, context))).failure.code).toBe('none-visible');
  });

  it('goes on when Azure is throttled and loses answers', async () => {
    const stage = await cloudStage({ granted });
    await stage.trouble({ rate: 0.2, statuses: [429, 503], retryAfterSeconds: 1, lostResponses: 0.1 });
    await applyAll(remove, stage.context);
    expect(mine(stage)).toEqual([]);
  });
});
