import { z } from 'zod';
import type { Action, PlanContext, Planned } from '../action.ts';
import { beforeLeaving, groupLicencesNote, licence, lossOf } from '../entra/licence-products.ts';
import { readMembershipsPermission, readSyncedLicences } from '../entra/read-groups.ts';
import { guid } from '../leaver.ts';
import { directoryPart, requireDirectoryPart } from './directory-account.ts';
import { adPermissions } from './permissions.ts';
import { readMemberships, reasonsToKeep, type ReasonToKeep } from './memberships.ts';

const item = z.object({
  /** `null` only for a group of another domain, which this domain's controllers do not know. */
  guid: guid.nullable(),
  dn: z.string(),
  name: z.string(),
  keep: z.enum(reasonsToKeep).nullable(),
  /** What members have in the cloud through the group, once it is synchronised there. */
  licences: z.array(licence),
});
type Item = z.infer<typeof item>;

/** Direct memberships only: nested ones go with the group they come through. */
export const removeFromGroups: Action<Item> = {
  id: 'ad.remove-from-groups',
  title: 'Remove from Active Directory groups',
  step: 'group-memberships',
  system: 'active-directory',
  permissions: [adPermissions.read, adPermissions.writeMember, readMembershipsPermission],
  item,
  keyOf,
  // A renamed or moved group is still the same membership, and the cloud hears of it half an hour later.
  same: (a, b) => keyOf(a) === keyOf(b) && a.keep === b.keep,

  async inspect(context) {
    const part = directoryPart(context);
    if (!part) return [];
    const { leaver, systems } = context;
    const [groups, licences] = await Promise.all([
      readMemberships(part),
      readSyncedLicences(systems.graph, leaver.id),
    ]);
    return groups.map(({ sid, ...group }) =>
      Object.assign(group, { licences: [...(licences.get(sid ?? '') ?? [])] }),
    );
  },

  plan: (found, context) => found.map((group) => planned(group, context)),

  async apply({ from }, context) {
    const { directory, guid } = requireDirectoryPart(context);
    await directory.removeMember(keyOf(from), guid);
  },

  async rollback({ from }, context) {
    const { directory, guid } = requireDirectoryPart(context);
    await directory.addMember(keyOf(from), guid);
  },
};

function keyOf(group: Item): string {
  return group.guid ?? group.dn;
}

function planned(group: Item, { choices }: PlanContext): Planned<Item> {
  const { name, keep, licences } = group;
  const key = keyOf(group);
  if (keep) return { kind: 'skipped', key, what: name, why: why[keep] };
  const what = `Remove from group ${name}${groupLicencesNote(licences)}`;
  const after = beforeLeaving(licences);
  return {
    kind: 'change',
    key,
    what,
    from: group,
    to: null,
    ...(after.length > 0 ? { after } : {}),
    ...lossOf(licences, choices),
  };
}

const why: Readonly<Record<ReasonToKeep, string>> = {
  primary: 'It is the primary group, which an account must have; it gives no access of its own',
  protected: 'A group of administrators: an administrator of the domain removes people from it',
  system: 'A built-in group of Windows: an administrator of the domain removes people from it',
  'other-domain': 'The group belongs to another domain: its administrators remove people from it',
};
