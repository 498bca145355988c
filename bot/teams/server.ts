import type { TeamsAdapter } from '@microsoft/teams-ai';
import { pino } from 'pino';
import restify, { type Request, type Response, type Server } from 'restify';
import type { Clock, Log } from '../workflow/world.ts';
import type { TakeTurn } from './app.ts';
import { largestBody, type Refused, refuseActivity, refuseBody, refuseHeaders } from './inspect-inbound.ts';
import { maskedResponse } from './masked-response.ts';
import { readBody } from './read-body.ts';
import { within } from './within.ts';

export interface ServerParts {
  readonly adapter: TeamsAdapter;
  readonly takeTurn: TakeTurn;
  /** True only in the sandbox, whose clients have no tokens. */
  readonly sandbox: boolean;
  /** Resolves when the store can be written. */
  readonly ready: () => Promise<void>;
  readonly clock: Clock;
  /** Its warnings are what strangers cause: limited, so that a flood fills no disk. */
  readonly log: Log;
  /** What else is served here. */
  readonly serveMore?: (server: Server) => void;
  /** A sender slower than this is cut off. */
  readonly slowest?: Slowest;
}

/** ms until all headers are there, and until the whole request is. */
export interface Slowest {
  readonly headers: number;
  readonly request: number;
}

export interface TeamsServer {
  /** @param port 0 asks for a free one @returns `http://127.0.0.1:3978` */
  listen(port: number, host: string): Promise<string>;
  /** Takes nothing new; what is under way may end, within some seconds. */
  close(): Promise<void>;
}

const slowest: Slowest = { headers: 10_000, request: 20_000 };
const refusedLine = 'a request was refused';
const closingMs = 5_000;
const readyMs = 3_000;

/** restify's own log lines hold whole requests, tokens and all. */
const silent = pino({ enabled: false }) as unknown as NonNullable<restify.ServerOptions['log']>;

/** `/api/messages` for Teams, `/healthz` (the process answers) and `/readyz` (the store does too). */
export function createServer(parts: ServerParts): TeamsServer {
  const server = restify.createServer({ name: 'bot', ignoreTrailingSlash: true, log: silent });
  cutOff(server, parts.slowest ?? slowest);
  server.pre(harden);
  maskErrors(server, parts.log);
  server.post('/api/messages', receiver(parts));
  for (const method of ['get', 'head'] as const) {
    server[method]('/healthz', async (_request: Request, response: Response) => {
      response.send(200, { ok: true });
    });
    server[method]('/readyz', async (_request: Request, response: Response) => probe(parts, response));
  }
  parts.serveMore?.(server);
  return { listen: (port, host) => listen(server, port, host), close: () => close(server, parts.clock) };
}

/** Node looks for slow senders every half minute unless told otherwise, and takes that only as an option. */
function cutOff({ server }: Server, { headers, request }: Slowest): void {
  const connectionsCheckingInterval = Math.min(headers, request) / 10;
  Object.assign(server, { headersTimeout: headers, requestTimeout: request, connectionsCheckingInterval });
}

function harden(_request: Request, response: Response, next: restify.Next): void {
  response.removeHeader('Server');
  response.setHeader('X-Content-Type-Options', 'nosniff');
  response.setHeader('Cache-Control', 'no-store');
  next();
}

/** restify takes an async handler of exactly two parameters. */
function receiver(parts: ServerParts): (request: Request, response: Response) => Promise<void> {
  return async (request, response) => receive(parts, request, response);
}

async function receive(parts: ServerParts, request: Request, response: Response): Promise<void> {
  const { adapter, takeTurn, log } = parts;
  // Of the connection: what a header says of it, anybody can write.
  const from = request.socket.remoteAddress;
  const refused = await inspect(parts, request);
  if (refused !== null) {
    log.warn({ ...refused, from }, refusedLine);
    // What is still on its way is not waited for.
    if (!request.complete) response.setHeader('Connection', 'close');
    response.send(refused.status, { code: String(refused.status) });
    return;
  }
  const answer = maskedResponse(response);
  await adapter.process(request as never, answer as never, async (context) => {
    if (!(await takeTurn(context))) answer.refuse(403);
  });
  const why = answer.turnedAway();
  if (why !== null) log.warn({ status: 401, why, from }, refusedLine);
}

/** Reads the body when the headers allow it; `null` = the adapter may look. */
async function inspect({ sandbox }: ServerParts, request: Request): Promise<Refused | null> {
  const refused = refuseHeaders(request);
  if (refused !== null) return refused;
  const read = await readBody(request, largestBody);
  if (!read.ok) return refuseBody(read.refused);
  request.body = read.value;
  return refuseActivity(request, sandbox);
}

async function probe({ ready, clock }: ServerParts, response: Response): Promise<void> {
  const ended = await within(
    clock,
    readyMs,
    ready().then(
      () => true,
      () => false,
    ),
  );
  const ok = !ended.late && ended.value;
  response.send(ok ? 200 : 503, { ok });
}

/** Whatever went wrong, the sender learns the status and nothing else. */
function maskErrors(server: Server, log: Log): void {
  server.on(
    'restifyError',
    (_request: Request, response: Response, error: Error & { statusCode?: number }, done: () => void) => {
      const code = error.statusCode ?? 500;
      if (code >= 500) log.error({ err: error }, 'a request failed');
      const body = { code: String(code) };
      Object.assign(error, { toJSON: () => body, toString: () => JSON.stringify(body) });
      response.setHeader('Content-Type', 'application/json');
      done();
    },
  );
}

async function listen(server: Server, port: number, host: string): Promise<string> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => resolve());
  });
  const { port: given } = server.address();
  return `http://${host}:${given}`;
}

async function close(server: Server, clock: Clock): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  const ended = await within(clock, closingMs, closed);
  if (!ended.late) return;
  server.server.closeAllConnections();
  await closed;
}
