import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import type { ClientRequest } from 'node:http';

/** HTTP requests that this process sends, whichever library sends them. */
export interface Outgoing {
  /** `http://127.0.0.1/keys`, in the order they went out. */
  readonly urls: string[];
  stop(): void;
}

/** @param own path whose requests do not count: those of the test itself */
export function watchOutgoing(own: string): Outgoing {
  const urls: string[] = [];
  const note = (url: string): void => {
    if (new URL(url).pathname !== own) urls.push(url);
  };
  const byFetch = (message: unknown): void => {
    const { origin, path } = (message as { request: { origin: string; path: string } }).request;
    note(`${origin}${path}`);
  };
  const byNode = (message: unknown): void => {
    const { request } = message as { request: ClientRequest };
    note(`${request.protocol}//${request.host}${request.path}`);
  };
  subscribe('undici:request:create', byFetch);
  subscribe('http.client.request.start', byNode);
  return {
    urls,
    stop() {
      unsubscribe('undici:request:create', byFetch);
      unsubscribe('http.client.request.start', byNode);
    },
  };
}
