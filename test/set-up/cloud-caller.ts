import { sandboxCredential } from '#providers/sandbox/credential.ts';
import type { Permission } from '#providers/permission.ts';
import type { RecordedRequest } from '#providers/sandbox/request-log.ts';

export interface Answered {
  readonly status: number;
  readonly headers: Headers;
  /** Parsed JSON; `null` when there was none. */
  readonly body: unknown;
}

export type Call = (method: string, path: string, body?: unknown, headers?: object) => Promise<Answered>;

/** Talks plain HTTP to a sandbox cloud as an app that was granted these permissions. */
export function cloudCaller(
  origin: string,
  granted: readonly Permission[],
  aud = 'https://graph.microsoft.com',
): Call {
  return async (method, path, body, headers = {}) => {
    const token = await sandboxCredential(granted).getToken(`${aud}/.default`);
    return send(origin + path, {
      method,
      headers: { authorization: `Bearer ${token?.token}`, 'content-type': 'application/json', ...headers },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  };
}

/** Every item of a collection, page by page. */
export async function allPages(call: Call, origin: string, path: string): Promise<readonly unknown[]> {
  const { status, body } = await call('GET', path);
  if (status !== 200) throw new Error(`GET ${path} answered ${status}`);
  const { value, '@odata.nextLink': next } = body as { value: unknown[]; '@odata.nextLink'?: string };
  const rest = next === undefined ? [] : await allPages(call, origin, next.slice(origin.length));
  return [...value, ...rest];
}

export async function setFaults(origin: string, faults: object): Promise<Answered> {
  return send(`${origin}/_sandbox/faults`, { method: 'POST', body: JSON.stringify(faults) });
}

export async function recordedRequests(origin: string): Promise<readonly RecordedRequest[]> {
  return (await send(`${origin}/_sandbox/requests`, {})).body as RecordedRequest[];
}

export async function send(url: string, init: RequestInit): Promise<Answered> {
  const response = await fetch(url, init);
  const text = await response.text();
  return { status: response.status, headers: response.headers, body: text === '' ? null : JSON.parse(text) };
}
