import type { Response } from 'restify';
import { whyRefused } from './why-refused.ts';

/** As much of a response as the SDK's adapter uses. */
export interface AdapterResponse {
  /** Says no instead of what the adapter would say to what nobody answered. */
  refuse(code: number): void;
  /** Why the adapter itself let nobody in, in one word; `null` when it did. */
  turnedAway(): string | null;
  status(code: number): void;
  header(name: string, value: string): void;
  send(...body: unknown[]): void;
  end(): void;
}

/**
 * Stands between the adapter and the wire: an error's body would be the error's own text, and a response header
 * would name the library and its version. Neither leaves the house.
 */
export function maskedResponse(response: Response): AdapterResponse {
  let code = 200;
  let body: unknown;
  let refused: number | undefined;
  let why: string | null = null;
  return {
    turnedAway: () => why,
    refuse: (given) => void (refused = given),
    status: (given) => void (code = given),
    header: () => {},
    send: (given) => void (body = given),
    end() {
      if (response.headersSent) return;
      if (code === 500 && isTokenFault(body)) code = 401;
      if (code === 401) why = whyRefused(body);
      if (refused !== undefined) [code, body] = [refused, undefined];
      if (code >= 400 && !isInvokeBody(body)) body = { code: String(code) };
      if (body === undefined) response.send(code);
      else response.send(code, body);
    },
  };
}

/** The SDK answers 500 to a wrong signature; its body is what its token library says. */
function isTokenFault(body: unknown): boolean {
  return typeof body === 'string' && /^(?:jwt |invalid )/.test(body);
}

/** Our own answer to a refused click has this shape. */
function isInvokeBody(body: unknown): boolean {
  return typeof body === 'object' && body !== null && 'statusCode' in body && 'type' in body;
}
