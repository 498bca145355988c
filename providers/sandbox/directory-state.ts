import { people, sidOf, type ContosoPerson } from './people.ts';
import { mailOf, syncedGroups } from './things.ts';

/** One object of the make-believe Active Directory. DNs and `memberOf` follow from `parent` and `members`. */
export interface DirectoryObject {
  readonly guid: string;
  /** The first part of its DN: `CN=John Doe`. */
  readonly rdn: string;
  /** objectGUID of where it is; `null` for the domain itself. */
  parent: string | null;
  /** All but what is computed: DN, GUID, `memberOf`, `member`, `tokenGroups`. */
  readonly attributes: Record<string, string[]>;
  /** objectGUIDs of a group's direct members. */
  members: string[];
}

/** By objectGUID. */
export interface DirectoryState {
  readonly objects: Record<string, DirectoryObject>;
}

/** Contoso's directory on its first morning. */
export function freshDirectory(): DirectoryState {
  const staff = people.filter((person) => person.directory !== undefined);
  const objects = [...places, ...staff.map(account), ...groups];
  return { objects: Object.fromEntries(objects.map((one) => [one.guid, structuredClone(one)])) };
}

const ids = {
  domain: 'd0000000-0000-4000-8000-000000000a01',
  users: 'd0000000-0000-4000-8000-000000000a02',
  staff: 'd0000000-0000-4000-8000-000000000a03',
  marketing: 'd0000000-0000-4000-8000-000000000a04',
  groups: 'd0000000-0000-4000-8000-000000000a05',
  disabled: 'd0000000-0000-4000-8000-000000000a06',
} as const;

function place(guid: string, rdn: string, parent: string | null, objectClass: string): DirectoryObject {
  return { guid, rdn, parent, attributes: { objectClass: ['top', objectClass] }, members: [] };
}

const places: readonly DirectoryObject[] = [
  place(ids.domain, 'DC=contoso,DC=com', null, 'domainDNS'),
  place(ids.users, 'CN=Users', ids.domain, 'container'),
  place(ids.staff, 'OU=Staff', ids.domain, 'organizationalUnit'),
  place(ids.marketing, 'OU=Marketing', ids.staff, 'organizationalUnit'),
  place(ids.groups, 'OU=Groups', ids.domain, 'organizationalUnit'),
  place(ids.disabled, 'OU=Disabled Users', ids.domain, 'organizationalUnit'),
];

const normalAccount = 0x200;
const disabledBit = 0x2;
const neverExpires = 0x1_0000;

function account(person: ContosoPerson): DirectoryObject {
  const { accountName = person.key, guid = person.id, rid = 0 } = person.directory ?? {};
  const mail = mailOf(person);
  const flags = normalAccount | (person.key === 'jdoe' ? neverExpires : 0);
  const isDisabled = person.key === 'henrietta.mueller';
  return {
    guid,
    rdn: `CN=${person.name}`,
    // Two people of one name cannot be in one OU.
    parent: person.note === 'Marketing' ? ids.marketing : ids.staff,
    attributes: {
      objectClass: ['top', 'person', 'organizationalPerson', 'user'],
      objectSid: [sidOf(rid)],
      sAMAccountName: [accountName],
      userPrincipalName: [person.upn],
      displayName: [person.name],
      ...(mail !== null && { mail: [mail], proxyAddresses: [`SMTP:${mail}`] }),
      userAccountControl: [String(isDisabled ? flags | disabledBit : flags)],
      primaryGroupID: ['513'],
    },
    members: [],
  };
}

interface GroupSeed {
  readonly name: string;
  readonly guid: string;
  readonly rid: number;
  readonly members: readonly string[];
  /** A group Windows came with; it lives in `CN=Users`. */
  readonly system?: true;
}

function group({ name, guid, rid, members, system }: GroupSeed): DirectoryObject {
  return {
    guid,
    rdn: `CN=${name}`,
    parent: system ? ids.users : ids.groups,
    attributes: {
      objectClass: ['top', 'group'],
      objectSid: [sidOf(rid)],
      sAMAccountName: [name],
      ...(system && { isCriticalSystemObject: ['TRUE'] }),
    },
    members: [...members],
  };
}

const guidOf = new Map(people.map((person) => [person.key, person.directory?.guid ?? '']));
const jdoe = guidOf.get('jdoe') ?? '';
const tierZero = 'd0000000-0000-4000-8000-000000000b03';

const groups: readonly DirectoryObject[] = [
  group({
    name: 'Domain Users',
    guid: 'd0000000-0000-4000-8000-000000000b01',
    rid: 513,
    members: [],
    system: true,
  }),
  group({
    name: 'Domain Admins',
    guid: 'd0000000-0000-4000-8000-000000000b02',
    rid: 512,
    members: [tierZero],
    system: true,
  }),
  group({
    name: 'Tier 0 Operators',
    guid: tierZero,
    rid: 1403,
    members: [guidOf.get('grady.admin') ?? ''],
  }),
  ...Object.values(syncedGroups).map((synced) =>
    group({ ...synced, members: [jdoe, guidOf.get('alexw') ?? ''] }),
  ),
];
