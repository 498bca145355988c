import { people, type ContosoPerson } from './people.ts';
import { allOneDrives } from './things.ts';

export interface SandboxSite {
  /** Below the host: `/personal/jdoe_contoso_com`. */
  readonly path: string;
  /** Object ids of the site collection administrators. */
  admins: string[];
}

/** State of the sandbox's SharePoint: one site for each OneDrive. */
export interface SharePointState {
  sites: SandboxSite[];
}

export function freshSharePoint(): SharePointState {
  return { sites: allOneDrives().map(({ owner, drive }) => ({ path: drive.path, admins: [owner.id] })) };
}

/** SharePoint's name for a person; a number stands for the same person on every site of this company. */
export function siteUser(person: ContosoPerson) {
  return {
    Id: people.indexOf(person) + 7,
    LoginName: `i:0#.f|membership|${person.upn.toLowerCase()}`,
    Title: person.name,
    Email: person.upn,
  };
}
