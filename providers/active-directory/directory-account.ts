import type { Context } from '../action.ts';
import { ProviderError } from '../provider-error.ts';
import type { Directory } from '../systems.ts';

export interface DirectoryPart {
  readonly directory: Directory;
  readonly guid: string;
  readonly sid: string;
}

/** The leaver's on-premises side; `null` when the company or the person has none, so there is nothing to do. */
export function directoryPart({ leaver, systems }: Context): DirectoryPart | null {
  if (!systems.directory || !leaver.directory) return null;
  return { directory: systems.directory, guid: leaver.directory.guid, sid: leaver.directory.sid };
}

/** For changes, which were planned because there was an on-premises side. @throws ProviderError when it is gone now */
export function requireDirectoryPart(context: Context): DirectoryPart {
  const part = directoryPart(context);
  if (part) return part;
  throw new ProviderError({
    system: 'active-directory',
    operation: 'find the account',
    code: 'not-configured',
    message: 'Active Directory was there when this was planned, and is not in the settings now',
  });
}
