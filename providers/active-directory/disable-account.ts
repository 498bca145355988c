import { z } from 'zod';
import type { Action } from '../action.ts';
import { attributeOf } from './attribute-of.ts';
import { directoryPart, requireDirectoryPart } from './directory-account.ts';
import { adPermissions } from './permissions.ts';
import { isEnabled, setEnabled } from './user-account-control.ts';

const item = z.object({ enabled: z.boolean() });

/** Kerberos tickets already issued live on for up to ten hours; new ones are refused at once. */
export const disableAccount: Action<z.infer<typeof item>> = {
  id: 'ad.disable-account',
  title: 'Disable the Active Directory account',
  step: 'directory-account',
  system: 'active-directory',
  permissions: [adPermissions.read, adPermissions.writeUserAccountControl],
  item,
  keyOf: () => 'enabled',

  async inspect(context) {
    const part = directoryPart(context);
    if (!part) return [];
    const account = await part.directory.read(part.guid, ['userAccountControl']);
    return [{ enabled: isEnabled(attributeOf(account, 'userAccountControl')) }];
  },

  plan(found, { leaver }) {
    return found
      .filter((account) => account.enabled)
      .map((account) => ({
        kind: 'change',
        key: 'enabled',
        what: `Disable the Active Directory account ${leaver.directory?.accountName ?? leaver.upn}`,
        from: account,
        to: { enabled: false },
      }));
  },

  async apply(_change, context) {
    const { directory, guid } = requireDirectoryPart(context);
    await setEnabled(directory, guid, false);
  },

  async rollback({ from }, context) {
    const { directory, guid } = requireDirectoryPart(context);
    if (from.enabled) await setEnabled(directory, guid, true);
  },
};
