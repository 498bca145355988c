import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { cloudGroups } from '#providers/sandbox/graph-fresh-groups.ts';
import { personOf } from '#providers/sandbox/people.ts';
import { startCloud, type RunningCloud } from '#providers/sandbox/server.ts';
import { mailGroups, skuIds, syncedGroups } from '#providers/sandbox/things.ts';
import { allPages, cloudCaller, type Call } from '#test/set-up/cloud-caller.ts';

const john = personOf('jdoe');
const megan = personOf('meganb');
const lynne = personOf('lynne.robbins');

let cloud: RunningCloud;
let reader: Call;
let writer: Call;
beforeEach(async () => {
  cloud = await startCloud({ port: 0, recordFile: null });
  reader = cloudCaller(cloud.origin, ['graph/Directory.Read.All']);
  writer = cloudCaller(cloud.origin, ['graph/GroupMember.ReadWrite.All', 'graph/Group.ReadWrite.All']);
});
afterEach(() => cloud.stop());

const reference = (id: string) => ({
  '@odata.id': `https://graph.microsoft.com/v1.0/directoryObjects/${id}`,
});
const member = (group: string, id: string = john.id) => `/v1.0/groups/${group}/members/${id}/$ref`;
const owner = (group: string, id: string = john.id) => `/v1.0/groups/${group}/owners/${id}/$ref`;
const refusal = (status: number, code: string, message: RegExp) => ({
  status,
  body: { error: { code, message: expect.stringMatching(message) } },
});

async function memberships(path: string): Promise<string[]> {
  const all = await allPages(reader, cloud.origin, `/v1.0/users/${john.id}/${path}?$select=id`);
  return (all as { id: string }[]).map(({ id }) => id);
}

describe('memberships', () => {
  it('shows the twelve groups that John Doe is in, and the one they are nested in only on asking', async () => {
    const direct = await memberships('memberOf');
    expect(direct).toHaveLength(12);
    expect(direct).not.toContain(cloudGroups.allProjects);
    expect(new Set(await memberships('transitiveMemberOf'))).toEqual(
      new Set([...direct, cloudGroups.allProjects]),
    );
  });

  it('mixes roles into the groups of whoever holds one', async () => {
    const { body } = await reader('GET', `/v1.0/users/${lynne.id}/memberOf?$select=id,displayName`);
    const types = (body as { value: { '@odata.type': string }[] }).value.map((one) => one['@odata.type']);
    expect(types).toContain('#microsoft.graph.group');
    expect(types).toContain('#microsoft.graph.directoryRole');
  });

  it('narrows to one kind only in an advanced query', async () => {
    const path = `/v1.0/users/${lynne.id}/memberOf/graph.directoryRole`;
    expect((await reader('GET', path)).status).toBe(400);
    const answer = await reader('GET', `${path}?$count=true`, undefined, { ConsistencyLevel: 'eventual' });
    expect(answer.body).toMatchObject({ '@odata.count': 1, value: [{ displayName: 'User Administrator' }] });
  });

  it('hides what the caller has no right to see, but not that it is there', async () => {
    const call = cloudCaller(cloud.origin, ['graph/GroupMember.Read.All']);
    const { body } = await call('GET', `/v1.0/groups/${cloudGroups.priceList}/owners?$select=id,displayName`);
    expect(body).toMatchObject({
      value: [
        { id: john.id, displayName: null },
        { id: megan.id, displayName: null },
      ],
    });
  });
});

