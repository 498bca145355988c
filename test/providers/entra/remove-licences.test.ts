import { describe, expect, it } from 'vitest';
import { action, type Choices } from '#providers/action.ts';
import { licenceOf } from '#providers/entra/licence-products.ts';
import type { AssignedLicence } from '#providers/entra/read-licences.ts';
import { removeLicences } from '#providers/entra/remove-licences.ts';
import { swayPlanId } from '#providers/sandbox/graph-fresh-licences.ts';
import { cloudGroups } from '#providers/sandbox/graph-fresh-groups.ts';
import { personOf } from '#providers/sandbox/people.ts';
import { exchangePlanId, skuIds } from '#providers/sandbox/things.ts';
import { applyAll, cloudStage, leaverNamed, planned, rollBack, type CloudStage } from '../cloud-stage.ts';
import { failure } from '../http-stage.ts';

const remove = action(removeLicences);
const granted = remove.permissions;

const rowsOf = ({ company }: CloudStage) =>
  company()
    .graph.users.find((user) => user.id === personOf('jdoe').id)!
    .licenseAssignmentStates.map(({ skuId, assignedByGroup, disabledPlans }) => ({
      skuId,
      assignedByGroup,
      disabledPlans,
    }))
    .toSorted((a, b) => JSON.stringify(a).localeCompare(JSON.stringify(b)));

describe('what a product holds', () => {
  const product = (...names: string[]) => ({
    skuId: skuIds.officeE3,
    skuPartNumber: 'X',
    servicePlans: names.map((servicePlanName) => ({ servicePlanId: exchangePlanId, servicePlanName })),
  });

  it.each([
    ['EXCHANGE_S_ENTERPRISE', true, false],
    ['EXCHANGE_S_STANDARD', true, false],
    ['EXCHANGE_S_DESKLESS', true, false],
    ['EXCHANGE_S_FOUNDATION', false, false],
    ['EXCHANGE_S_ARCHIVE_ADDON', false, false],
    ['SHAREPOINTENTERPRISE', false, true],
    ['SHAREPOINTWAC', false, false],
    ['ONEDRIVESTANDARD', false, true],
    ['POWER_BI_PRO', false, false],
  ])('%s: mailbox %s, OneDrive %s', (plan, mailbox, oneDrive) => {
    expect(licenceOf(skuIds.officeE3, product(plan), [])).toMatchObject({ product: 'X', mailbox, oneDrive });
  });

  it('does not count a plan that is switched off', () => {
    expect(licenceOf(skuIds.officeE3, product('EXCHANGE_S_ENTERPRISE'), [exchangePlanId]).mailbox).toBe(
      false,
    );
  });

  it('takes an unknown product to hold everything', () => {
    expect(licenceOf(skuIds.officeE3, undefined, [])).toEqual({
      skuId: skuIds.officeE3,
      product: skuIds.officeE3,
      mailbox: true,
      oneDrive: true,
    });
  });
});

describe('planning to remove licences', () => {
  const office: AssignedLicence = {
    skuId: skuIds.officeE3,
    product: 'ENTERPRISEPACK',
    mailbox: true,
    oneDrive: true,
    disabledPlans: [],
    group: null,
  };
  const plan = (found: Partial<AssignedLicence>, mailbox: Choices['mailbox'] = 'convert') =>
    removeLicences.plan([{ ...office, ...found }], {
      leaver: leaverNamed('jdoe'),
      choices: { mailbox, successor: null },
      openedAt: '2026-11-02T09:00:00Z',
    });

  it('says what happens to OneDrive', () => {
    expect(plan({})).toMatchObject([
      {
        kind: 'change',
        what: 'Remove licence ENTERPRISEPACK (without it OneDrive is archived after 93 days)',
      },
    ]);
    expect(plan({ oneDrive: false })).toMatchObject([{ what: 'Remove licence ENTERPRISEPACK' }]);
  });

  it.each(['convert', 'both'] as const)('destroys nothing when the mailbox is converted (%s)', (mailbox) => {
    expect(plan({}, mailbox)[0]).not.toHaveProperty('destroys');
  });

  it('warns that the mailbox is lost when it is only forwarded', () => {
    expect(plan({}, 'forward')[0]).toHaveProperty('destroys', expect.stringContaining('30 days'));
    expect(plan({ mailbox: false }, 'forward')[0]).not.toHaveProperty('destroys');
  });

  it('leaves a licence from a group to the group', () => {
    const group = { id: cloudGroups.licenceMobility, name: 'Licence: Mobility' };
    expect(plan({ group })).toMatchObject([
      { kind: 'skipped', why: 'comes with the group Licence: Mobility and goes with it' },
    ]);
  });
});

describe('removing licences', () => {
  it('waits until mailbox and files are safe', () => {
    expect(remove.after).toContain('exchange.convert-to-shared');
  });

  it('finds direct and inherited licences, the smaller products first', async () => {
    const { context } = await cloudStage({ granted });

    const found = (await planned(remove, context)).map((one) => `${one.kind}: ${one.what}`);

    expect(found.at(-1)).toBe(
      'change: Remove licence ENTERPRISEPACK (without it OneDrive is archived after 93 days)',
    );
    expect(new Set(found.slice(0, -1))).toEqual(
      new Set([
        'change: Remove licence POWER_BI_PRO',
        'skipped: Licence POWER_BI_PRO',
        'skipped: Licence EMS',
      ]),
    );
  });

  it('removes what is assigned directly and brings it back with its plans switched off', async () => {
    const stage = await cloudStage({ granted });
    const before = rowsOf(stage);

    const changes = await applyAll(remove, stage.context);

    expect(rowsOf(stage).every((row) => row.assignedByGroup === cloudGroups.licenceMobility)).toBe(true);
    expect(rowsOf(stage)).toHaveLength(2);

    await rollBack(remove, changes, stage.context);

    expect(rowsOf(stage)).toEqual(before);
    expect(rowsOf(stage).find((row) => row.skuId === skuIds.officeE3)?.disabledPlans).toEqual([swayPlanId]);
  });

  it('removes once, when the answer was lost', async () => {
    const stage = await cloudStage({ granted });
    await stage.trouble({ lostResponses: 1, match: '^POST' });

    expect((await failure(applyAll(remove, stage.context))).failure.uncertain).toBe(true);
    await stage.trouble({});
    await applyAll(remove, stage.context);

    expect(rowsOf(stage)).toHaveLength(2);
  });

  it('is content when the licence is gone already', async () => {
    const { context } = await cloudStage({ granted });
    const changes = await applyAll(remove, context);

    for (const change of changes) await expect(remove.apply(change, context)).resolves.toBeUndefined();
  });

  it('says in Graph’s words why a licence cannot come back', async () => {
    const stage = await cloudStage({ granted });
    const changes = await applyAll(remove, stage.context);
    stage.company().graph.users.find((user) => user.id === personOf('jdoe').id)!.usageLocation = null;

    const error = await failure(rollBack(remove, changes, stage.context));

    expect(error.failure.message).toContain('invalid usage location');
  });

  it('calls the group by its id when it is gone', async () => {
    const stage = await cloudStage({ granted });
    const { graph } = stage.company();
    graph.groups = graph.groups.filter((group) => group.id !== cloudGroups.licenceMobility);

    const why = (await planned(remove, stage.context)).flatMap((one) =>
      one.kind === 'skipped' ? [one.why] : [],
    );

    expect(why[0]).toContain(cloudGroups.licenceMobility);
  });
});
