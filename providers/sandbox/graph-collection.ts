import { z } from 'zod';
import { badRequest, ok } from './graph-answer.ts';
import { parseFilter, passes } from './odata-filter.ts';
import type { SandboxAnswer, SandboxRequest } from './route.ts';

/** What `$filter` may look at. `advanced` ones need `ConsistencyLevel: eventual` and `$count=true`. */
export interface Filterable {
  readonly resource: string;
  readonly properties: readonly string[];
  readonly advanced?: readonly string[];
}

/** Small, so that whoever forgets to follow `@odata.nextLink` is found out. Microsoft's pages hold 100. */
const pageSize = 5;

/** The things that pass `$filter`, or Graph's refusal of the filter. */
export function filtered<T extends object>(
  things: readonly T[],
  request: SandboxRequest,
  allowed: Filterable,
): { readonly things: readonly T[] } | { readonly refused: SandboxAnswer } {
  const text = request.query.get('$filter');
  if (text === null) return { things };
  const filter = parseFilter(text);
  if (!filter) return { refused: badRequest(`Invalid filter clause: ${text}`) };
  const unsupported = filter.comparisons.find(({ property }) => !mayFilter(property, request, allowed));
  if (unsupported) return { refused: unsupportedFilter(unsupported.property, allowed.resource) };
  return { things: things.filter((thing) => passes(filter, thing)) };
}

function mayFilter(property: string, request: SandboxRequest, allowed: Filterable): boolean {
  if (allowed.properties.includes(property)) return true;
  return allowed.advanced?.includes(property) === true && isAdvanced(request);
}

/** https://learn.microsoft.com/graph/aad-advanced-queries */
export function isAdvanced(request: SandboxRequest): boolean {
  const level = request.headers['consistencylevel']?.toLowerCase();
  return level === 'eventual' && request.query.get('$count') === 'true';
}

function unsupportedFilter(property: string, resource: string): SandboxAnswer {
  const message = `Unsupported or invalid query filter clause specified for property '${property}' of resource '${resource}'.`;
  return badRequest(message, 'Request_UnsupportedQuery');
}

/** One page of a collection, with the link to the next. */
export function page(things: readonly unknown[], request: SandboxRequest, path: string): SandboxAnswer {
  const start = startOf(request.query.get('$skiptoken'), things);
  if (start === null)
    return badRequest('Specified page token value has expired.', 'Directory_ExpiredPageToken');
  const top = topOf(request.query.get('$top'));
  if (top === null) return badRequest('Invalid page size specified. Must be between 1 and 999 inclusive.');
  const end = start + top;
  const value = things.slice(start, end);
  const count = isAdvanced(request) ? { '@odata.count': things.length } : {};
  const next =
    end < things.length ? { '@odata.nextLink': nextLink(request, path, [end, ...value.map(idOf)]) } : {};
  const context = `${request.origin}/v1.0/$metadata#${path.split('/')[1] ?? ''}`;
  return ok({ '@odata.context': context, ...count, ...next, value });
}

/** How many things there were so far, and the ids of the last page. */
const pageToken = z.tuple([z.int().positive()], z.string());
type PageToken = z.infer<typeof pageToken>;

/**
 * After the last thing of the page before that is still there: what somebody removes while another one turns the
 * pages makes nobody miss the things behind it. That it is so at Microsoft is not written anywhere.
 */
function startOf(text: string | null, things: readonly unknown[]): number | null {
  if (text === null) return 0;
  const token = pageToken.safeParse(json(Buffer.from(text, 'base64url').toString()));
  if (!token.success) return null;
  const [end, ...ids] = token.data;
  const last = things.findLastIndex((thing) => ids.includes(idOf(thing)));
  return last < 0 ? Math.max(0, end - ids.length) : last + 1;
}

function json(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function idOf(thing: unknown): string {
  const { id } = thing as { id?: unknown };
  return typeof id === 'string' ? id : JSON.stringify(thing);
}

function topOf(text: string | null): number | null {
  if (text === null) return pageSize;
  const top = Number(text);
  return Number.isInteger(top) && top >= 1 && top <= 999 ? Math.min(top, pageSize) : null;
}

function nextLink(request: SandboxRequest, path: string, token: PageToken): string {
  const query = new URLSearchParams(request.query);
  query.set('$skiptoken', Buffer.from(JSON.stringify(token)).toString('base64url'));
  return `${request.origin}/v1.0${path}?${query.toString().replaceAll('%24', '$').replaceAll('%2C', ',')}`;
}
