import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AnyAction, Context, SystemId } from '#providers/action.ts';
import { disableAccount } from '#providers/active-directory/disable-account.ts';
import { findAccounts, readAccountByGuid } from '#providers/active-directory/find-accounts.ts';
import { moveToDisabledOu } from '#providers/active-directory/move-to-disabled-ou.ts';
import { adPermissions } from '#providers/active-directory/permissions.ts';
import { readDirectoryProtection } from '#providers/active-directory/protected.ts';
import { removeFromGroups } from '#providers/active-directory/remove-from-groups.ts';
import { createGraph } from '#providers/entra/graph-client.ts';
import { createSender } from '#providers/http.ts';
import type { Permission } from '#providers/permission.ts';
import { sandboxCredential } from '#providers/sandbox/credential.ts';
import { sandboxDirectory } from '#providers/sandbox/directory-twin.ts';
import { contoso, people, personOf, sidOf } from '#providers/sandbox/people.ts';
import { startCloud, type RunningCloud } from '#providers/sandbox/server.ts';
import type { Directory } from '#providers/systems.ts';
import { itKeepsTheLaws } from '../../contract/action-laws.ts';
import { contextOf } from '../../set-up/samba-world.ts';
import { leaverNamed } from '../cloud-stage.ts';
import { failure } from '../http-stage.ts';
import { impatientClock } from '../impatient-clock.ts';

let cloud: RunningCloud | undefined;
beforeAll(async () => {
  cloud = await startCloud({ port: 0 });
});
afterAll(() => cloud?.stop());

const everything = Object.values(adPermissions);

function senderFor(system: SystemId, permissions: readonly Permission[]) {
  return createSender({
    system,
    credential: sandboxCredential(permissions),
    fetch,
    clock: impatientClock(30_000),
    random: () => 0,
  });
}

function granted(permissions: readonly Permission[]): Directory {
  return sandboxDirectory({ baseUrl: cloud!.origin, send: senderFor('active-directory', permissions) });
}

function contextFor(key: string, permissions: readonly Permission[]): Context {
  const { directory } = personOf(key);
  const account = directory && { ...directory, sid: sidOf(directory.rid), dn: '' };
  const context = contextOf({ ...leaverNamed(key), directory: account ?? null }, granted(permissions));
  const send = senderFor('entra', permissions);
  const graph = createGraph({ baseUrl: cloud!.origin, send, newId: () => 'test' });
  return { ...context, systems: { ...context.systems, graph } };
}

async function reset(): Promise<void> {
  await fetch(`${cloud!.origin}/_sandbox/reset`, { method: 'POST' });
}

describe.each([disableAccount, removeFromGroups, moveToDisabledOu])(
  '$id in the sandbox',
  (action: AnyAction) => {
    itKeepsTheLaws(action, () => ({
      reset,
      context: (one) => contextFor('jdoe', one.permissions),
      snapshot: async () => structuredClone(cloud!.company().directory),
    }));

    it.each(action.permissions)('is refused without %s', async (missing) => {
      await reset();
      const context = contextFor(
        'jdoe',
        action.permissions.filter((one) => one !== missing),
      );
      const work = async () => {
        for (const change of action.plan(await action.inspect(context), context)) {
          if (change.kind === 'change') await action.apply(change, context);
        }
      };

      const refused = missing.startsWith('graph/') ? 'Authorization_RequestDenied' : '50/00002098';
      expect((await failure(work())).failure.code).toBe(refused);
    });
  },
);

