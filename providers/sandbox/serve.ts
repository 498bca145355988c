import { randomUUID } from 'node:crypto';
import type { Permission } from '../permission.ts';
import type { Cloud, Found } from './cloud.ts';
import type { Company } from './company.ts';
import { readToken, type SandboxToken } from './credential.ts';
import type { Delivery, Fate } from './faults.ts';
import { pageAskedFor, rowsIn, troubled } from './list-trouble.ts';
import { refuse, refuseGenerally, systemOfPath } from './refuse.ts';
import type { RecordedRequest } from './request-log.ts';
import type { Route, SandboxAnswer, SandboxRequest } from './route.ts';

/** A call as it came over the wire. `badJson`: there was a body, and it was no JSON. */
export interface Call {
  readonly method: string;
  /** Path and query as sent. */
  readonly url: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: unknown;
  readonly badJson: boolean;
  readonly origin: string;
}

export interface Served {
  readonly answer: SandboxAnswer;
  /** What becomes of the answer on its way. */
  readonly delivery: Delivery;
}

/** Authenticates, authorises, executes and records one call. */
export function serve(cloud: Cloud, call: Call, fate: Fate): Served {
  const requestId = randomUUID();
  const found = cloud.find(call.method, call.path);
  const system = found?.route.system ?? systemOfPath(call.path);
  const token = readToken(call.headers['authorization']);
  const page = pageAskedFor(call.query);
  const plain = fate.executed ? answered(cloud, call, { found, token, fate }) : failed(system, fate.failure);
  const inPages = fate.lists && (call.method === 'GET' || system === 'exchange') ? fate.lists : null;
  const answer = inPages ? withTrouble(plain, { call, found, page, trouble: inPages }) : plain;
  const rows = rowsIn(answer);
  cloud.requests.add({
    time: cloud.now().toISOString(),
    method: call.method,
    path: call.url,
    system,
    body: call.body ?? null,
    status: answer.status,
    permission: allowedBy(found?.route, token),
    requestId,
    ...(rows === undefined ? {} : { rows }),
    ...faultOf(fate),
  });
  return { answer: dressed(answer, system, requestId, cloud.now()), delivery: fate.delivery };
}

interface TroubledCall {
  readonly call: Call;
  readonly found: Found | null;
  readonly page: number;
  readonly trouble: NonNullable<Fate['lists']>;
}

function withTrouble(answer: SandboxAnswer, { call, found, page, trouble }: TroubledCall): SandboxAnswer {
  const system = found?.route.system ?? systemOfPath(call.path);
  const query = call.query.toString();
  const address = `${call.origin}${call.path}${query === '' ? '' : `?${query}`}`;
  return troubled(answer, trouble, { system, address, page }) ?? failed(system, null);
}

interface Known {
  readonly found: Found | null;
  readonly token: SandboxToken | null;
  readonly fate: Fate;
}

function answered(cloud: Cloud, call: Call, { found, token, fate }: Known): SandboxAnswer {
  const system = found?.route.system ?? systemOfPath(call.path);
  if (!token || isForAnother(token, system)) return refuseGenerally(system, 'unauthenticated');
  if (!found) return refuseGenerally(system, 'unknown');
  if (found.route.anyOf.length > 0 && !allowedBy(found.route, token)) {
    return refuseGenerally(system, 'forbidden');
  }
  if (call.badJson) return refuseGenerally(system, 'badJson');
  const request = { ...call, params: found.params, granted: token.granted, now: cloud.now() };
  return executed(cloud, found.route, request, fate);
}

/** A read sees the past if it must; a write works on a copy, which replaces the company only when it succeeded. */
function executed(cloud: Cloud, route: Route, request: SandboxRequest, fate: Fate): SandboxAnswer {
  const reads = route.reads?.(request) ?? request.method === 'GET';
  const seen: Company = reads
    ? cloud.store.at(new Date(request.now.getTime() - fate.staleMs))
    : structuredClone(cloud.store.now());
  const answer = route.handle(request, seen);
  if (!reads && !fate.ignored && answer.status < 400) cloud.store.replace(seen, request.now);
  return answer;
}

const audiences: readonly (readonly [RegExp, Route['system']])[] = [
  [/^https:\/\/graph\.microsoft\.com$/, 'graph'],
  [/^https:\/\/outlook\.office365\.com$/, 'exchange'],
  [/^https:\/\/[^/]*\.sharepoint\.com$/, 'sharepoint'],
  [/^https:\/\/management\.azure\.com$/, 'azure'],
];

/** A token that was made for another Microsoft system is no good here; one for this sandbox's own address is. */
function isForAnother(token: SandboxToken, system: Route['system']): boolean {
  const meant = audiences.find(([audience]) => audience.test(token.aud));
  return meant !== undefined && meant[1] !== system;
}

function allowedBy(route: Route | undefined, token: SandboxToken | null): Permission | null {
  return route?.anyOf.find((permission) => token?.granted.includes(permission)) ?? null;
}

/** Without a failure of its own: nobody was there to answer. */
function failed(system: Route['system'], failure: Fate['failure']): SandboxAnswer {
  const { status, retryAfterSeconds } = failure ?? { status: 503 };
  const code =
    status === 429 ? 'TooManyRequests' : status === 503 ? 'ServiceUnavailable' : 'GeneralException';
  const answer = refuse(system, status, code, 'The service is not able to process the request now.');
  if (retryAfterSeconds === undefined) return answer;
  return { ...answer, headers: { 'retry-after': String(retryAfterSeconds) } };
}

function faultOf(fate: Fate): Pick<RecordedRequest, 'fault'> {
  if (fate.failure) return { fault: 'failed' };
  if (fate.delivery !== 'answered') return { fault: fate.delivery };
  return fate.ignored ? { fault: 'ignored' } : {};
}

/** Adds what every answer of that system carries: ids to ask its support with. */
function dressed(answer: SandboxAnswer, system: Route['system'], id: string, now: Date): SandboxAnswer {
  const own =
    system === 'azure' ? { 'x-ms-request-id': id } : system === 'sharepoint' ? { sprequestguid: id } : {};
  const headers = { ...answer.headers, 'request-id': id, ...own };
  if (system !== 'graph' || answer.status < 400) return { ...answer, headers };
  const { error } = answer.body as { error: object };
  const innerError = { date: now.toISOString().slice(0, 19), 'request-id': id, 'client-request-id': id };
  return { ...answer, headers, body: { error: { ...error, innerError } } };
}
