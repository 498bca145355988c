import type { Request } from 'restify';
import { claimsToBeConnector } from './strict-issuer.ts';

export type Refused = 400 | 401 | 403 | 413 | 415;

/** An activity with its card is well below this, bytes. */
export const largestBody = 256 * 1024;

/** What the headers alone refuse; `null` = read on. A compressed body could be any size. */
export function refuseHeaders(request: Request): Refused | null {
  if (request.headers['content-encoding'] !== undefined) return 415;
  if (request.getContentType() !== 'application/json') return 415;
  return Number(request.headers['content-length'] ?? 0) > largestBody ? 413 : null;
}

/** What can be refused before the adapter spends anything on it; `null` = it may look. */
export function refuseActivity(request: Request, sandbox: boolean): Refused | null {
  const body: unknown = request.body;
  if (typeof body !== 'object' || body === null || Array.isArray(body)) return 400;
  const { type, channelId, serviceUrl } = body as Record<string, unknown>;
  if (typeof type !== 'string' || type === '') return 400;
  // The adapter compares an empty address with nothing.
  if (typeof channelId !== 'string' || typeof serviceUrl !== 'string' || serviceUrl === '') return 400;
  if (!sandbox && !claimsToBeConnector(onlyAuthorization(request))) return 401;
  return channelId === 'msteams' ? null : 403;
}

/** Of several, a proxy may have looked at another one than we would. */
function onlyAuthorization(request: Request): string | undefined {
  const [only, ...more] = request.headersDistinct['authorization'] ?? [];
  return more.length === 0 ? only : undefined;
}
