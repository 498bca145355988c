import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AnyAction, Context } from '#providers/action.ts';
import { disableAccount } from '#providers/active-directory/disable-account.ts';
import { findAccounts, readAccountByGuid } from '#providers/active-directory/find-accounts.ts';
import { isSameDn, nameIn, splitDn } from '#providers/active-directory/distinguished-name.ts';
import { moveToDisabledOu } from '#providers/active-directory/move-to-disabled-ou.ts';
import { removeFromGroups } from '#providers/active-directory/remove-from-groups.ts';
import { patience, seed as attackSeed, times } from '#test/set-up/attack.ts';
import { describeWithSamba } from '../../set-up/describe-with-samba.ts';
import { escapedIn, hardText, style } from '../../set-up/hard-names.ts';
import type { SeededAccount } from '../../set-up/samba-seed.ts';
import { contextOf, sambaWorld, type SambaWorld } from '../../set-up/samba-world.ts';

const names = [
  'Smith, Jo',
  'Jo "Smitty" Smith',
  'Smith + Sons',
  "Zoë O'Neil",
  '#lead',
  'Müller-Größe Þór 渡辺',
  'a/b=c<d>e;f',
  'Smith\\',
  'in the \\middle, too',
  ' blanks at both ends ',
  'x'.repeat(64),
  'ü'.repeat(64),
];

const generated = times({ short: 20, long: 2_000 });
/** Each with a number in the middle: a directory takes names that differ in blanks or case for one. */
const hardNames = fc
  .sample(fc.tuple(hardText, hardText, style), { seed: attackSeed, numRuns: generated })
  .map(([before, after, how], n) => ({ cn: `${cut(before)}${n}${cut(after)}`, how }));

/** A name in the directory has at most 64 characters, and no NUL. */
function cut(text: string): string {
  return Array.from(text.replaceAll('\0', '')).slice(0, 14).join('');
}

