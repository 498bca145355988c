import { Client, GraphClientError, type Context, type Middleware } from '@microsoft/microsoft-graph-client';
import { z } from 'zod';
import type { Method, Send } from '../http.ts';
import { isAbsent } from '../provider-error.ts';
import type { Graph } from '../systems.ts';
import { unreadable } from '../fit-answer.ts';
import { followPages } from '../follow-pages.ts';
import { fitting } from './fitting.ts';

export interface GraphSetup {
  /** `https://graph.microsoft.com`, a national cloud, or the sandbox; no path. */
  readonly baseUrl: string;
  readonly send: Send;
  /** Names each request, so that even one without an answer can be traced. */
  readonly newId: () => string;
  /** Whom the token is for, in another cloud than the public one. */
  readonly audience?: string;
}

const version = 'v1.0';
const publicGraph = 'https://graph.microsoft.com';
/** Questions too long for a URL: asking twice changes nothing. */
const onlyReads = /\/(checkMemberGroups|getByIds)$/;

/** Microsoft's client builds the requests; the sending, with tokens and retries, is ours alone. */
export function createGraph(setup: GraphSetup): Graph {
  const client = Client.initWithMiddleware({
    baseUrl: setup.baseUrl,
    defaultVersion: version,
    middleware: lastMiddleware(setup),
  });
  const request = (path: string, headers: Readonly<Record<string, string>> = {}) =>
    client.api(path).headers({ ...headers });

  return {
    async get(path, schema) {
      return fitting(schema, await plainly(request(path).get()), operationOf('GET', path));
    },
    list: (path, schema, headers) =>
      allPages((page) => plainly(request(page, headers).get()), { path, schema, baseUrl: setup.baseUrl }),
    post: (path, body) => plainly(request(path).post(body)),
    async patch(path, body) {
      await plainly(request(path).patch(body));
    },
    async delete(path) {
      try {
        await plainly(request(path).delete());
      } catch (error) {
        if (!isAbsent(error)) throw error;
      }
    },
  };
}

/** Ends the client's chain: its own retry handler would repeat a POST, its own authentication knows no sandbox. */
function lastMiddleware({ send, newId, baseUrl, audience = publicGraph }: GraphSetup): Middleware {
  return {
    async execute(context: Context) {
      const { method = 'GET', body, headers } = context.options ?? {};
      const url = String(context.request);
      try {
        const answer = await send({
          method: method as Method,
          url,
          scope: `${audience}/.default`,
          operation: operationOf(method, url.slice(`${baseUrl}/${version}`.length)),
          headers: { ...(headers as Record<string, string>), 'client-request-id': newId() },
          ...(typeof body === 'string' && { body }),
          ...(onlyReads.test(url) && { idempotent: true }),
        });
        context.response = responseOf(answer.body);
      } catch (error) {
        throw carried(error);
      }
    },
  };
}

function responseOf(body: unknown): Response {
  return body === undefined ? new Response(null, { status: 204 }) : Response.json(body);
}

/** Microsoft's client turns every error into its own, except this one. */
function carried(error: unknown): GraphClientError {
  const carrier = new GraphClientError('not sent or refused');
  carrier.customError = error;
  return carrier;
}

async function plainly(call: Promise<unknown>): Promise<unknown> {
  try {
    return await call;
  } catch (error) {
    throw error instanceof GraphClientError && error.customError !== undefined ? error.customError : error;
  }
}

const page = z.object({ value: z.array(z.unknown()), '@odata.nextLink': z.string().optional() });

interface Listing<T> {
  readonly path: string;
  readonly schema: z.ZodType<T>;
  readonly baseUrl: string;
}

function allPages<T>(
  load: (path: string) => Promise<unknown>,
  { path, schema, baseUrl }: Listing<T>,
): Promise<readonly T[]> {
  const operation = operationOf('GET', path);
  return followPages(path, { system: 'entra', operation }, async (address) => {
    const found = fitting(page, await load(address), operation);
    const rows = fitting(z.array(schema), found.value, operation);
    return { rows, next: nextPath(found['@odata.nextLink'], baseUrl, operation) };
  });
}

/** A link to another place would carry our token there. */
function nextPath(link: string | undefined, baseUrl: string, operation: string): string | undefined {
  if (link === undefined) return undefined;
  const prefix = `${baseUrl}/${version}/`;
  if (!link.startsWith(prefix))
    throw unreadable({ system: 'entra', operation }, 'the next page is at another address');
  return link.slice(prefix.length - 1);
}

/** Without ids and without the query, which may hold a name. */
function operationOf(method: string, path: string): string {
  const plain = path.replace(/\?.*$/, '').replaceAll(/\/(?=[^/]*\d)[\w%.~-]{16,}/g, '/…');
  return `${method} ${plain}`;
}
