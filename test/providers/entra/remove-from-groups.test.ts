import { describe, expect, it } from 'vitest';
import { action, type Choices } from '#providers/action.ts';
import { kindOf, type GraphGroup } from '#providers/entra/group-kind.ts';
import { beforeLicencesGo } from '#providers/entra/licence-products.ts';
import type { Membership } from '#providers/entra/read-groups.ts';
import { removeFromGroups } from '#providers/entra/remove-from-groups.ts';
import { cloudGroups } from '#providers/sandbox/graph-fresh-groups.ts';
import { personOf } from '#providers/sandbox/people.ts';
import { applyAll, cloudStage, leaverNamed, planned, rollBack } from '../cloud-stage.ts';
import { failure } from '../http-stage.ts';

const remove = action(removeFromGroups);
const granted = remove.permissions;
const john = personOf('jdoe').id;

describe('sorting groups by who can change them', () => {
  const plain: GraphGroup = {
    id: cloudGroups.salesEmea,
    displayName: 'Sales EMEA',
    groupTypes: [],
    mailEnabled: false,
    onPremisesSyncEnabled: null,
    membershipRule: null,
    isAssignableToRole: null,
    isManagementRestricted: null,
    resourceProvisioningOptions: [],
  };

  it.each<[string, Partial<GraphGroup>]>([
    ['security', {}],
    ['microsoft-365', { groupTypes: ['Unified'], mailEnabled: true }],
    ['team', { groupTypes: ['Unified'], mailEnabled: true, resourceProvisioningOptions: ['Team'] }],
    ['mail', { mailEnabled: true }],
    ['synced', { onPremisesSyncEnabled: true }],
    ['synced', { onPremisesSyncEnabled: true, mailEnabled: true }],
    ['dynamic', { groupTypes: ['DynamicMembership'] }],
    ['dynamic', { groupTypes: ['DynamicMembership', 'Unified'], mailEnabled: true }],
    ['dynamic', { membershipRule: 'user.country -eq "DE"' }],
    ['role-assignable', { isAssignableToRole: true }],
    ['restricted', { isManagementRestricted: true }],
    ['restricted', { isManagementRestricted: true, isAssignableToRole: true }],
  ])('%s: %o', (kind, more) => {
    expect(kindOf({ ...plain, ...more })).toBe(kind);
  });
});

describe('planning to remove from groups', () => {
  const group: Membership = { id: cloudGroups.salesEmea, name: 'Sales EMEA', kind: 'security', licences: [] };
  const office = {
    skuId: '6fd2c87f-b296-42f0-b197-1e91e994b900',
    product: 'ENTERPRISEPACK',
    mailbox: true,
    oneDrive: true,
  };
  const plan = (found: Partial<Membership & { owned: boolean }>, mailbox: Choices['mailbox'] = 'both') =>
    removeFromGroups.plan([{ ...group, ...found }], {
      leaver: leaverNamed('jdoe'),
      choices: { mailbox, successor: null },
      openedAt: '2026-11-02T09:00:00Z',
    });

  it.each(['security', 'microsoft-365'] as const)('removes from a group (%s)', (kind) => {
    expect(plan({ kind })).toMatchObject([
      { kind: 'change', key: group.id, what: 'Remove from the group Sales EMEA', to: null },
    ]);
  });

  it('calls a team a team', () => {
    expect(plan({ kind: 'team' })).toMatchObject([{ what: 'Remove from the team Sales EMEA' }]);
  });

  it.each(['synced', 'dynamic', 'mail', 'restricted', 'role-assignable'] as const)(
    'leaves a %s group alone and says why',
    (kind) => {
      const [one] = plan({ kind });
      expect(one).toMatchObject({ kind: 'skipped', key: group.id });
      expect(one).toHaveProperty('why', expect.stringMatching(/\w{2,} \w{2,}/));
    },
  );

  it('waits for the new owner only where the leaver owns the group', () => {
    const licences = [office];
    const afterOf = (found: Partial<Membership> & { owned: boolean }) =>
      plan(found).map((one) => (one.kind === 'change' ? one.after : 'skipped'));

    expect(afterOf({ owned: false })).toEqual([undefined]);
    expect(afterOf({ owned: true })).toEqual([['entra.hand-over-group-ownership']]);
    expect(afterOf({ owned: true, licences })).toEqual([
      ['entra.hand-over-group-ownership', ...beforeLicencesGo],
    ]);
    expect(afterOf({ owned: false, licences })).toEqual([[...beforeLicencesGo]]);
  });

  it('plans the same change before and after the group was handed over, but for the waiting', () => {
    const [before] = plan({ owned: true });
    const [after] = plan({ owned: false });

    expect({ ...before, after: undefined }).toEqual({ ...after, after: undefined });
  });

  it('keeps a group that gives licences until mailbox and files are safe', () => {
    const [one] = plan({ licences: [office] });
    expect(one).toMatchObject({
      what: 'Remove from the group Sales EMEA, which gives the licences ENTERPRISEPACK (without it OneDrive is archived after 93 days)',
      after: expect.arrayContaining(['exchange.convert-to-shared']),
    });
    expect(one).not.toHaveProperty('destroys');
  });

  it('warns that the mailbox is lost when it is only forwarded', () => {
    expect(plan({ licences: [office] }, 'forward')[0]).toHaveProperty(
      'destroys',
      expect.stringContaining('mailbox'),
    );
    expect(plan({ licences: [{ ...office, mailbox: false }] }, 'forward')[0]).not.toHaveProperty('destroys');
  });
});

