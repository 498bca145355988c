import { z } from 'zod';
import type { Permission } from '../permission.ts';
import type { Company } from './company.ts';
import { people, type ContosoPerson } from './people.ts';
import { refuse } from './refuse.ts';
import type { Route, SandboxAnswer, SandboxRequest } from './route.ts';
import { siteUser, type SandboxSite } from './sharepoint-state.ts';

const anyOf: readonly Permission[] = ['sharepoint/Sites.FullControl.All'];
const web = '/personal/:site/_api/web';

/** Operations of the sandbox's SharePoint, on people's OneDrive sites. */
export const sharePointRoutes: readonly Route[] = [
  { method: 'GET', path: `${web}/siteusers`, anyOf, system: 'sharepoint', handle: onSite(siteUsers) },
  { method: 'POST', path: `${web}/ensureuser`, anyOf, system: 'sharepoint', handle: onSite(ensureUser) },
  { method: 'POST', path: `${web}/getuserbyid(:id)`, anyOf, system: 'sharepoint', handle: onSite(mergeUser) },
];

function onSite(handle: (request: SandboxRequest, site: SandboxSite) => SandboxAnswer): Route['handle'] {
  return (request, company: Company) => {
    const path = `/personal/${request.params['site'] ?? ''}`.toLowerCase();
    const site = company.sharePoint.sites.find((one) => one.path.toLowerCase() === path);
    return site ? handle(request, site) : refuse('sharepoint', 404, '404', '404 FILE NOT FOUND');
  };
}

function siteUsers(request: SandboxRequest, site: SandboxSite): SandboxAnswer {
  if (request.query.get('$filter') !== 'IsSiteAdmin eq true') {
    return refuse('sharepoint', 400, '-1, Microsoft.SharePoint.SPException', 'The filter is not supported.');
  }
  const admins = people.filter((one) => site.admins.includes(one.id));
  return { status: 200, body: { value: admins.map((one) => shown(one, site)) } };
}

function shown(person: ContosoPerson, site: SandboxSite) {
  return { ...siteUser(person), IsSiteAdmin: site.admins.includes(person.id) };
}

const wanted = z.object({ logonName: z.string() });

/** Everybody of the company counts as known to every site, so this only looks the person up. */
function ensureUser(request: SandboxRequest, site: SandboxSite): SandboxAnswer {
  const parsed = wanted.safeParse(request.body);
  const login = parsed.success ? parsed.data.logonName.toLowerCase() : '';
  const person = people.find((one) => siteUser(one).LoginName === login);
  if (person) return { status: 200, body: shown(person, site) };
  const code = '-2146232832, Microsoft.SharePoint.SPException';
  return refuse('sharepoint', 400, code, 'The specified user could not be found.');
}

const change = z.object({ IsSiteAdmin: z.boolean() });

function mergeUser(request: SandboxRequest, site: SandboxSite): SandboxAnswer {
  const person = people.find((one) => String(siteUser(one).Id) === request.params['id']);
  const parsed = change.safeParse(request.body);
  const isMerge = request.headers['x-http-method'] === 'MERGE' && request.headers['if-match'] === '*';
  if (!isMerge || !parsed.success) {
    return refuse('sharepoint', 400, '-1, Microsoft.SharePoint.SPException', 'The request is not a MERGE.');
  }
  if (!person) return refuse('sharepoint', 404, '-2146232832', 'User cannot be found.');
  const others = site.admins.filter((id) => id !== person.id);
  site.admins = parsed.data.IsSiteAdmin ? [...others, person.id] : others;
  return { status: 204 };
}
