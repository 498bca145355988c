import { z } from 'zod';
import type { Action } from '../action.ts';
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
});

/** Direct memberships only: nested ones go with the group they come through. */
export const removeFromGroups: Action<z.infer<typeof item>> = {
  id: 'ad.remove-from-groups',
  title: 'Remove from Active Directory groups',
  step: 'group-memberships',
  system: 'active-directory',
  permissions: [adPermissions.read, adPermissions.writeMember],
  // A synchronized group may carry the licence of the mailbox.
  after: ['exchange.convert-to-shared'],
  item,
  keyOf,
  // A renamed or moved group is still the same membership.
  same: (a, b) => keyOf(a) === keyOf(b) && a.keep === b.keep,

  async inspect(context) {
    const part = directoryPart(context);
    return part ? await readMemberships(part) : [];
  },

  plan(found) {
    return found.map((group) => {
      const key = keyOf(group);
      if (group.keep) return { kind: 'skipped', key, what: group.name, why: why[group.keep] };
      return { kind: 'change', key, what: `Remove from group ${group.name}`, from: group, to: null };
    });
  },

  async apply({ from }, context) {
    const { directory, guid } = requireDirectoryPart(context);
    const { dn } = await directory.read(guid, []);
    await directory.removeMember(keyOf(from), dn);
  },

  async rollback({ from }, context) {
    const { directory, guid } = requireDirectoryPart(context);
    const { dn } = await directory.read(guid, []);
    await directory.addMember(keyOf(from), dn);
  },
};

function keyOf(group: z.infer<typeof item>): string {
  return group.guid ?? group.dn;
}

const why: Readonly<Record<ReasonToKeep, string>> = {
  primary: 'It is the primary group, which an account must have; it gives no access of its own',
  protected: 'A group of administrators: an administrator of the domain removes people from it',
  system: 'A built-in group of Windows: an administrator of the domain removes people from it',
  'other-domain': 'The group belongs to another domain: its administrators remove people from it',
};
