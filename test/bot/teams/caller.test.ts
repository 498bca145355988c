import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { installApp, installPermissions } from '#bot/teams/install-app.ts';
import { listOperators, lookUpCaller } from '#bot/teams/look-up-caller.ts';
import { peoplePermissions } from '#providers/entra/find-people.ts';
import { ProviderError, type ProviderFailure } from '#providers/provider-error.ts';
import { contoso, personOf } from '#providers/sandbox/people.ts';
import type { Graph } from '#providers/systems.ts';
import { type Sandbox, startSandbox } from '#test/set-up/sandbox-world.ts';

const roles = { operatorsGroupId: contoso.operatorsGroupId, auditorsGroupId: contoso.auditorsGroupId };
let sandbox: Sandbox;
let graph: Graph;

beforeAll(async () => {
  sandbox = await startSandbox();
  graph = sandbox.systems(Object.values(peoplePermissions).flat()).graph;
});
afterAll(() => sandbox.stop());
beforeEach(() => sandbox.control('reset'));

async function as(
  key: string,
  name = 'whatever the client says',
): Promise<NonNullable<Awaited<ReturnType<typeof lookUpCaller>>>> {
  const caller = await lookUpCaller(graph, roles, { id: personOf(key).id, name });
  return caller!;
}

describe('who somebody is', () => {
  it.each([
    ['alexw', ['operator']],
    ['adelev', ['auditor']],
    ['meganb', []],
    ['pattif', []],
  ])('%s has the roles the directory gives', async (key, held) => {
    const caller = await as(key);

    expect([...caller.roles]).toEqual(held);
    expect(caller).toMatchObject({ name: personOf(key).name, enabled: true });
  });

  it('is nobody with a disabled account', async () => {
    const all = sandbox.systems([
      ...Object.values(peoplePermissions).flat(),
      'graph/User.EnableDisableAccount.All',
    ]);
    await all.graph.patch(`/users/${personOf('alexw').id}`, { accountEnabled: false });
    const caller = await as('alexw');

    expect(caller.enabled).toBe(false);
    expect(caller.roles.size).toBe(0);
    expect((await listOperators(graph, roles)).map(({ name }) => name)).not.toContain('Alex Wilber');
  });

  it('is unknown, not without a role, when the directory does not answer', async () => {
    await sandbox.control('faults', { rate: 1, statuses: [503] });

    await expect(as('alexw')).rejects.toThrow(ProviderError);
    await sandbox.control('faults', {});
  });

  it('needs no group of auditors', async () => {
    const caller = await lookUpCaller(
      graph,
      { ...roles, auditorsGroupId: null },
      { id: personOf('adelev').id, name: '' },
    );

    expect(caller?.roles.size).toBe(0);
  });

  it('is nobody when the directory knows nobody of that id, which is not the same as not answering', async () => {
    const stranger = { id: 'e0000000-0000-4000-8000-0000000000ff', name: 'Somebody' };

    expect(await lookUpCaller(graph, roles, stranger)).toBeNull();
  });
});

describe('installing the app for somebody', () => {
  const posts: { path: string; body: unknown }[] = [];

  function graphThat(answers: { apps: readonly { id: string }[]; failure?: ProviderFailure }): Graph {
    posts.length = 0;
    const fake: Pick<Graph, 'list' | 'post'> = {
      list: async (_path, schema) => answers.apps.map((app) => schema.parse(app)),
      async post(path, body) {
        posts.push({ path, body });
        if (answers.failure) throw new ProviderError(answers.failure);
        return undefined;
      },
    };
    return fake as Graph;
  }

  const apps = [{ id: 'c0000000-0000-4000-8000-000000000001' }];
  const failure = {
    system: 'entra',
    operation: 'POST /users/…/teamwork/installedApps',
    message: '',
  } as const;
  const install = (answers: Parameters<typeof graphThat>[0]): Promise<string | null> =>
    installApp(graphThat(answers), 'manifest-id', personOf('meganb').id);

  it('names the app by its id in the catalogue, not by the one in the manifest', async () => {
    expect(await install({ apps })).toBeNull();
    expect(posts).toEqual([
      {
        path: `/users/${personOf('meganb').id}/teamwork/installedApps`,
        body: {
          'teamsApp@odata.bind': `https://graph.microsoft.com/v1.0/appCatalogs/teamsApps/${apps[0]?.id}`,
        },
      },
    ]);
  });

  it('is content when the app is already there', async () => {
    expect(await install({ apps, failure: { ...failure, code: 'Conflict', status: 409 } })).toBeNull();
  });

  it('says why it cannot', async () => {
    expect(await install({ apps: [] })).toContain('catalogue');
    expect(await install({ apps, failure: { ...failure, code: 'Forbidden', status: 403 } })).toContain(
      'Forbidden',
    );
    expect(installPermissions).toContain('graph/TeamsAppInstallation.ReadWriteSelfForUser.All');
  });

  it('leaves what may pass to be tried again', async () => {
    const passing = { ...failure, code: 'TooManyRequests', status: 429, passing: true };

    await expect(install({ apps, failure: passing })).rejects.toThrow(ProviderError);
  });
});
