import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Context } from '#providers/action.ts';
import { removeFromGroups } from '#providers/active-directory/remove-from-groups.ts';
import { findAccounts } from '#providers/active-directory/find-accounts.ts';
import { readDirectoryProtection } from '#providers/active-directory/protected.ts';
import { disableAccount } from '#providers/active-directory/disable-account.ts';
import { failure } from '../http-stage.ts';
import { describeWithSamba } from '../../set-up/describe-with-samba.ts';
import { domain } from '../../set-up/samba-domain.ts';
import { contextOf, ldapOn, sambaWorld, type SambaWorld } from '../../set-up/samba-world.ts';

await describeWithSamba('Groups and protected accounts in a real Active Directory', (samba) => {
  let world: SambaWorld | undefined;
  beforeAll(async () => {
    world = await sambaWorld(samba);
  });
  afterAll(() => world?.close());

  async function planFor(context: Context) {
    return removeFromGroups.plan(await removeFromGroups.inspect(context), context);
  }

  it('reads a group of 1,600 members to its end, and takes out one of them', async () => {
    const { directory } = world!;
    const all = Array.from({ length: 1600 }, (_, n) => `CN=Many ${n},${domain.crowdOu}`);
    const read = async () =>
      (await directory.readDn(`CN=Everybody,${domain.crowdOu}`, ['member'])).attributes['member'];
    const { guid } = await directory.readDn(`CN=Everybody,${domain.crowdOu}`, []);

    expect((await read())?.toSorted()).toEqual(all.toSorted());
    await directory.removeMember(guid, (await directory.readDn(all[7]!, [])).guid);
    expect((await read())?.toSorted()).toEqual(all.filter((_, n) => n !== 7).toSorted());
  });

  it('plans all 1,600 memberships of one person', async () => {
    const { directory } = world!;
    const [account] = await findAccounts(directory, 'collector');

    const plan = await planFor(contextOf({ ...world!.leaver, directory: account! }, directory));

    expect(new Set(plan.filter(({ kind }) => kind === 'change').map(({ key }) => key)).size).toBe(1600);
  });

  it('takes people out of direct groups only, and says why it leaves the others', async () => {
    const { seed, directory } = world!;
    const person = await seed.user('member1');
    const inner = await seed.group('Team Red', [person.dn]);
    await seed.group('All Teams', [inner.dn]);
    await seed.addMembers(`CN=Remote Desktop Users,CN=Builtin,${domain.baseDn}`, [person.dn]);
    await seed.addMembers(`CN=Backup Operators,CN=Builtin,${domain.baseDn}`, [person.dn]);

    const plan = await planFor(contextOf({ ...world!.leaver, directory: person }, directory));

    expect(plan.map(({ kind, what }) => `${kind} ${what}`).toSorted()).toEqual([
      'change Remove from group Team Red',
      'skipped Backup Operators',
      'skipped Domain Users',
      'skipped Remote Desktop Users',
    ]);
    expect(plan.flatMap((one) => (one.kind === 'skipped' ? [one.why] : []))).toContainEqual(
      expect.stringContaining('primary group'),
    );
  });

  it('knows the primary group even when it is not Domain Users', async () => {
    const { seed, directory } = world!;
    const person = await seed.user('member2');
    const group = await seed.group('Contractors', [person.dn]);
    await seed.set(person.dn, 'primaryGroupID', group.sid.slice(group.sid.lastIndexOf('-') + 1));

    const plan = await planFor(contextOf({ ...world!.leaver, directory: person }, directory));

    expect(plan.filter(({ kind }) => kind === 'skipped').map(({ what }) => what)).toContain('Contractors');
    expect(plan.filter(({ kind }) => kind === 'change').map(({ what }) => what)).not.toContain('Contractors');
  });

  it('still takes the right membership after account and group were renamed and moved', async () => {
    const { seed, directory } = world!;
    const person = await seed.user('mover');
    const group = await seed.group('Old Name', [person.dn]);
    const context = contextOf({ ...world!.leaver, directory: person }, directory);
    const change = (await planFor(context)).find((one) => one.kind === 'change');
    await seed.client.modifyDN(
      person.dn,
      `CN=New, Name,${await seed.ou('Elsewhere')}`.replace('New,', 'New\\,'),
    );
    await seed.client.modifyDN(group.dn, `CN=New Group,${await seed.ou('Elsewhere')}`);

    await removeFromGroups.apply(change!, context);

    expect(await seed.values(`<GUID=${group.guid}>`, 'member')).toEqual([]);
  });

  it('takes nobody else out when somebody is moved between two changes, and leaves no change for done', async () => {
    const { seed } = world!;
    let now = 0;
    const directory = ldapOn(samba, { now: () => now });
    const person = await seed.user('shifted');
    const [one, two] = [await seed.group('Shift 1', [person.dn]), await seed.group('Shift 2', [person.dn])];
    await directory.removeMember(one.guid, person.guid);
    await seed.client.modifyDN(person.dn, `CN=Shifted,${await seed.ou('Elsewhere')}`);
    const heir = await seed.user('heir', { cn: 'Heir' });
    await seed.addMembers(two.dn, [heir.dn]);

    await directory.removeMember(two.guid, person.guid);
    expect(await seed.values(two.dn, 'member')).toHaveLength(2);
    const context = contextOf({ ...world!.leaver, directory: person }, directory);
    expect((await planFor(context)).filter(({ kind }) => kind === 'change')).toHaveLength(1);

    now += 2_000;
    await directory.removeMember(two.guid, person.guid);
    expect(await seed.values(two.dn, 'member')).toEqual([heir.dn]);
    await directory.close();
  });

  it('says who is protected and by what, however deep the group is nested', async () => {
    const { seed, directory } = world!;
    const admin = await seed.user('admin1');
    const inner = await seed.group('Tier 0', [admin.dn]);
    const outer = await seed.group('Tier 0 Nested', [inner.dn]);
    await seed.addMembers(`CN=Domain Admins,CN=Users,${domain.baseDn}`, [outer.dn]);
    const service = await seed.user('service1', { attributes: { servicePrincipalName: ['HTTP/intranet'] } });
    const former = await seed.user('former1', { attributes: { adminCount: '1' } });
    const plain = await seed.user('plain1');
    const codes = async ({ guid }: { guid: string }) =>
      (await readDirectoryProtection(directory, guid)).map(({ code, verdict }) => `${verdict} ${code}`);
    const builtIn = await seed.values(domain.adminDn, 'distinguishedName');
    const administrator = await directory.readDn(builtIn[0]!, []);
    const krbtgt = await directory.readDn(`CN=krbtgt,CN=Users,${domain.baseDn}`, []);
    const machine = await directory.readDn(`CN=DC1,OU=Domain Controllers,${domain.baseDn}`, []);

    expect(await readDirectoryProtection(directory, admin.guid)).toContainEqual({
      code: 'protected-group',
      verdict: 'refuse',
      detail: 'Domain Admins',
    });
    expect(await codes(service)).toEqual(['refuse service-account']);
    expect(await codes(former)).toEqual(['ask admin-count']);
    expect(await codes(plain)).toEqual([]);
    expect(await codes(administrator)).toContain('refuse built-in-account');
    expect(await codes(krbtgt)).toContain('refuse built-in-account');
    expect(await codes(machine)).toContain('refuse not-a-person');
  });

  it('changes nothing but the one bit, and puts back nothing but the one bit', async () => {
    const { seed, directory } = world!;
    const person = await seed.user('bits');
    await seed.set(person.dn, 'userAccountControl', String(0x200 | 0x1_0000));
    const context = contextOf({ ...world!.leaver, directory: person }, directory);
    const [change] = disableAccount.plan(await disableAccount.inspect(context), context);
    if (change?.kind !== 'change') throw new Error('nothing planned');

    await disableAccount.apply(change, context);
    expect(await seed.values(person.dn, 'userAccountControl')).toEqual([String(0x200 | 0x1_0000 | 0x2)]);

    await seed.set(person.dn, 'userAccountControl', String(0x200 | 0x2 | 0x10_0000));
    if ('rollback' in disableAccount) await disableAccount.rollback(change, context);
    expect(await seed.values(person.dn, 'userAccountControl')).toEqual([String(0x200 | 0x10_0000)]);
  });

  it('is refused, with the code of Windows, what its account was not delegated', async () => {
    const { seed, directory } = world!;
    const person = await seed.user('undelegated');

    const { failure: facts } = await failure(directory.replace(person.guid, 'description', ['x']));

    expect(facts).toMatchObject({ code: '50/00002098', operation: 'modify description' });
    expect(facts.message).toContain("the bot's account lacks the right");
    expect(await seed.values(person.dn, 'description')).toEqual([]);
  });
});
