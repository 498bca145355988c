import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Choices, Context, Planned } from '#providers/action.ts';
import { removeFromGroups } from '#providers/active-directory/remove-from-groups.ts';
import { beforeLicencesGo } from '#providers/entra/licence-products.ts';
import type { GraphGroup } from '#providers/sandbox/graph-things.ts';
import { skuIds, syncedGroups } from '#providers/sandbox/things.ts';
import { failure } from '../http-stage.ts';
import { leaverOf, type Sandbox, startSandbox } from '../../set-up/sandbox-world.ts';

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox();
});
afterAll(() => sandbox.stop());
beforeEach(async () => {
  await sandbox.control('reset');
  await sandbox.control('faults', {});
});

const { salesFiles, erpUsers } = syncedGroups;

function context(mailbox: Choices['mailbox'] = 'both'): Context {
  const leaver = leaverOf('jdoe');
  const systems = sandbox.systems(removeFromGroups.permissions);
  return {
    leaver,
    choices: { mailbox, successor: leaver.manager },
    openedAt: '2026-11-02T09:00:00Z',
    systems,
  };
}

async function plan(where = context()): Promise<Map<string, Planned>> {
  const planned = removeFromGroups.plan(await removeFromGroups.inspect(where), where);
  return new Map(planned.map((one) => [one.key, one]));
}

/** The group as Entra shows it. */
function twinOf({ id }: { readonly id: string }): GraphGroup {
  return sandbox.company().graph.groups.find((group) => group.id === id)!;
}

const office = [{ skuId: skuIds.officeE3, disabledPlans: [] }];

describe('a group of Active Directory', () => {
  it('waits for nothing when it gives no licence', async () => {
    const planned = await plan();

    for (const { guid } of [salesFiles, erpUsers]) {
      expect(planned.get(guid)).toMatchObject({ kind: 'change' });
      expect(planned.get(guid)).not.toHaveProperty('after');
    }
  });

  it('that gives licences in the cloud waits until mailbox and files are safe, and says so', async () => {
    twinOf(erpUsers).assignedLicenses = office;
    const planned = await plan();

    expect(planned.get(erpUsers.guid)).toMatchObject({
      what: 'Remove from group ERP Users, which gives the licences ENTERPRISEPACK (without it OneDrive is archived after 93 days)',
      after: beforeLicencesGo,
    });
    expect(planned.get(salesFiles.guid)).not.toHaveProperty('after');
  });

  it('that keeps a mailbox alive destroys it when mail is only forwarded', async () => {
    twinOf(erpUsers).assignedLicenses = office;

    expect((await plan(context('forward'))).get(erpUsers.guid)).toHaveProperty('destroys');
    expect((await plan(context('both'))).get(erpUsers.guid)).not.toHaveProperty('destroys');
  });

  it('is told from others by its SID, not by its name', async () => {
    const [erp, files] = [twinOf(erpUsers), twinOf(salesFiles)];
    erp.assignedLicenses = office;
    Object.assign(erp, { displayName: files.displayName, onPremisesSamAccountName: files.displayName });
    Object.assign(files, { displayName: 'Renamed in the cloud' });
    const planned = await plan();

    expect(planned.get(erpUsers.guid)).toHaveProperty('after');
    expect(planned.get(salesFiles.guid)).not.toHaveProperty('after');
  });

  it('has nothing to do with a group that lost its connection to Active Directory', async () => {
    Object.assign(twinOf(erpUsers), { assignedLicenses: office, onPremisesSyncEnabled: null });

    expect((await plan()).get(erpUsers.guid)).not.toHaveProperty('after');
  });
});

describe('when Entra cannot be read', () => {
  it.each(['memberOf', 'subscribedSkus'])('nothing is planned (%s)', async (match) => {
    twinOf(erpUsers).assignedLicenses = office;
    await sandbox.control('faults', { rate: 1, statuses: [403], match });

    expect((await failure(plan())).failure).toMatchObject({ system: 'entra', status: 403 });
  });

  it('somebody who is not in Active Directory still has nothing to do', async () => {
    await sandbox.control('faults', { rate: 1, statuses: [403], match: 'memberOf' });
    const cloudOnly = { ...context(), leaver: { ...leaverOf('jdoe'), directory: null } };

    expect(await removeFromGroups.inspect(cloudOnly)).toEqual([]);
  });
});
