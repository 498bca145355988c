import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Permission } from '#providers/permission.ts';
import { enterpriseApps, ownedApps, signInRoleId } from '#providers/sandbox/graph-fresh-apps.ts';
import { swayPlanId } from '#providers/sandbox/graph-fresh-licences.ts';
import type { LicenceRow } from '#providers/sandbox/graph-things.ts';
import { personOf } from '#providers/sandbox/people.ts';
import { startCloud, type RunningCloud } from '#providers/sandbox/server.ts';
import { botInCatalog, oneDriveOf, skuIds } from '#providers/sandbox/things.ts';
import { cloudCaller, type Call } from '#test/set-up/cloud-caller.ts';

const john = personOf('jdoe');
const megan = personOf('meganb');
const path = `/v1.0/users/${john.id}`;

let cloud: RunningCloud;
beforeEach(async () => {
  cloud = await startCloud({ port: 0 });
});
afterEach(() => cloud.stop());

const as = (...granted: readonly Permission[]) => cloudCaller(cloud.origin, granted);
const rows = (): LicenceRow[] =>
  cloud.company().graph.users.find((user) => user.id === john.id)!.licenseAssignmentStates;

async function listed(call: Call, url: string): Promise<Record<string, unknown>[]> {
  return ((await call('GET', url)).body as { value: Record<string, unknown>[] }).value;
}

describe('licences', () => {
  const assign = (body: unknown) =>
    as('graph/LicenseAssignment.ReadWrite.All')('POST', `${path}/assignLicense`, body);
  const message = (text: RegExp) => ({
    status: 400,
    body: { error: { message: expect.stringMatching(text) } },
  });

  it('takes direct licences, leaves inherited ones, and gives back with the same plans switched off', async () => {
    const removed = await assign({ addLicenses: [], removeLicenses: [skuIds.officeE3, skuIds.powerBiPro] });
    expect(removed.status).toBe(200);
    expect(rows().map((row) => row.skuId)).toEqual([skuIds.mobilityE3, skuIds.powerBiPro]);

    const back = [{ skuId: skuIds.officeE3, disabledPlans: [swayPlanId] }];
    expect((await assign({ addLicenses: back, removeLicenses: [] })).status).toBe(200);
    const { body } = await as('graph/User.Read.All')('GET', `${path}?$select=assignedLicenses`);
    expect(body).toMatchObject({ assignedLicenses: expect.arrayContaining(back) });
  });

  it('refuses to remove what a group gives', async () => {
    const answer = await assign({ addLicenses: [], removeLicenses: [skuIds.mobilityE3] });
    expect(answer).toMatchObject(
      message(/inherited from a group membership and it cannot be removed directly/),
    );
  });

  it('refuses to remove what is not there, to add what the company has not, and half a body', async () => {
    const unknown = crypto.randomUUID();
    expect(await assign({ addLicenses: [], removeLicenses: [unknown] })).toMatchObject(
      message(/corresponding/),
    );
    expect(await assign({ addLicenses: [{ skuId: unknown }], removeLicenses: [] })).toMatchObject(
      message(/valid/),
    );
    expect(await assign({ removeLicenses: [] })).toMatchObject(
      message(/missing parameters are: addLicenses/),
    );
    expect(await assign({ addLicenses: [] })).toMatchObject(
      message(/missing parameters are: removeLicenses/),
    );
  });

  it('counts the seats in use', async () => {
    const used = async () => {
      const skus = await listed(as('graph/LicenseAssignment.Read.All'), '/v1.0/subscribedSkus');
      return skus.find((sku) => sku['skuId'] === skuIds.officeE3)?.['consumedUnits'];
    };
    const before = await used();
    await assign({ addLicenses: [], removeLicenses: [skuIds.officeE3] });
    expect(await used()).toBe(Number(before) - 1);
  });
});

describe('single sign-on', () => {
  const call = () => as('graph/AppRoleAssignment.ReadWrite.All');

  it('shows own assignments and those of direct groups, and removes only own ones', async () => {
    const found = await listed(call(), `${path}/appRoleAssignments`);
    expect(found.map((row) => row['principalType'])).toEqual(['User', 'User', 'Group']);
    const remove = (row: unknown) =>
      call()('DELETE', `${path}/appRoleAssignments/${(row as { id: string }).id}`);
    expect((await remove(found[2])).status).toBe(404);
    expect((await remove(found[0])).status).toBe(204);
    expect((await remove(found[0])).status).toBe(404);
  });

  it('gives an assignment back under a new id, once', async () => {
    const wanted = {
      principalId: john.id,
      resourceId: enterpriseApps.chartMaker.id,
      appRoleId: signInRoleId,
    };
    const first = await call()('POST', `${path}/appRoleAssignments`, wanted);
    expect(first).toMatchObject({ status: 201, body: { ...wanted, principalType: 'User' } });
    expect((await call()('POST', `${path}/appRoleAssignments`, wanted)).status).toBe(400);
    const foreign = { ...wanted, principalId: megan.id };
    expect((await call()('POST', `${path}/appRoleAssignments`, foreign)).status).toBe(400);
  });
});

describe('consents', () => {
  it('shows a person his own, and the grant for all people only in the whole list', async () => {
    const call = as('graph/DelegatedPermissionGrant.ReadWrite.All');
    const own = await listed(call, `${path}/oauth2PermissionGrants`);
    expect(own.map((row) => row['consentType'])).toEqual(['Principal', 'Principal']);
    const all = await listed(call, "/v1.0/oauth2PermissionGrants?$filter=consentType eq 'AllPrincipals'");
    expect(all).toHaveLength(1);

    const { id, ...wanted } = own[0] as { id: string };
    expect((await call('POST', '/v1.0/oauth2PermissionGrants', wanted)).status).toBe(409);
    expect((await call('DELETE', `/v1.0/oauth2PermissionGrants/${id}`)).status).toBe(204);
    expect((await call('DELETE', `/v1.0/oauth2PermissionGrants/${id}`)).status).toBe(404);
    const back = await call('POST', '/v1.0/oauth2PermissionGrants', wanted);
    expect(back).toMatchObject({ status: 201, body: wanted });
    expect((back.body as { id: string }).id).not.toBe(id);
  });
});