await describeWithSamba('Names in a real Active Directory', (samba) => {
  let world: SambaWorld | undefined;
  beforeAll(async () => {
    world = await sambaWorld(samba);
  });
  afterAll(() => world?.close());

  it.each(names)('%s: is found, disabled, taken out of a group, moved, and all of it undone', async (cn) => {
    const { seed, directory } = world!;
    const n = names.indexOf(cn);
    const account = await seed.user(`name${n}`, { cn });
    const group = await seed.group(
      `${cn.slice(0, 60)} ${n}`,
      [account.dn],
      cn.trim().length > 60 ? 'Groups' : 'O, U',
    );
    const context = contextOf(leaverWith(account), directory);

    expect(await findAccounts(directory, cn)).toMatchObject([{ guid: account.guid }]);
    const undo = await doAll([disableAccount, removeFromGroups, moveToDisabledOu], context);

    expect(await readAccountByGuid(directory, account.guid)).toMatchObject({
      enabled: false,
      displayName: cn,
    });
    expect(await seed.values(guidDn(account), 'distinguishedName')).toEqual([
      account.dn.replace('OU=Staff', 'OU=Disabled Users'),
    ]);
    expect(await seed.values(guidDn(group), 'member')).toEqual([]);

    await undo();

    expect(await seed.values(guidDn(account), 'distinguishedName')).toEqual([account.dn]);
    expect(await seed.values(guidDn(group), 'member')).toEqual([account.dn]);
    expect(await seed.values(account.dn, 'userAccountControl')).toEqual(['512']);
  });

  it(
    'of every kind that is allowed there finds the one account that has it, and is read back as it is',
    { timeout: patience(generated, 500) },
    async () => {
      const { seed, directory } = world!;
      const parent = await seed.ou('Hard, names');
      let taken = 0;
      for (const [n, { cn, how }] of hardNames.entries()) {
        const group = await seed.group(`Hard ${n}`);
        const dn = `CN=${escapedIn(how, cn)},${parent}`;
        if (!(await isTaken(seed, dn, { cn, accountName: `hard${n}`, group: group.dn }))) continue;
        taken += 1;
        const found = await findAccounts(directory, cn);
        const { attributes } = await directory.readDn(group.dn, ['member']);
        const members = attributes['member'] ?? [];

        const own = [`hard${n}`, cn];
        // Blanks around what is typed do not count, and the directory may or may not heed those of a name.
        const mayBeMissed = cn.trim() !== cn;
        expect(found.map(({ accountName, displayName }) => [accountName, displayName])).toEqual(
          mayBeMissed && found.length === 0 ? [] : [own],
        );
        expect(members.map(nameIn)).toEqual([cn]);
        expect(members.map((member) => splitDn(member).parent)).toEqual([parent]);
        expect(isSameDn(members[0]!, dn)).toBe(true);
        await directory.removeMember(group.guid, (await directory.readDn(members[0]!, [])).guid);
        expect(await seed.values(group.dn, 'member')).toEqual([]);
      }
      expect(taken).toBeGreaterThan(generated / 2);
    },
  );

  describe('what somebody types to look for a person', () => {
    it.each([
      ['the account name in any case', 'PERSON'],
      ['the UPN', 'person@contoso.test'],
      ['the mail address', 'pat.person@contoso.test'],
      ['another address of the mailbox', 'pat@old.contoso.test'],
      ['the display name', 'Pat Person'],
      ['with blanks around it', '  person '],
    ])('%s finds the person', async (_what, text) => {
      const { seed, directory } = world!;
      const pat = await (found ??= seed.user('person', {
        cn: 'Pat Person',
        attributes: {
          mail: 'pat.person@contoso.test',
          proxyAddresses: ['SMTP:pat.person@contoso.test', 'smtp:pat@old.contoso.test'],
        },
      }));

      expect(await findAccounts(directory, text)).toEqual([
        {
          guid: pat.guid,
          sid: pat.sid,
          dn: pat.dn,
          accountName: 'person',
          upn: 'person@contoso.test',
          mail: 'pat.person@contoso.test',
          displayName: 'Pat Person',
          enabled: true,
          immutableId: expect.stringMatching(/^[\w+/]{22}==$/),
        },
      ]);
    });
    let found: Promise<SeededAccount> | undefined;

    it.each([
      '*)(objectClass=*',
      '*',
      'per*',
      '*)(|(cn=*',
      'person)(cn=*',
      '\\2a',
      '\u0000',
      'person\u0000',
      'person\u0000)(cn=*',
      '(',
      ')',
      '\\',
      'jdoe0))(|(a=b',
      '',
      '   ',
    ])('%j finds nobody', async (text) => {
      expect(await findAccounts(world!.directory, text)).toEqual([]);
    });

    it('10,000 characters find nobody', async () => {
      expect(await findAccounts(world!.directory, 'x'.repeat(10_000))).toEqual([]);
    });

    it('finds no computers, groups or contacts', async () => {
      expect(await findAccounts(world!.directory, 'DC1$')).toEqual([]);
      expect(await findAccounts(world!.directory, 'Domain Users')).toEqual([]);
    });

    it('an address in the place of an id is no way to another object', async () => {
      await expect(world!.directory.read('x>,CN=Administrator', [])).rejects.toThrow('not an objectGUID');
    });
  });
});

/** False when the server itself refuses such a name. */
async function isTaken(
  seed: SambaWorld['seed'],
  dn: string,
  { cn, accountName, group }: { cn: string; accountName: string; group: string },
): Promise<boolean> {
  const objectClass = ['top', 'person', 'organizationalPerson', 'user'];
  try {
    await seed.client.add(dn, { objectClass, sAMAccountName: accountName, displayName: cn });
  } catch {
    return false;
  }
  await seed.addMembers(group, [dn]);
  return true;
}

async function doAll(actions: readonly AnyAction[], context: Context): Promise<() => Promise<void>> {
  const undo: (() => Promise<void>)[] = [];
  for (const action of actions) {
    const planned = action.plan(await action.inspect(context), context);
    const changes = planned.filter((one) => one.kind === 'change');
    expect(changes).toHaveLength(1);
    for (const change of changes) {
      await action.apply(change, context);
      undo.push(async () => {
        if ('rollback' in action) await action.rollback(change, context);
      });
    }
  }
  return async () => {
    for (const one of undo.toReversed()) await one();
  };
}

function leaverWith(directory: SeededAccount): Context['leaver'] {
  const id = 'e0000000-0000-4000-8000-000000000001';
  return {
    id,
    upn: 'leaver@contoso.test',
    name: 'Leaver',
    mail: null,
    synced: true,
    manager: null,
    directory,
  };
}

function guidDn({ guid }: SeededAccount): string {
  return `<GUID=${guid}>`;
}