describe('Contoso’s directory', () => {
  beforeAll(reset);

  it('has everybody who is synchronized, with the ids that all systems agree on', async () => {
    const directory = granted([adPermissions.read]);
    for (const person of people) {
      const found = await findAccounts(directory, person.upn);
      if (!person.directory) expect(found).toEqual([]);
      else {
        const { guid, accountName, rid } = person.directory;
        const enabled = person.key !== 'henrietta.mueller';
        const facts = {
          guid,
          accountName,
          sid: sidOf(rid),
          upn: person.upn,
          displayName: person.name,
          enabled,
        };
        expect(found).toMatchObject([facts]);
      }
    }
  });

  it('finds two people of one name, and one by any of his names', async () => {
    const directory = granted([adPermissions.read]);

    expect(await findAccounts(directory, 'chris green')).toHaveLength(2);
    expect(await findAccounts(directory, ' JDOE ')).toHaveLength(1);
    expect(await findAccounts(directory, 'jdoe@contoso.com')).toHaveLength(1);
    expect(await findAccounts(directory, '*')).toEqual([]);
    expect(await findAccounts(directory, ' ')).toEqual([]);
  });

  it('knows one protected account, whose group is nested in Domain Admins', async () => {
    const directory = granted([adPermissions.read]);
    const guarded = [];
    for (const { key, directory: account } of people) {
      if (account && (await readDirectoryProtection(directory, account.guid)).length > 0) guarded.push(key);
    }

    expect(guarded).toEqual(['grady.admin']);
    expect(await readDirectoryProtection(directory, personOf('grady.admin').directory!.guid)).toEqual([
      { code: 'protected-group', verdict: 'refuse', detail: 'Domain Admins' },
    ]);
  });

  it('moves an account with its memberships', async () => {
    const directory = granted(everything);
    const { guid } = personOf('alexw').directory!;
    const groups = async () => (await directory.read(guid, ['memberOf'])).attributes['memberOf'];
    const before = await groups();

    await directory.move(guid, contoso.disabledOu);

    expect(before).toHaveLength(2);
    expect(await groups()).toEqual(before);
    expect((await readAccountByGuid(directory, guid)).dn).toBe(`CN=Alex Wilber,${contoso.disabledOu}`);
  });

  it.each([
    ['an object that is not there', '32/0000208D', (d: Directory) => d.read(contoso.tenantId, [])],
    ['a DN that is not there', '32/0000208D', (d: Directory) => d.readDn('OU=Nowhere,DC=contoso,DC=com', [])],
    ['a move to nowhere', '32/0000208D', (d: Directory) => d.move(jdoe, 'OU=Nowhere,DC=contoso,DC=com')],
    ['leaving the primary group', '53/0000055E', (d: Directory) => d.removeMember(domainUsers, jdoe)],
    [
      'a name that is taken',
      '68/00002071',
      (d: Directory) => d.move(personOf('chris.green2').directory!.guid, contoso.staffOu),
    ],
  ])('refuses %s with %s, as Active Directory does', async (_what, code, ask) => {
    await reset();
    const { failure: facts } = await failure(ask(granted(everything)));

    expect(facts).toMatchObject({ system: 'active-directory', code });
    expect(facts.absent ?? false).toBe(code.startsWith('32'));
  });
  const jdoe = personOf('jdoe').directory!.guid;
  const jdoeDn = `CN=John Doe,${contoso.staffOu}`;
  const domainUsers = 'd0000000-0000-4000-8000-000000000b01';

  it('being so already is success', async () => {
    await reset();
    const directory = granted(everything);
    const before = structuredClone(cloud!.company().directory);
    const { guid } = await directory.readDn('CN=Sales Files,OU=Groups,DC=contoso,DC=com', []);

    await directory.addMember(guid, jdoe);
    expect(cloud!.company().directory).toEqual(before);

    await directory.removeMember(guid, jdoe);
    await directory.removeMember(guid, jdoe);
    expect((await directory.read(guid, ['member'])).attributes['member']).not.toContain(jdoeDn);
  });

  it('a missing OU of disabled users stops the plan with clear words', async () => {
    const directory = { ...granted(everything), disabledOu: 'OU=Gone,DC=contoso,DC=com' };
    const context = contextFor('jdoe', everything);
    const asked = moveToDisabledOu.inspect({ ...context, systems: { ...context.systems, directory } });

    const { failure: facts } = await failure(asked);

    expect(facts.absent ?? false).toBe(false);
    expect(facts.message).toContain('does not exist: OU=Gone,DC=contoso,DC=com');
  });
});
