import { afterAll, beforeAll, expect, it } from 'vitest';
import { cloudGroups } from '#providers/sandbox/graph-fresh-groups.ts';
import { personOf } from '#providers/sandbox/people.ts';
import { startCloud, type RunningCloud } from '#providers/sandbox/server.ts';
import { allPages, cloudCaller, type Call } from '#test/set-up/cloud-caller.ts';

const john = personOf('jdoe');
const path = `/v1.0/users/${john.id}/memberOf?$select=id`;

let cloud: RunningCloud;
let call: Call;
beforeAll(async () => {
  cloud = await startCloud({ port: 0, recordFile: null });
  call = cloudCaller(cloud.origin, ['graph/Directory.Read.All', 'graph/GroupMember.ReadWrite.All']);
});
afterAll(() => cloud.stop());

it('whoever turns the pages misses nothing because something on an earlier page is removed meanwhile', async () => {
  const all = await allPages(call, cloud.origin, path);
  const first = await call('GET', path);
  const { value, '@odata.nextLink': next } = first.body as { value: unknown[]; '@odata.nextLink': string };
  await call('DELETE', `/v1.0/groups/${cloudGroups.projectFalcon}/members/${john.id}/$ref`);
  const rest = await allPages(call, cloud.origin, next.slice(cloud.origin.length));

  expect([...value, ...rest]).toEqual(all);
});
