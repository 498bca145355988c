import { describe, expect, it } from 'vitest';
import { createAzure } from '#providers/azure/azure-client.ts';
import type { AzureSetup } from '#providers/azure/azure-http.ts';
import { scopeName } from '#providers/azure/scope-name.ts';
import { ProviderError } from '#providers/provider-error.ts';
import type { Answer, SendRequest } from '#providers/http.ts';
import type { RoleAssignment } from '#providers/systems.ts';
import { failure } from '../http-stage.ts';

const baseUrl = 'https://azure.test';
const leaver = 'e0000000-0000-4000-8000-000000000010';
const subscriptions = { value: [{ subscriptionId: 'one', displayName: 'One' }] };
const roles = '/providers/Microsoft.Authorization/roleDefinitions/reader';

function assignment(n: number) {
  const scope = '/subscriptions/one';
  const id = `${scope}/providers/Microsoft.Authorization/roleAssignments/${n}`;
  return { id, name: String(n), properties: { scope, principalId: leaver, roleDefinitionId: roles } };
}

/** An Azure that answers by the end of the address; the longest end wins. */
function answering(bodies: Readonly<Record<string, unknown>>, more: Partial<AzureSetup> = {}) {
  const sent: SendRequest[] = [];
  const ends = Object.keys(bodies).toSorted((a, b) => b.length - a.length);
  const send = async (request: SendRequest): Promise<Answer> => {
    sent.push(request);
    const end = ends.find((one) => request.url.includes(one)) ?? '';
    return { status: 200, headers: new Headers(), body: bodies[end] };
  };
  return { sent, azure: createAzure({ baseUrl, send, ...more }) };
}

const rolesAndSubscriptions = {
  '/subscriptions?': subscriptions,
  '/roleDefinitions/': { properties: { roleName: 'Reader' } },
};

describe("reading somebody's Azure roles", () => {
  it('goes on to the last page of subscriptions and of assignments', async () => {
    const { azure, sent } = answering({
      ...rolesAndSubscriptions,
      '/subscriptions?': { value: [], nextLink: `${baseUrl}/subscriptions?page=2` },
      '/subscriptions?page=2': subscriptions,
      '/roleAssignments?': { value: [assignment(1)], nextLink: `${baseUrl}/more?page=2` },
      '/more?page=2': { value: [assignment(2)] },
    });
    const found = await azure.listRoleAssignments(leaver);
    expect(found.map((one) => one.name)).toEqual(['1', '2']);
    expect(found[0]).toMatchObject({ roleName: 'Reader', scopeName: 'subscription One', condition: null });
    const listed = sent.find((one) => one.url.includes('/roleAssignments?'));
    expect(decodeURIComponent(listed?.url ?? '')).toBe(
      `${baseUrl}/subscriptions/one/providers/Microsoft.Authorization/roleAssignments?api-version=2022-04-01&$filter=principalId eq '${leaver}'`,
    );
    expect(listed?.scope).toBe('https://management.azure.com/.default');
  });

  it('does not follow a page to another address', async () => {
    const { azure, sent } = answering({
      ...rolesAndSubscriptions,
      '/roleAssignments?': { value: [], nextLink: 'https://elsewhere.test/more' },
    });
    expect((await failure(azure.listRoleAssignments(leaver))).failure.message).toMatch(/another address/);
    expect(sent.every((one) => one.url.startsWith(baseUrl))).toBe(true);
  });

  it.each([
    ['/roleAssignments?', 'assignments'],
    ['/subscriptions?', 'subscriptions'],
  ])('does not go round in circles at %s', async (end) => {
    const circle = { value: [], nextLink: `${baseUrl}/more${end}` };
    const { azure } = answering({ ...rolesAndSubscriptions, [end]: circle, [`/more${end}`]: circle });
    expect((await failure(azure.listRoleAssignments(leaver))).failure.message).toMatch(/named twice/);
  });

  it.each([
    ['no JSON object', 'x'],
    ['no list', { value: 'x' }],
    ['without a list', {}],
    ['nothing', undefined],
    ['an assignment of nobody', { value: [{ ...assignment(1), properties: {} }] }],
  ])('does not guess when the answer is %s', async (_, body) => {
    const { azure } = answering({ ...rolesAndSubscriptions, '/roleAssignments?': body });
    expect((await failure(azure.listRoleAssignments(leaver))).failure.code).toBe('unreadable');
  });

  it('believes a company that says it has no subscription', async () => {
    const none = { '/subscriptions?': { value: [] } };
    expect((await failure(answering(none).azure.listRoleAssignments(leaver))).failure.code).toBe(
      'none-visible',
    );
    const { azure } = answering(none, { hasNoSubscriptions: true });
    expect(await azure.listRoleAssignments(leaver)).toEqual([]);
  });
});

describe('bringing an Azure role back', () => {
  const wanted: RoleAssignment = {
    id: '/subscriptions/one/resourceGroups/räume #1?/providers/Microsoft.Authorization/roleAssignments/g',
    name: 'g',
    scope: '/subscriptions/one/resourceGroups/räume #1?',
    roleDefinitionId: roles,
    principalId: leaver,
    roleName: 'Reader',
    scopeName: 'resource group räume #1?',
    condition: 'only this',
    conditionVersion: '2.0',
    description: null,
  };
  const { roleDefinitionId, principalId } = wanted;
  const existing = new ProviderError({
    system: 'azure',
    operation: 'PUT roleAssignments',
    code: 'RoleAssignmentExists',
    message: 'The role assignment already exists.',
    status: 409,
  });
  const conflicting = (condition: string | undefined) =>
    createAzure({
      baseUrl,
      send: async ({ method }) => {
        if (method === 'PUT') throw existing;
        const body = { name: 'g', properties: { roleDefinitionId, principalId, condition } };
        return { status: 200, headers: new Headers(), body };
      },
    });

  it('asks for the same one, for a user, with its condition', async () => {
    const { azure, sent } = answering({});
    await azure.createRoleAssignment(wanted);
    expect(sent[0]).toMatchObject({ method: 'PUT', operation: 'PUT roleAssignments' });
    expect(decodeURIComponent(sent[0]?.url ?? '')).toBe(`${baseUrl}${wanted.id}?api-version=2022-04-01`);
    expect(JSON.parse(String(sent[0]?.body))).toEqual({
      properties: {
        roleDefinitionId,
        principalId,
        principalType: 'User',
        condition: 'only this',
        conditionVersion: '2.0',
      },
    });
  });

  it('is content when Azure has this very one already', async () => {
    await expect(conflicting('only this').createRoleAssignment(wanted)).resolves.toBeUndefined();
  });

  it('is not content with one that has lost its condition', async () => {
    const error = await failure(conflicting(undefined).createRoleAssignment(wanted));
    expect(error.failure.code).toBe('RoleAssignmentExists');
  });
});

describe('a scope in words', () => {
  const known = [{ subscriptionId: 'ABC', displayName: 'Contoso Production' }];

  it.each([
    ['/subscriptions/abc', 'subscription Contoso Production'],
    ['/subscriptions/abc/resourceGroups/rg-1', 'resource group rg-1 in Contoso Production'],
    [
      '/subscriptions/abc/resourceGroups/rg-1/providers/Microsoft.Web/sites/shop',
      'resource shop in Contoso Production',
    ],
    ['/providers/Microsoft.Management/managementGroups/emea', 'management group emea'],
    ['/subscriptions/other', 'subscription other'],
    ['/', 'everything'],
  ])('names %s', (scope, words) => {
    expect(scopeName(scope, known)).toBe(words);
  });
});