describe('applications', () => {
  it('hand over to a successor', async () => {
    const call = as('graph/Application.ReadWrite.All');
    for (const apps of [
      `/v1.0/applications/${ownedApps.quoteCalculator.application}`,
      `/v1.0/servicePrincipals/${ownedApps.quoteCalculator.servicePrincipal}`,
    ]) {
      const reference = { '@odata.id': `https://graph.microsoft.com/v1.0/directoryObjects/${megan.id}` };
      expect((await call('POST', `${apps}/owners/$ref`, reference)).status).toBe(204);
      expect((await call('POST', `${apps}/owners/$ref`, reference)).status).toBe(400);
      expect((await call('DELETE', `${apps}/owners/${john.id}/$ref`)).status).toBe(204);
      expect((await call('DELETE', `${apps}/owners/${john.id}/$ref`)).status).toBe(404);
      expect(await listed(call, `${apps}/owners?$select=id`)).toMatchObject([{ id: megan.id }]);
    }
  });

  it('show what a person owns by kind', async () => {
    const call = as('graph/Directory.Read.All');
    const names = async (kind: string) =>
      (await listed(call, `${path}/ownedObjects/microsoft.graph.${kind}`)).map((one) => one['displayName']);
    expect(await names('application')).toEqual(['Quote Calculator', 'Sales Dashboard']);
    expect(await names('servicePrincipal')).toEqual(['Quote Calculator']);
    expect(await names('group')).toEqual(['Contract Reviews', 'Price List Editors']);
  });
});

describe('devices', () => {
  it('come empty without the right to read devices', async () => {
    const blind = await listed(as('graph/User.Read.All'), `${path}/registeredDevices`);
    expect(blind).toHaveLength(2);
    expect(blind[0]).toMatchObject({ '@odata.type': '#microsoft.graph.device', accountEnabled: null });
    const seeing = await listed(as('graph/User.Read.All', 'graph/Device.Read.All'), `${path}/ownedDevices`);
    expect(seeing).toMatchObject([{ displayName: 'CONTOSO-LT-0417', accountEnabled: true }]);
  });

  it('are switched off by their object id, not by their device id', async () => {
    const call = as('graph/Device.ReadWrite.All', 'graph/User.Read.All');
    const [device] = await listed(call, `${path}/ownedDevices`);
    const off = { accountEnabled: false };
    expect((await call('PATCH', `/v1.0/devices/${String(device?.['deviceId'])}`, off)).status).toBe(404);
    expect(
      (await call('PATCH', `/v1.0/devices/${String(device?.['id'])}`, { displayName: 'x' })).status,
    ).toBe(400);
    expect((await call('PATCH', `/v1.0/devices/${String(device?.['id'])}`, off)).status).toBe(204);
    expect(await listed(call, `${path}/ownedDevices`)).toMatchObject([off]);
  });
});

describe('roles, drives and the bot itself', () => {
  it('lists the roles of a person, with their names on asking', async () => {
    const call = as('graph/RoleManagement.Read.Directory');
    const of = (id: string) =>
      listed(
        call,
        `/v1.0/roleManagement/directory/roleAssignments?$filter=principalId eq '${id}'&$expand=roleDefinition`,
      );
    expect(await of(john.id)).toEqual([]);
    const lynnes = await of(personOf('lynne.robbins').id);
    expect(lynnes).toMatchObject([{ roleDefinition: { displayName: 'User Administrator' } }]);
  });

  it('names the site of a OneDrive only in sharepointIds, and says when there is no OneDrive', async () => {
    const call = as('graph/Files.Read.All');
    const { body } = await call('GET', `${path}/drive`);
    const { id } = body as { id: string };
    expect(id).toBe(oneDriveOf(john)!.driveId);
    const root = await call('GET', `/v1.0/drives/${id}/root?$select=id,sharepointIds`);
    const siteUrl = `${cloud.origin}/personal/jdoe_contoso_com`;
    expect(root.body).toMatchObject({ sharepointIds: { siteUrl } });
    expect((await call('GET', `/v1.0/users/${personOf('joni.sherman').id}/drive`)).status).toBe(404);
  });

  it('installs the bot for a person once, and names the chat', async () => {
    const call = as('graph/TeamsAppInstallation.ReadWriteSelfForUser.All', 'graph/AppCatalog.Read.All');
    const filter = `externalId eq '${botInCatalog.externalId}'`;
    const [app] = await listed(call, `/v1.0/appCatalogs/teamsApps?$filter=${filter}`);
    const bind = `https://graph.microsoft.com/v1.0/appCatalogs/teamsApps/${String(app?.['id'])}`;
    const apps = `${path}/teamwork/installedApps`;
    expect((await call('POST', apps, { 'teamsApp@odata.bind': bind })).status).toBe(201);
    expect((await call('POST', apps, { 'teamsApp@odata.bind': bind })).status).toBe(409);
    const [installed] = await listed(call, `${apps}?$expand=teamsApp&$filter=teamsApp/${filter}`);
    const chat = await call('GET', `${apps}/${String(installed?.['id'])}/chat`);
    expect(chat.body).toMatchObject({ id: expect.stringMatching(/^19:.*@unq\.gbl\.spaces$/) });
  });
});
