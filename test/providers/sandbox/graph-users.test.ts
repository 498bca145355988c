import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Permission } from '#providers/permission.ts';
import { immutableIdOf } from '#providers/sandbox/graph-fresh-users.ts';
import { contoso, people, personOf } from '#providers/sandbox/people.ts';
import { startCloud, type RunningCloud } from '#providers/sandbox/server.ts';
import { allPages, cloudCaller, type Call } from '#test/set-up/cloud-caller.ts';

const john = personOf('jdoe');
const zoe = personOf("zoe.o'neil");
const lynne = personOf('lynne.robbins');
const monday = new Date('2026-11-23T09:00:00Z');

let cloud: RunningCloud;
let reader: Call;
beforeEach(async () => {
  cloud = await startCloud({ port: 0, now: () => monday });
  reader = cloudCaller(cloud.origin, ['graph/Directory.Read.All']);
});
afterEach(() => cloud.stop());

const as = (...granted: readonly Permission[]) => cloudCaller(cloud.origin, granted);

async function found(filter: string, headers: object = {}, more = ''): Promise<unknown> {
  const { body } = await reader(
    'GET',
    `/v1.0/users?$filter=${encodeURIComponent(filter)}${more}`,
    undefined,
    headers,
  );
  return (body as { value: { id: string }[] }).value.map((user) => user.id);
}

describe('finding people', () => {
  it('finds by name, address and anchor, without regard to case', async () => {
    expect(await found("userPrincipalName eq 'JDOE@contoso.com'")).toEqual([john.id]);
    expect(await found("mail eq 'jdoe@contoso.com'")).toEqual([john.id]);
    expect(await found("displayName eq 'Chris Green'")).toHaveLength(2);
    expect(await found("startswith(displayName,'chris')")).toHaveLength(2);
    const anchor = immutableIdOf(john.directory!.guid);
    expect(await found(`onPremisesImmutableId eq '${anchor}'`)).toEqual([john.id]);
    expect(await found("proxyAddresses/any(p:p eq 'smtp:jdoe@contoso.onmicrosoft.com')")).toEqual([john.id]);
  });

  it('reads a doubled quote as one, and keeps an "or" inside of quotes', async () => {
    expect(await found("userPrincipalName eq 'zoe.o''neil@contoso.com'")).toEqual([zoe.id]);
    expect(await found("mail eq 'this or that' or mail eq 'jdoe@contoso.com'")).toEqual([john.id]);
    expect(await found("mail eq 'x'' or id ne ''' or displayName eq 'nobody'")).toEqual([]);
  });

  it('knows an anchor as Active Directory would write it', () => {
    expect(immutableIdOf('00112233-4455-6677-8899-aabbccddeeff')).toBe(
      Buffer.from('33221100554477668899aabbccddeeff', 'hex').toString('base64'),
    );
  });

  it.each([
    ["onPremisesSamAccountName eq 'jdoe'", {}, ''],
    ["onPremisesSamAccountName eq 'jdoe'", { ConsistencyLevel: 'eventual' }, ''],
    ["onPremisesSamAccountName eq 'jdoe'", {}, '&$count=true'],
    ["streetAddress eq 'x'", { ConsistencyLevel: 'eventual' }, '&$count=true'],
  ])('refuses the filter %s with %j %s', async (filter, headers, more) => {
    const path = `/v1.0/users?$filter=${encodeURIComponent(filter)}${more}`;
    const answer = await reader('GET', path, undefined, headers);
    expect(answer).toMatchObject({ status: 400, body: { error: { code: 'Request_UnsupportedQuery' } } });
  });

  it.each([
    "displayName ne 'x'",
    "displayName eq 'x",
    "id eq 'a' or id eq 'b' and id eq 'c'",
    '*)(objectClass=*',
  ])('does not guess what the filter %s means', async (filter) => {
    const answer = await reader('GET', `/v1.0/users?$filter=${encodeURIComponent(filter)}`);
    expect(answer).toMatchObject({ status: 400, body: { error: { code: 'Request_BadRequest' } } });
  });

  it('finds by account name with an advanced query', async () => {
    const headers = { ConsistencyLevel: 'eventual' };
    expect(await found("onPremisesSamAccountName eq 'jdoe'", headers, '&$count=true')).toEqual([john.id]);
  });

  it('gives people page by page', async () => {
    const { body } = await reader('GET', '/v1.0/users?$select=id&$top=999');
    expect((body as { value: unknown[] }).value.length).toBeLessThan(people.length);
    const all = await allPages(reader, cloud.origin, '/v1.0/users?$select=id&$top=999');
    expect(all).toEqual(people.map(({ id }) => ({ id })));
    expect((await reader('GET', '/v1.0/users?$skiptoken=later')).status).toBe(400);
    expect((await reader('GET', '/v1.0/users?$top=0')).status).toBe(400);
  });

  it('shows only the usual properties unless others are named', async () => {
    const { body } = await reader('GET', `/v1.0/users/${john.upn}`);
    expect(body).toMatchObject({ id: john.id, displayName: 'John Doe' });
    expect(body).not.toHaveProperty('accountEnabled');
    const named = await reader('GET', `/v1.0/users/${john.id}?$select=id,onPremisesSyncEnabled`);
    expect(named.body).toEqual({ id: john.id, onPremisesSyncEnabled: true });
    expect((await reader('GET', `/v1.0/users/${john.id}?$select=shoeSize`)).status).toBe(400);
  });

  it('says who the manager is, and that there is none', async () => {
    const { body } = await reader('GET', `/v1.0/users/${john.id}/manager?$select=id`);
    expect(body).toMatchObject({ id: personOf('meganb').id });
    const answer = await reader('GET', `/v1.0/users/${personOf('diego.siciliani').id}/manager`);
    expect(answer).toMatchObject({ status: 404, body: { error: { code: 'Request_ResourceNotFound' } } });
  });

  it('gives the operators and auditors by membership', async () => {
    const body = { groupIds: [contoso.operatorsGroupId, contoso.auditorsGroupId] };
    const check = async (key: string) =>
      (await reader('POST', `/v1.0/users/${personOf(key).id}/checkMemberGroups`, body)).body;
    expect(await check('alexw')).toEqual({ value: [contoso.operatorsGroupId] });
    expect(await check('adelev')).toEqual({ value: [contoso.auditorsGroupId] });
    expect(await check('pattif')).toEqual({ value: [] });
    expect((await reader('POST', `/v1.0/users/${john.id}/checkMemberGroups`, { groupIds: [] })).status).toBe(
      400,
    );
  });
});