describe('removing somebody from a group', () => {
  it('removes, says that it is done on the second time, and adds back', async () => {
    expect((await writer('DELETE', member(cloudGroups.vpnUsers))).status).toBe(204);
    expect(await memberships('memberOf')).not.toContain(cloudGroups.vpnUsers);
    const again = await writer('DELETE', member(cloudGroups.vpnUsers));
    expect(again).toMatchObject(refusal(404, 'Request_ResourceNotFound', /does not exist/));

    const path = `/v1.0/groups/${cloudGroups.vpnUsers}/members/$ref`;
    expect((await writer('POST', path, reference(john.id))).status).toBe(204);
    const twice = await writer('POST', path, reference(john.id));
    expect(twice).toMatchObject(refusal(400, 'Request_BadRequest', /added object references already exist/));
  });

  it.each([
    ['a distribution list', mailGroups.salesNews.id, 400, /Cannot Update a mail-enabled security groups/],
    ['a mail-enabled security group', mailGroups.financeApprovals.id, 400, /Cannot Update a mail-enabled/],
    ['a group synced from Active Directory', syncedGroups.salesFiles.id, 400, /on-premises mastered/],
    ['a dynamic group', cloudGroups.dynamicGermany, 400, /dynamic/],
  ])('refuses %s', async (_kind, group, status, message) => {
    expect(await writer('DELETE', member(group))).toMatchObject(
      refusal(status, 'Request_BadRequest', message),
    );
    expect(await memberships('memberOf')).toContain(group);
  });

  it('asks for the right to manage roles before it changes a role-assignable group', async () => {
    const path = member(cloudGroups.helpdeskAdmins, lynne.id);
    expect((await writer('DELETE', path)).status).toBe(403);
    const both = ['graph/GroupMember.ReadWrite.All', 'graph/RoleManagement.ReadWrite.Directory'] as const;
    expect((await cloudCaller(cloud.origin, both)('DELETE', path)).status).toBe(204);
  });

  it('takes the licences with it that came from the group, and gives them back', async () => {
    const inherited = () =>
      cloud
        .company()
        .graph.users.find((user) => user.id === john.id)!
        .licenseAssignmentStates.filter((row) => row.assignedByGroup === cloudGroups.licenceMobility)
        .map((row) => row.skuId);
    const had = [skuIds.mobilityE3, skuIds.powerBiPro];
    expect(inherited()).toEqual(had);
    await writer('DELETE', member(cloudGroups.licenceMobility));
    expect(inherited()).toEqual([]);
    await writer('POST', `/v1.0/groups/${cloudGroups.licenceMobility}/members/$ref`, reference(john.id));
    expect(inherited()).toEqual(had);
  });

  it('deletes the person when /$ref is forgotten and the token allows it; that is why it must not', async () => {
    const forgotten = `/v1.0/groups/${cloudGroups.vpnUsers}/members/${john.id}`;
    expect((await writer('DELETE', forgotten)).status).toBe(403);
    const dangerous = cloudCaller(cloud.origin, ['graph/User.ReadWrite.All']);
    expect((await dangerous('DELETE', forgotten)).status).toBe(204);
    expect((await reader('GET', `/v1.0/users/${john.id}`)).status).toBe(404);
  });

  it.each([
    undefined,
    {},
    { '@odata.id': 'jdoe' },
    { '@odata.id': `https://graph.microsoft.com/v1.0/${john.id}` },
  ])('refuses to add %j', async (body) => {
    expect((await writer('POST', `/v1.0/groups/${cloudGroups.allProjects}/members/$ref`, body)).status).toBe(
      400,
    );
  });
});

describe('owners', () => {
  it('keeps the last one until there is another', async () => {
    const last = await writer('DELETE', owner(cloudGroups.contractReviews));
    expect(last).toMatchObject(refusal(400, 'Request_BadRequest', /must have at least one owner/));
    const path = `/v1.0/groups/${cloudGroups.contractReviews}/owners/$ref`;
    expect((await writer('POST', path, reference(megan.id))).status).toBe(204);
    expect((await writer('DELETE', owner(cloudGroups.contractReviews))).status).toBe(204);
  });

  it('are changed only with the right to change groups', async () => {
    const call = cloudCaller(cloud.origin, ['graph/GroupMember.ReadWrite.All']);
    expect((await call('DELETE', owner(cloudGroups.priceList))).status).toBe(403);
  });

  it('stay when a member goes: two links, two removals', async () => {
    await writer('DELETE', member(cloudGroups.priceList));
    expect(await memberships('ownedObjects/graph.group')).toContain(cloudGroups.priceList);
  });
});

describe('teams', () => {
  it('promote a member, and keep the last owner', async () => {
    const call = cloudCaller(cloud.origin, ['graph/TeamMember.ReadWrite.All']);
    const path = `/v1.0/teams/${cloudGroups.salesTeam}/members`;
    const all = (await allPages(call, cloud.origin, path)) as { id: string; userId: string }[];
    const idOf = (userId: string) => all.find((one) => one.userId === userId)!.id;
    expect((await call('DELETE', `${path}/${idOf(megan.id)}`)).status).toBe(400);
    const owners = { '@odata.type': '#microsoft.graph.aadUserConversationMember', roles: ['owner'] };
    expect((await call('PATCH', `${path}/${idOf(john.id)}`, owners)).status).toBe(200);
    expect((await call('DELETE', `${path}/${idOf(megan.id)}`)).status).toBe(204);
    expect(cloud.company().graph.owners[cloudGroups.salesTeam]).toEqual([john.id]);
    expect((await call('DELETE', `${path}/${john.id}`)).status).toBe(404);
  });

  it('are not behind every Microsoft 365 group', async () => {
    const call = cloudCaller(cloud.origin, ['graph/TeamMember.Read.All']);
    expect((await call('GET', `/v1.0/teams/${cloudGroups.contractReviews}/members`)).status).toBe(404);
  });
});
