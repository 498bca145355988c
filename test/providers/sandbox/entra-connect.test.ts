import { describe, expect, it } from 'vitest';
import { freshCompany } from '#providers/sandbox/company.ts';
import { syncOnce } from '#providers/sandbox/entra-connect.ts';
import { personOf } from '#providers/sandbox/people.ts';
import { startCloud } from '#providers/sandbox/server.ts';
import { syncedGroups } from '#providers/sandbox/things.ts';
import { send } from '#test/set-up/cloud-caller.ts';

const john = personOf('jdoe');
const noon = new Date('2026-11-23T12:00:00Z');

describe('a sync cycle', () => {
  it('finds nothing to do on the first morning but the time of the sync', () => {
    const company = freshCompany();
    syncOnce(company, new Date('2026-11-23T06:00:00Z'));
    expect(company).toEqual(freshCompany());
  });

  it('takes an account and a membership over from Active Directory', () => {
    const company = freshCompany();
    const account = company.directory.objects[john.directory!.guid]!;
    account.attributes['userAccountControl'] = ['66050'];
    company.directory.objects[syncedGroups.erpUsers.guid]!.members = [];
    syncOnce(company, noon);
    const user = company.graph.users.find((one) => one.id === john.id);
    expect(user).toMatchObject({ accountEnabled: false, onPremisesLastSyncDateTime: '2026-11-23T12:00:00Z' });
    expect(company.graph.members[syncedGroups.erpUsers.id]).toEqual([]);
    expect(company.graph.members[syncedGroups.salesFiles.id]).toContain(john.id);
  });

  it('opens again what was only blocked in the cloud', () => {
    const company = freshCompany();
    const user = company.graph.users.find((one) => one.id === john.id)!;
    user.accountEnabled = false;
    syncOnce(company, noon);
    expect(user.accountEnabled).toBe(true);
  });

  it('runs when it is asked for', async () => {
    const cloud = await startCloud({ port: 0, now: () => noon });
    expect((await send(`${cloud.origin}/_sandbox/sync`, { method: 'POST' })).status).toBe(204);
    const user = cloud.company().graph.users.find((one) => one.id === john.id);
    expect(user!.onPremisesLastSyncDateTime).toBe('2026-11-23T12:00:00Z');
    await cloud.stop();
  });
});