describe('blocking sign-in', () => {
  const path = `/v1.0/users/${john.id}`;
  const mayDisable = ['graph/User.EnableDisableAccount.All', 'graph/User.Read.All'] as const;

  it('disables a synced person, but changes nothing that Active Directory masters', async () => {
    const call = as(...mayDisable, 'graph/User.ReadWrite.All');
    const mixed = await call('PATCH', path, { accountEnabled: false, jobTitle: 'Gone' });
    expect(mixed).toMatchObject({ status: 400, body: { error: { message: /on-premises mastered/ } } });
    expect((await call('PATCH', path, { accountEnabled: false })).status).toBe(204);
    expect(await reader('GET', `${path}?$select=accountEnabled,jobTitle`)).toMatchObject({
      body: { accountEnabled: false, jobTitle: 'Account Manager' },
    });
  });

  it('needs the right to read the person beside the right to disable', async () => {
    const call = as('graph/User.EnableDisableAccount.All');
    expect((await call('PATCH', path, { accountEnabled: false })).status).toBe(403);
  });

  it('lets the narrow permission change nothing else', async () => {
    const cloudOnly = `/v1.0/users/${zoe.id}`;
    expect((await as(...mayDisable)('PATCH', cloudOnly, { jobTitle: 'Queen' })).status).toBe(403);
  });

  it.each([undefined, {}, { accountEnabled: 'no' }, { shoeSize: 43 }, [], null])(
    'refuses the body %j',
    async (body) => {
      expect((await as(...mayDisable, 'graph/User.ReadWrite.All')('PATCH', path, body)).status).toBe(400);
    },
  );

  it('does not let an ordinary app touch whoever holds a role', async () => {
    const call = as(...mayDisable, 'graph/User.RevokeSessions.All');
    const lynnes = `/v1.0/users/${lynne.id}`;
    expect((await call('PATCH', lynnes, { accountEnabled: false })).status).toBe(403);
    expect((await call('POST', `${lynnes}/revokeSignInSessions`)).status).toBe(403);
  });

  it('ends sessions and says since when', async () => {
    const answer = await as('graph/User.RevokeSessions.All')('POST', `${path}/revokeSignInSessions`);
    expect(answer).toMatchObject({ status: 200, body: { value: true } });
    const { body } = await reader('GET', `${path}?$select=signInSessionsValidFromDateTime`);
    expect(body).toEqual({ signInSessionsValidFromDateTime: '2026-11-23T09:00:00Z' });
  });
});
