import { afterEach, expect, test } from 'vitest';
import { z } from 'zod';
import { createGraph } from '#providers/entra/graph-client.ts';
import { createSender } from '#providers/http.ts';
import type { Graph } from '#providers/systems.ts';
import {
  answeringServer,
  empty,
  json,
  reset,
  type AnsweringServer,
  type Reply,
} from '../answering-server.ts';
import { failure } from '../http-stage.ts';
import { impatientClock } from '../impatient-clock.ts';

const id = 'e0000000-0000-4000-8000-000000000010';
const named = z.object({ name: z.string() });
const servers: AnsweringServer[] = [];

afterEach(async () => {
  for (const server of servers.splice(0)) await server.close();
});

async function stage(...replies: Reply[]): Promise<{ server: AnsweringServer; graph: Graph }> {
  const server = await answeringServer(...replies);
  servers.push(server);
  const credential = {
    getToken: async (scope: string | string[]) => ({
      token: `for ${String(scope)}`,
      expiresOnTimestamp: Number.MAX_SAFE_INTEGER,
    }),
  };
  const clock = impatientClock(30_000);
  const send = createSender({ system: 'entra', credential, fetch, clock, random: () => 0 });
  return { server, graph: createGraph({ baseUrl: server.url, send, newId: () => 'our-id' }) };
}

/** A page that names the next one at this server. */
function page(names: readonly string[], next?: string): Reply {
  return (response, request) => {
    const link = next && { '@odata.nextLink': next.replace('ORIGIN', `http://${request.headers.host}`) };
    json(200, { value: names.map((name) => ({ name })), ...link })(response, request);
  };
}

test('a thing is read with the token of Graph and an id for its support', async () => {
  const { server, graph } = await stage(json(200, { name: 'John Doe' }));

  expect(await graph.get(`/users/${id}?$select=name`, named)).toEqual({ name: 'John Doe' });

  expect(server.heard[0]).toMatchObject({ method: 'GET', url: `/v1.0/users/${id}?$select=name` });
  expect(server.heard[0]?.headers).toMatchObject({
    authorization: 'Bearer for https://graph.microsoft.com/.default',
    'client-request-id': 'our-id',
  });
});

test('an answer that does not fit is unreadable', async () => {
  const { graph } = await stage(json(200, { name: null }));

  const error = await failure(graph.get(`/users/${id}`, named));

  expect(error.failure).toMatchObject({ system: 'entra', operation: 'GET /users/…', code: 'unreadable' });
  expect(error.failure.message).toContain('name');
});

test('all pages are read, and an empty one in the middle is not the end', async () => {
  const { server, graph } = await stage(
    page(['a', 'b'], 'ORIGIN/v1.0/users?$select=name&$skiptoken=p2'),
    page([], 'ORIGIN/v1.0/users?$select=name&$skiptoken=p3'),
    page(['c']),
  );

  const all = await graph.list('/users?$select=name', named, { ConsistencyLevel: 'eventual' });

  expect(all.map((one) => one.name)).toEqual(['a', 'b', 'c']);
  expect(server.heard.map((one) => one.url)).toEqual([
    '/v1.0/users?$select=name',
    '/v1.0/users?$select=name&$skiptoken=p2',
    '/v1.0/users?$select=name&$skiptoken=p3',
  ]);
  expect(server.heard.map((one) => one.headers['consistencylevel'])).toEqual([
    'eventual',
    'eventual',
    'eventual',
  ]);
});

test('a page that fails is an error, not the end of the list', async () => {
  const refused = json(403, { error: { code: 'Authorization_RequestDenied', message: 'no' } });
  const { graph } = await stage(page(['a'], 'ORIGIN/v1.0/users?$skiptoken=p2'), refused);

  expect((await failure(graph.list('/users', named))).failure).toMatchObject({
    code: 'Authorization_RequestDenied',
    status: 403,
  });
});

test('a page that names itself again is an error, not a list without end', async () => {
  const { server, graph } = await stage(page(['a'], 'ORIGIN/v1.0/users?$skiptoken=p2'));

  expect((await failure(graph.list('/users', named))).failure.code).toBe('unreadable');
  expect(server.heard).toHaveLength(2);
});

test.each(['https://evil.example/v1.0/users', 'ORIGIN.evil.example/v1.0/users', 'ORIGIN/beta/users'])(
  'a page at another address is not asked for: %s',
  async (link) => {
    const { server, graph } = await stage(page(['a'], link));

    expect((await failure(graph.list('/users', named))).failure.code).toBe('unreadable');
    expect(server.heard).toHaveLength(1);
  },
);

test('a POST sends its body and gives back what Graph said', async () => {
  const { server, graph } = await stage(json(201, { id: 'x' }));

  expect(await graph.post('/oauth2PermissionGrants', { scope: 'User.Read' })).toEqual({ id: 'x' });

  expect(server.heard[0]).toMatchObject({ method: 'POST', body: '{"scope":"User.Read"}' });
  expect(server.heard[0]?.headers['content-type']).toBe('application/json');
});

test('a POST without body or answer is fine', async () => {
  const { server, graph } = await stage(empty);

  expect(await graph.post(`/users/${id}/revokeSignInSessions`)).toBeUndefined();

  expect(server.heard[0]?.body).toBe('');
});

test('a POST whose answer was lost is not repeated by anybody in the chain', async () => {
  const { server, graph } = await stage(reset, empty);

  const error = await failure(graph.post(`/users/${id}/revokeSignInSessions`));

  expect(error.failure).toMatchObject({ uncertain: true, requestId: 'our-id' });
  expect(server.heard).toHaveLength(1);
});

test('a long question that is sent as POST is repeated, because it changes nothing', async () => {
  const { server, graph } = await stage(reset, json(200, { value: [] }));

  await graph.post(`/users/${id}/checkMemberGroups`, { groupIds: [id] });

  expect(server.heard).toHaveLength(2);
});

test('what is gone already counts as deleted', async () => {
  const { graph } = await stage(json(404, { error: { code: 'Request_ResourceNotFound', message: 'gone' } }));

  await expect(graph.delete(`/groups/${id}/members/${id}/$ref`)).resolves.toBeUndefined();
});

test('a refused deletion is an error', async () => {
  const { graph } = await stage(json(403, { error: { code: 'Authorization_RequestDenied', message: 'no' } }));

  expect((await failure(graph.delete(`/groups/${id}/members/${id}/$ref`))).failure.operation).toBe(
    'DELETE /groups/…/members/…/$ref',
  );
});

test('an error names no person', async () => {
  const { graph } = await stage(json(400, { error: { code: 'Bad', message: 'no' } }));

  const error = await failure(graph.list("/users?$filter=mail eq 'john@contoso.com'", named));

  expect(error.failure.operation).toBe('GET /users');
});
