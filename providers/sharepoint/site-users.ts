import { z } from 'zod';
import type { Person } from '../leaver.ts';
import type { SharePoint } from '../systems.ts';

/** A person as one site knows them; the number means nothing on another site. */
export const siteUser = z.object({ Id: z.number().int(), LoginName: z.string() });
export type SiteUser = z.infer<typeof siteUser>;

/** SharePoint's claim for somebody of the company. */
export function loginOf({ upn }: Person): string {
  return `i:0#.f|membership|${upn.toLowerCase()}`;
}

export function isLoginOf({ LoginName }: SiteUser, person: Person): boolean {
  return LoginName.toLowerCase() === loginOf(person);
}

// A second page would name somebody we do not see.
const admins = z.object({ value: z.array(siteUser), 'odata.nextLink': z.undefined().optional() });

/** Everybody who may do everything on the site. */
export async function siteAdmins(siteUrl: string, sharePoint: SharePoint): Promise<readonly SiteUser[]> {
  const path = '/_api/web/siteusers?$select=Id,LoginName&$filter=IsSiteAdmin%20eq%20true';
  return (await sharePoint.get(siteUrl, path, admins)).value;
}
