import { bySpecificity, matchPath, pathTemplate, segmentsOf } from '#providers/sandbox/path-template.ts';
import { allRoutes } from '#providers/sandbox/routes.ts';
import type { Sent } from './marks.ts';

const routes = allRoutes
  .map((route) => ({ route, template: pathTemplate(route.path) }))
  .toSorted((a, b) => bySpecificity(a.template, b.template));

/** Whether the sandbox takes this request for one that may alter something. What it does not know, may. */
export function isWrite({ method, path, body }: Sent): boolean {
  if (method === 'GET') return false;
  const [bare = '', search = ''] = path.split('?');
  for (const { route, template } of routes) {
    const params = route.method === method ? matchPath(template, segmentsOf(bare)) : null;
    if (!params) continue;
    const query = new URLSearchParams(search);
    const rest = { headers: {}, origin: '', now: new Date(), granted: [] };
    return !route.reads?.({ method, path: bare, params, query, body, ...rest });
  }
  return true;
}
