import { isSameDn } from '../active-directory/distinguished-name.ts';
import { siblingSid } from '../active-directory/sid-text.ts';
import type { DirectoryEntry } from '../systems.ts';
import type { DirectoryObject, DirectoryState } from './directory-state.ts';

/** The object's name, built from where it is. */
export function dnOf({ objects }: DirectoryState, object: DirectoryObject): string {
  const parent = object.parent === null ? undefined : objects[object.parent];
  return parent ? `${object.rdn},${dnOf({ objects }, parent)}` : object.rdn;
}

/** By DN in any case, `<GUID=…>` or `<SID=…>`; `null` when there is none. */
export function findByDn(state: DirectoryState, dn: string): DirectoryObject | null {
  const all = Object.values(state.objects);
  const sid = /^<SID=(.+)>$/iu.exec(dn)?.[1];
  if (sid !== undefined) return all.find((one) => one.attributes['objectSid']?.[0] === sid) ?? null;
  const guid = /^<GUID=(.+)>$/iu.exec(dn)?.[1];
  if (guid !== undefined) return state.objects[guid.toLowerCase()] ?? null;
  return all.find((one) => isSameDn(dnOf(state, one), dn)) ?? null;
}

/** What a reader sees of it, computed attributes included; names are compared without case. */
export function entryOf(
  state: DirectoryState,
  object: DirectoryObject,
  names: readonly string[],
): DirectoryEntry {
  const all = new Map(
    Object.entries(seen(state, object)).map(([name, values]) => [name.toLowerCase(), values]),
  );
  const attributes = Object.fromEntries(names.map((name) => [name, all.get(name.toLowerCase()) ?? []]));
  return { dn: dnOf(state, object), guid: object.guid, attributes };
}

function seen(state: DirectoryState, object: DirectoryObject): Record<string, readonly string[]> {
  const dns = (some: readonly DirectoryObject[]) => some.map((one) => dnOf(state, one));
  return {
    ...object.attributes,
    objectGUID: [object.guid],
    distinguishedName: [dnOf(state, object)],
    memberOf: dns(groupsWith(state, object.guid)),
    member: dns(object.members.map((guid) => state.objects[guid]).filter((one) => one !== undefined)),
  };
}

function groupsWith({ objects }: DirectoryState, guid: string): DirectoryObject[] {
  return Object.values(objects).filter((group) => group.members.includes(guid));
}

/** The primary group too, and all that these are in. */
export function allGroupSids(state: DirectoryState, object: DirectoryObject): readonly string[] {
  const sid = object.attributes['objectSid']?.[0];
  const rid = object.attributes['primaryGroupID']?.[0];
  const primary = sid && rid ? findByDn(state, `<SID=${siblingSid(sid, Number(rid))}>`) : null;
  const found = new Set<DirectoryObject>();
  const waiting = [...groupsWith(state, object.guid), ...(primary ? [primary] : [])];
  for (let group = waiting.pop(); group; group = waiting.pop()) {
    if (found.has(group)) continue;
    found.add(group);
    waiting.push(...groupsWith(state, group.guid));
  }
  return [...found].flatMap((group) => group.attributes['objectSid'] ?? []);
}