describe('removing from groups', () => {
  it('takes John Doe out of every group Graph can change, and names the rest', async () => {
    const { context, company } = await cloudStage({ granted });

    const all = await planned(remove, context);
    const named = (kind: string) => all.filter((one) => one.kind === kind).map((one) => one.what);

    expect(named('change').toSorted()).toEqual([
      'Remove from the group Contract Reviews',
      'Remove from the group Licence: Mobility, which gives the licences EMS, POWER_BI_PRO',
      'Remove from the group Price List Editors',
      'Remove from the group Project Falcon',
      'Remove from the group Sales EMEA',
      'Remove from the group VPN Users',
      'Remove from the team Sales Team',
    ]);
    expect(named('skipped').toSorted()).toEqual([
      'Member of the group ERP Users',
      'Member of the group Everyone in Germany',
      'Member of the group Finance Approvals',
      'Member of the group Sales Files',
      'Member of the group Sales News',
    ]);

    const changes = await applyAll(remove, context);

    const left = Object.entries(company().graph.members).filter(([, ids]) => ids.includes(john));
    expect(left).toHaveLength(5);

    await rollBack(remove, changes, context);

    expect(Object.entries(company().graph.members).filter(([, ids]) => ids.includes(john))).toHaveLength(12);
  });

  it('lets only the groups that John Doe owns wait for their new owner', async () => {
    const { context } = await cloudStage({ granted });
    const all = await planned(remove, context);

    const waiting = all.filter(
      (one) => one.kind === 'change' && one.after?.includes('entra.hand-over-group-ownership'),
    );
    expect(waiting.map(({ what }) => what).toSorted()).toEqual([
      'Remove from the group Contract Reviews',
      'Remove from the group Price List Editors',
    ]);
  });

  it('plans nothing when it cannot read what John Doe owns', async () => {
    const { context, trouble } = await cloudStage({ granted });
    await trouble({ rate: 1, statuses: [403], match: 'ownedObjects' });

    expect((await failure(planned(remove, context))).failure.status).toBe(403);
  });

  it('deletes nobody: every removal goes to the reference', async () => {
    const { context, requests } = await cloudStage({ granted });

    await applyAll(remove, context);

    const deletions = (await requests()).filter((one) => one.method === 'DELETE');
    expect(deletions).toHaveLength(7);
    for (const { path } of deletions)
      expect(path).toMatch(/^\/v1\.0\/groups\/[0-9a-f-]{36}\/members\/[0-9a-f-]{36}\/\$ref$/);
  });

  it('puts back once, when the answer to putting back was lost', async () => {
    const { context, company, trouble } = await cloudStage({ granted });
    const [first, ...others] = await applyAll(remove, context);
    expect(others.length).toBeGreaterThan(0);

    await trouble({ lostResponses: 1, match: '^POST' });
    expect((await failure(rollBack(remove, [first!], context))).failure.uncertain).toBe(true);
    await trouble({});
    await rollBack(remove, [first!], context);

    expect(company().graph.members[first!.key]?.filter((id) => id === john)).toHaveLength(1);
  });

  it('gets through when a third of the calls fail', async () => {
    const { context, trouble } = await cloudStage({ granted });
    await trouble({ rate: 1 / 3, statuses: [429, 503], retryAfterSeconds: 1, seed: 7 });

    await applyAll(remove, context);

    await trouble({});
    expect((await planned(remove, context)).filter((one) => one.kind === 'change')).toEqual([]);
  });
});
