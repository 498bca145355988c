import { z } from 'zod';
import { adPermissions } from '../active-directory/permissions.ts';
import { siblingSid } from '../active-directory/sid-text.ts';
import type { Permission } from '../permission.ts';
import type { Company } from './company.ts';
import type { DirectoryObject, DirectoryState } from './directory-state.ts';
import { allGroupSids, dnOf, entryOf, findByDn } from './directory-tree.ts';
import { contoso, sidOf } from './people.ts';
import { refuse } from './refuse.ts';
import type { Route, SandboxAnswer } from './route.ts';

const attributes = z.array(z.string());
const byGuid = z.object({ guid: z.string(), attributes });
const byDn = z.object({ dn: z.string(), attributes });
const byText = z.object({ text: z.string(), attributes });
const nothing = z.object({});
const onlyGuid = z.object({ guid: z.string() });
const values = z.object({ guid: z.string(), values: z.array(z.string()) });
const membership = z.object({ group: z.string(), member: z.string() });
const newPlace = z.object({ guid: z.string(), parentDn: z.string() });

/** What the sandbox's domain controller can do: one route an operation, answers and codes as AD gives them. */
export const directoryRoutes: readonly Route[] = [
  reading('read', byGuid, (state, { guid, attributes }) =>
    withObject(state, guid, (object) => ok(entryOf(state, object, attributes))),
  ),
  reading('read-dn', byDn, (state, { dn, attributes }) => {
    const object = findByDn(state, dn);
    return object ? ok(entryOf(state, object, attributes)) : noSuchObject();
  }),
  reading('find-users', byText, (state, { text, attributes }) =>
    ok(usersCalled(state, text).map((object) => entryOf(state, object, attributes))),
  ),
  reading('group-sids', onlyGuid, (state, { guid }) =>
    withObject(state, guid, (object) => ok(allGroupSids(state, object))),
  ),
  reading('own-sids', nothing, () => ok([sidOf(botRid), sidOf(domainUsersRid)])),
  writing(
    'replace/userAccountControl',
    adPermissions.writeUserAccountControl,
    values,
    (state, { guid, values }) =>
      withObject(state, guid, (object) => {
        object.attributes['userAccountControl'] = values;
        return done;
      }),
  ),
  writing('add-member', adPermissions.writeMember, membership, (state, change) =>
    withMember(state, change, ({ group, member }) => {
      if (!group.members.includes(member.guid)) group.members.push(member.guid);
      return done;
    }),
  ),
  writing('remove-member', adPermissions.writeMember, membership, (state, change) =>
    withMember(state, change, ({ group, member }) => {
      if (isPrimaryGroup(group, member)) return refused(53, '0000055E', 'WILL_NOT_PERFORM');
      group.members = group.members.filter((guid) => guid !== member.guid);
      return done;
    }),
  ),
  writing('move', adPermissions.moveUsers, newPlace, move),
];

function reading<T>(
  name: string,
  schema: z.ZodType<T>,
  handle: (state: DirectoryState, input: T) => SandboxAnswer,
): Route {
  return { ...writing(name, adPermissions.read, schema, handle), reads: () => true };
}

function writing<T>(
  name: string,
  permission: Permission,
  schema: z.ZodType<T>,
  handle: (state: DirectoryState, input: T) => SandboxAnswer,
): Route {
  return {
    method: 'POST',
    path: `/_directory/${name}`,
    anyOf: [permission],
    system: 'directory',
    handle(request, company: Company) {
      const input = schema.safeParse(request.body);
      return input.success ? handle(company.directory, input.data) : refused(2, null, 'protocolError');
    },
  };
}

const done: SandboxAnswer = { status: 204 };

function ok(body: unknown): SandboxAnswer {
  return { status: 200, body };
}

function refused(result: number, windows: string | null, message: string): SandboxAnswer {
  return refuse('directory', 422, windows === null ? String(result) : `${result}/${windows}`, message);
}

function noSuchObject(): SandboxAnswer {
  return refused(32, '0000208D', 'NameErr: problem 2001 (NO_OBJECT)');
}

function withObject(
  { objects }: DirectoryState,
  guid: string,
  work: (object: DirectoryObject) => SandboxAnswer,
): SandboxAnswer {
  const object = objects[guid.toLowerCase()];
  return object ? work(object) : noSuchObject();
}

interface Pair {
  readonly group: DirectoryObject;
  readonly member: DirectoryObject;
}

function withMember(
  state: DirectoryState,
  { group, member }: z.infer<typeof membership>,
  work: (pair: Pair) => SandboxAnswer,
): SandboxAnswer {
  return withObject(state, group, (object) =>
    withObject(state, member, (found) => work({ group: object, member: found })),
  );
}

function isPrimaryGroup(group: DirectoryObject, member: DirectoryObject): boolean {
  const sid = member.attributes['objectSid']?.[0];
  const rid = member.attributes['primaryGroupID']?.[0];
  return sid !== undefined && group.attributes['objectSid']?.[0] === siblingSid(sid, Number(rid));
}

function move(state: DirectoryState, { guid, parentDn }: z.infer<typeof newPlace>): SandboxAnswer {
  return withObject(state, guid, (object) => {
    const parent = findByDn(state, parentDn);
    if (!parent) return noSuchObject();
    const wanted = `${object.rdn},${dnOf(state, parent)}`;
    const holder = findByDn(state, wanted);
    if (holder && holder !== object) return refused(68, '00002071', 'ENTRY_EXISTS');
    object.parent = parent.guid;
    return done;
  });
}

/** The bot's own account, with which the sandbox's directory is worked; it is not among the company's people. */
const botRid = 1190;
const domainUsersRid = 513;

const searched = ['sAMAccountName', 'userPrincipalName', 'mail', 'displayName'] as const;

function usersCalled(state: DirectoryState, text: string): DirectoryObject[] {
  return Object.values(state.objects).filter(({ attributes: held }) => {
    if (!held['objectClass']?.includes('user')) return false;
    const names = searched.flatMap((name) => held[name] ?? []);
    const addresses = (held['proxyAddresses'] ?? []).map((address) => address.replace(/^smtp:/iu, ''));
    const known = [...names, ...addresses].map((name) => name.toLowerCase());
    const account = held['sAMAccountName']?.[0]?.toLowerCase() ?? '';
    const qualified = ['contoso', contoso.domain].map((domain) => `${domain}\\${account}`);
    return [...known, ...qualified].includes(text.toLowerCase());
  });
}
