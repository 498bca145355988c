import { expect, test } from 'vitest';
import { action } from '#providers/action.ts';
import { disableDevices } from '#providers/entra/disable-devices.ts';
import { personOf } from '#providers/sandbox/people.ts';
import { applyAll, cloudStage, planned, rollBack } from '../cloud-stage.ts';

const disable = action(disableDevices);
const granted = disable.permissions;
const [john, megan] = [personOf('jdoe').id, personOf('meganb').id];

test('devices the person owns or only registered are disabled, each once', async () => {
  const { context, company } = await cloudStage({ granted });

  expect((await planned(disable, context)).map((one) => one.what)).toEqual([
    'Disable device CONTOSO-LT-0417',
    'Disable device John’s Phone',
  ]);

  const changes = await applyAll(disable, context);

  expect(company().graph.devices.map((one) => one.accountEnabled)).toEqual([false, false, true]);

  await rollBack(disable, changes, context);

  expect(company().graph.devices.map((one) => one.accountEnabled)).toEqual([true, true, true]);
});

test('a device that somebody else works with stays on', async () => {
  const { context, company } = await cloudStage({ granted });
  const { graph } = company();
  graph.deviceOwners[graph.devices[0]!.id] = [john, megan];

  expect((await planned(disable, context))[0]).toMatchObject({
    kind: 'skipped',
    what: 'Device CONTOSO-LT-0417',
    why: 'is registered to somebody else too',
  });
});

test('a device of Active Directory is left to Active Directory', async () => {
  const { context, company } = await cloudStage({ granted });
  const { graph } = company();
  graph.devices[0] = { ...graph.devices[0]!, trustType: 'ServerAd' };

  expect((await planned(disable, context))[0]).toMatchObject({
    kind: 'skipped',
    why: expect.stringContaining('Active Directory'),
  });
});

test('a device that is off already is no work', async () => {
  const { context, company } = await cloudStage({ granted });
  company().graph.devices[0]!.accountEnabled = false;

  expect((await planned(disable, context)).map((one) => one.what)).toEqual(['Disable device John’s Phone']);
});
