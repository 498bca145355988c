import { Attribute, Change, Client, DN, EqualityFilter } from 'ldapts';
import { guidText } from '#providers/active-directory/guid-text.ts';
import { sidText } from '#providers/active-directory/sid-text.ts';
import type { Leaver } from '#providers/leaver.ts';
import { domain } from './samba-domain.ts';
import type { Samba } from './samba.ts';

export type SeededAccount = NonNullable<Leaver['directory']>;

/** The domain's administrator, who fills the directory before a test and changes it behind the bot's back. */
export interface Seed {
  readonly client: Client;
  /** Creates what is not there. Returns its DN. */
  ou(name: string): Promise<string>;
  user(
    accountName: string,
    more?: { cn?: string; ou?: string; attributes?: Attributes },
  ): Promise<SeededAccount>;
  group(name: string, members?: readonly string[], ou?: string): Promise<SeededAccount>;
  /** One that is there already. */
  account(dn: string): Promise<SeededAccount>;
  addMembers(groupDn: string, members: readonly string[]): Promise<void>;
  set(dn: string, attribute: string, ...values: string[]): Promise<void>;
  values(dn: string, attribute: string): Promise<readonly string[]>;
  /** Counts every write anybody makes. */
  writes(): Promise<string>;
  close(): Promise<void>;
}
type Attributes = Record<string, string | string[]>;

export async function seedOf({ url, ca }: Samba): Promise<Seed> {
  const client = new Client({
    url,
    tlsOptions: { ca },
    timeout: 60_000,
    connectTimeout: 10_000,
    autoRebind: true,
  });
  await client.bind(domain.adminDn, domain.adminPassword);
  const seed: Seed = {
    client,
    async ou(name) {
      const dn = dnIn(new DN().addPairRDN('OU', name).toString(), domain.baseDn);
      if (!(await exists(client, dn))) await client.add(dn, { objectClass: ['top', 'organizationalUnit'] });
      return dn;
    },
    async user(accountName, { cn = accountName, ou = 'Staff', attributes = {} } = {}) {
      const dn = dnIn(new DN().addPairRDN('CN', cn).toString(), await seed.ou(ou));
      const objectClass = ['top', 'person', 'organizationalPerson', 'user'];
      const names = { sAMAccountName: accountName, userPrincipalName: `${accountName}@contoso.test` };
      await client.add(dn, { objectClass, ...names, displayName: cn, ...attributes });
      const password = Buffer.from('"Leaver-Test-0nly"', 'utf16le');
      const modification = new Attribute({ type: 'unicodePwd', values: [password] });
      await client.modify(dn, new Change({ operation: 'replace', modification }));
      await seed.set(dn, 'userAccountControl', '512');
      return await accountAt(client, dn);
    },
    async group(name, members = [], ou = 'Groups') {
      const dn = dnIn(new DN().addPairRDN('CN', name).toString(), await seed.ou(ou));
      await client.add(dn, {
        objectClass: ['top', 'group'],
        sAMAccountName: accountNameOf(name),
        groupType: '-2147483646',
      });
      if (members.length > 0) await seed.addMembers(dn, members);
      return await accountAt(client, dn);
    },
    account: (dn) => accountAt(client, dn),
    async addMembers(groupDn, members) {
      const modification = new Attribute({ type: 'member', values: [...members] });
      await client.modify(groupDn, new Change({ operation: 'add', modification }));
    },
    async set(dn, type, ...values) {
      const modification = new Attribute({ type, values });
      await client.modify(dn, new Change({ operation: 'replace', modification }));
    },
    async values(dn, attribute) {
      const { searchEntries } = await client.search(dn, { scope: 'base', attributes: [attribute] });
      return [searchEntries[0]?.[attribute] ?? []].flat().map(String);
    },
    async writes() {
      return (await seed.values('', 'highestCommittedUSN')).join('');
    },
    close: () => client.unbind(),
  };
  return seed;
}

/** Account names may not hold what a display name may. */
function accountNameOf(name: string): string {
  return name.replaceAll(/["[\]:;|=+*?<>/\\,]/gu, '_');
}

function dnIn(rdn: string, parent: string): string {
  return `${rdn},${parent}`;
}

async function exists(client: Client, dn: string): Promise<boolean> {
  const filter = new EqualityFilter({ attribute: 'distinguishedName', value: dn });
  const { searchEntries } = await client.search(domain.baseDn, { scope: 'sub', filter, attributes: ['cn'] });
  return searchEntries.length > 0;
}

async function accountAt(client: Client, dn: string): Promise<SeededAccount> {
  const attributes = ['objectGUID', 'objectSid', 'sAMAccountName'];
  const found = await client.search(dn, { scope: 'base', attributes, explicitBufferAttributes: attributes });
  const entry = found.searchEntries[0];
  const bytes = (name: string) => Buffer.from([entry?.[name] ?? []].flat()[0] ?? '');
  return {
    guid: guidText(bytes('objectGUID')),
    sid: sidText(bytes('objectSid')),
    dn: entry?.dn ?? dn,
    accountName: bytes('sAMAccountName').toString(),
  };
}
