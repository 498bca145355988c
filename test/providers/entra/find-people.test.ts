import { describe, expect, it } from 'vitest';
import {
  findGroupsAmong,
  findUsers,
  listGroupUsers,
  peoplePermissions,
  personOf as asPerson,
  readManager,
  readUser,
} from '#providers/entra/find-people.ts';
import { readEntraProtection } from '#providers/entra/read-protection.ts';
import { cloudGroups } from '#providers/sandbox/graph-fresh-groups.ts';
import { contoso, personOf } from '#providers/sandbox/people.ts';
import { cloudStage, somebody } from '../cloud-stage.ts';
import { failure } from '../http-stage.ts';

async function graphFor(name: keyof typeof peoplePermissions) {
  const { context, company, trouble } = await cloudStage({ granted: peoplePermissions[name] });
  return { graph: context.systems.graph, company, trouble };
}

describe('finding somebody', () => {
  it.each(['jdoe', 'JDOE', 'jdoe@contoso.com', 'John Doe', '  John Doe '])(
    'finds John Doe as %j',
    async (text) => {
      const { graph } = await graphFor('findUsers');

      const found = await findUsers(graph, text);

      expect(found.map(asPerson)).toEqual([somebody('jdoe')]);
      expect(found[0]).toMatchObject({ onPremisesSyncEnabled: true, onPremisesSamAccountName: 'jdoe' });
    },
  );

  it("finds zoe.o'neil@contoso.com and Zoë O’Neil, who has no account on premises", async () => {
    const { graph } = await graphFor('findUsers');

    for (const text of ["zoe.o'neil@contoso.com", 'Zoë O’Neil']) {
      expect(await findUsers(graph, text)).toMatchObject([
        { id: personOf("zoe.o'neil").id, onPremisesSyncEnabled: false, onPremisesSamAccountName: null },
      ]);
    }
  });

  it('finds both people called Chris Green', async () => {
    const { graph } = await graphFor('findUsers');

    expect(await findUsers(graph, 'Chris Green')).toHaveLength(2);
  });

  it.each(['', '  ', '*', '*)(objectClass=*', "' or 1 eq 1 or mail eq '", 'a'.repeat(10_000), 'Nobody'])(
    'finds nobody as %.30j',
    async (text) => {
      const { graph } = await graphFor('findUsers');

      expect(await findUsers(graph, text)).toEqual([]);
    },
  );

  it('does not take trouble for nobody', async () => {
    const { graph, trouble } = await graphFor('findUsers');
    await trouble({ rate: 1, statuses: [403] });

    expect((await failure(findUsers(graph, 'jdoe'))).failure.status).toBe(403);
  });
});

describe('reading one person', () => {
  it('reads by id and by name', async () => {
    const { graph } = await graphFor('readUser');
    const { id, upn } = personOf("zoe.o'neil");

    expect((await readUser(graph, id))?.userPrincipalName).toBe(upn);
    expect((await readUser(graph, upn))?.id).toBe(id);
  });

  it.each(['e0000000-0000-4000-8000-00000000ffff', 'nobody@contoso.com', 'jdoe@contoso.com#'])(
    'knows that %s is nobody',
    async (text) => {
      const { graph } = await graphFor('readUser');

      expect(await readUser(graph, text)).toBeNull();
    },
  );

  it('reads the manager, or that there is none', async () => {
    const { graph } = await graphFor('readManager');

    expect(asPerson((await readManager(graph, personOf('jdoe').id))!)).toEqual(somebody('meganb'));
    expect(await readManager(graph, personOf('diego.siciliani').id)).toBeNull();
  });
});

describe('reading groups', () => {
  it('says which of the groups somebody is in, nested ones too', async () => {
    const { graph } = await graphFor('findGroupsAmong');
    const { allProjects, helpdeskAdmins, salesEmea } = cloudGroups;

    const found = await findGroupsAmong(graph, personOf('jdoe').id, [allProjects, helpdeskAdmins, salesEmea]);

    expect([...found].toSorted()).toEqual([salesEmea, allProjects]);
  });

  it('asks for more groups than Graph takes at once', async () => {
    const { graph } = await graphFor('findGroupsAmong');
    const strangers = Array.from(
      { length: 25 },
      (_, n) => `a0000000-0000-4000-8000-0000000009${String(n + 10)}`,
    );

    const found = await findGroupsAmong(graph, personOf('jdoe').id, [...strangers, cloudGroups.salesEmea]);

    expect([...found]).toEqual([cloudGroups.salesEmea]);
  });

  it('lists the operators', async () => {
    const { graph } = await graphFor('listGroupUsers');

    const found = await listGroupUsers(graph, contoso.operatorsGroupId);

    expect(new Set(found.map((user) => user.displayName))).toEqual(new Set(['Alex Wilber', 'Isaiah Langer']));
  });

  it('lists people of nested groups, and no groups', async () => {
    const { graph } = await graphFor('listGroupUsers');

    const found = await listGroupUsers(graph, cloudGroups.allProjects);

    expect(found.map((user) => user.displayName)).toContain('John Doe');
    expect(found).toHaveLength(2);
  });
});

describe('whom an ordinary app must not touch', () => {
  it('is nobody like John Doe', async () => {
    const { graph } = await graphFor('readEntraProtection');

    expect(await readEntraProtection(graph, personOf('jdoe').id)).toEqual([]);
  });

  it('is a role holder, also through a group', async () => {
    const { graph } = await graphFor('readEntraProtection');

    const why = await readEntraProtection(graph, personOf('lynne.robbins').id);

    expect(why).toEqual([
      'holds the Entra role User Administrator',
      'holds the Entra role Helpdesk Administrator',
      'is in Helpdesk Admins, which can carry administrator roles',
    ]);
  });

  it('is somebody who may take a role, or owns a group that can carry one', async () => {
    const { graph, company } = await graphFor('readEntraProtection');
    const { id } = personOf('jdoe');
    const state = company().graph;
    state.roleEligibilitySchedules.push({ ...state.roleAssignments[0]!, principalId: id });
    state.owners[cloudGroups.helpdeskAdmins] = [id];

    expect(await readEntraProtection(graph, id)).toEqual([
      'may take the Entra role User Administrator',
      'owns Helpdesk Admins, which can carry administrator roles',
    ]);
  });

  it.each(['roleAssignments', 'roleEligibilitySchedules', 'transitiveMemberOf', 'ownedObjects'])(
    'is unknown while %s cannot be read',
    async (part) => {
      const { graph, trouble } = await graphFor('readEntraProtection');
      await trouble({ rate: 1, statuses: [403], match: part });

      expect((await failure(readEntraProtection(graph, personOf('jdoe').id))).failure.status).toBe(403);
    },
  );
});
