import { z } from 'zod';
import type { Action } from '../action.ts';
import { guid } from '../leaver.ts';
import { isAbsent, ProviderError } from '../provider-error.ts';
import type { Directory } from '../systems.ts';
import { directoryPart, requireDirectoryPart } from './directory-account.ts';
import { splitDn } from './distinguished-name.ts';
import { adPermissions } from './permissions.ts';

const place = z.object({ guid, dn: z.string() });
type Place = z.infer<typeof place>;
/** Where the account is, and where leavers belong. Places are known by GUID: an OU may be renamed meanwhile. */
const item = z.object({ parent: place, disabledOu: place });

/**
 * The last step in the directory: it takes the account out of its policies, and out of the cloud altogether when
 * the OU lies outside what Entra Connect synchronizes.
 */
export const moveToDisabledOu: Action<z.infer<typeof item>> = {
  id: 'ad.move-to-disabled-ou',
  title: 'Move the account to the OU of disabled users',
  step: 'directory-account',
  system: 'active-directory',
  permissions: [adPermissions.read, adPermissions.moveUsers],
  after: ['ad.disable-account', 'ad.remove-from-groups'],
  item,
  keyOf: () => 'place',
  same: (a, b) => a.parent.guid === b.parent.guid,

  async inspect(context) {
    const part = directoryPart(context);
    if (!part) return [];
    const { directory } = part;
    const [account, disabledOu] = await Promise.all([
      directory.read(part.guid, []),
      readDisabledOu(directory),
    ]);
    const parent = await directory.readDn(splitDn(account.dn).parent, []);
    return [{ parent: placeOf(parent), disabledOu }];
  },

  plan(found) {
    return found
      .filter(({ parent, disabledOu }) => parent.guid !== disabledOu.guid)
      .map((from) => ({
        kind: 'change',
        key: 'place',
        what: `Move the account from ${from.parent.dn} to ${from.disabledOu.dn}`,
        from,
        to: { parent: from.disabledOu, disabledOu: from.disabledOu },
      }));
  },

  async apply({ from }, context) {
    const { directory, guid } = requireDirectoryPart(context);
    await directory.move(guid, await currentDn(directory, from.disabledOu));
  },

  async rollback({ from }, context) {
    const { directory, guid } = requireDirectoryPart(context);
    await directory.move(guid, await currentDn(directory, from.parent));
  },
};

function placeOf({ guid, dn }: Place): Place {
  return { guid, dn };
}

async function readDisabledOu(directory: Directory): Promise<Place> {
  try {
    return placeOf(await directory.readDn(directory.disabledOu, []));
  } catch (error) {
    if (!isAbsent(error)) throw error;
    throw missing(
      'unreadable',
      `the OU of disabled users in the settings does not exist: ${directory.disabledOu}`,
    );
  }
}

async function currentDn(directory: Directory, { guid, dn }: Place): Promise<string> {
  try {
    return (await directory.read(guid, [])).dn;
  } catch (error) {
    if (!isAbsent(error)) throw error;
    throw missing('place-gone', `the OU is gone: ${dn}. Restore it, or move the account by hand`);
  }
}

/** Never `absent`: it is the place that is missing, not the account. */
function missing(code: string, message: string): ProviderError {
  return new ProviderError({ system: 'active-directory', operation: 'find the OU', code, message });
}
