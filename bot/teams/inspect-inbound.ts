import type { Request } from 'restify';
import { claimsToBeConnector } from './strict-issuer.ts';

/** With which status, and why in one word. */
export interface Refused {
  readonly status: 400 | 401 | 403 | 413 | 415;
  readonly why: 'compressed' | 'content-type' | 'too-large' | 'malformed' | 'no-token' | 'issuer' | 'channel';
}

const malformed: Refused = { status: 400, why: 'malformed' };
const tooLarge: Refused = { status: 413, why: 'too-large' };

/** An activity with its card is well below this, bytes. */
export const largestBody = 256 * 1024;

/** What the headers alone refuse; `null` = read on. A compressed body could be any size. */
export function refuseHeaders(request: Request): Refused | null {
  if (request.headers['content-encoding'] !== undefined) return { status: 415, why: 'compressed' };
  if (request.getContentType() !== 'application/json') return { status: 415, why: 'content-type' };
  return Number(request.headers['content-length'] ?? 0) > largestBody ? tooLarge : null;
}

/** A body that was not read to its end, or is no JSON. */
export function refuseBody(status: 400 | 413): Refused {
  return status === 413 ? tooLarge : malformed;
}

/** What can be refused before the adapter spends anything on it; `null` = it may look. */
export function refuseActivity(request: Request, sandbox: boolean): Refused | null {
  const body: unknown = request.body;
  if (typeof body !== 'object' || body === null || Array.isArray(body)) return malformed;
  const { type, channelId, serviceUrl } = body as Record<string, unknown>;
  if (typeof type !== 'string' || type === '') return malformed;
  // The adapter compares an empty address with nothing.
  if (typeof channelId !== 'string' || typeof serviceUrl !== 'string' || serviceUrl === '') return malformed;
  const stranger = sandbox ? null : refuseToken(onlyAuthorization(request));
  if (stranger) return stranger;
  return channelId === 'msteams' ? null : { status: 403, why: 'channel' };
}

function refuseToken(token: string | undefined): Refused | null {
  if (claimsToBeConnector(token)) return null;
  return { status: 401, why: token ? 'issuer' : 'no-token' };
}

/** Of several, a proxy may have looked at another one than we would. */
function onlyAuthorization(request: Request): string | undefined {
  const [only, ...more] = request.headersDistinct['authorization'] ?? [];
  return more.length === 0 ? only : undefined;
}
