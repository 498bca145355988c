import type { Permission } from '../permission.ts';
import type { Company } from './company.ts';

/** A request as the make-believe cloud sees it. */
export interface SandboxRequest {
  readonly method: string;
  /** As sent, without its query. */
  readonly path: string;
  /** The values of the template's `:holes`, percent-decoded. */
  readonly params: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  readonly headers: Readonly<Record<string, string | undefined>>;
  /** Parsed JSON, or `undefined`. */
  readonly body: unknown;
  /** Origin of this server, for absolute links: `http://127.0.0.1:3980`. */
  readonly origin: string;
  /** The server's time; the sandbox's only clock. */
  readonly now: Date;
  /** Everything the caller's token was given: some operations show or do less without a second permission. */
  readonly granted: readonly Permission[];
}

export interface SandboxAnswer {
  readonly status: number;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** One operation of one system. The server authenticates, checks `anyOf`, records, injects faults, then calls `handle`. */
export interface Route {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE';
  /**
   * `/v1.0/users/:id/memberOf`; literal segments win over holes and are compared without case. A hole may be a
   * part of a segment, `getuserbyid(:id)`, and `:scope*` stands for one or more whole segments.
   */
  readonly path: string;
  /** Any one of these permissions allows it; otherwise 403. Empty = a token is enough. */
  readonly anyOf: readonly Permission[];
  /** Shape of the 403, 401 and other refusals of that system. */
  readonly system: 'graph' | 'exchange' | 'sharepoint' | 'azure' | 'directory';
  /** True for a request that only reads although it is no GET (Exchange's Get- cmdlets). Default: only GET reads. */
  reads?(request: SandboxRequest): boolean;
  /**
   * A write may alter `company`, in place and synchronously; the server persists it before it answers. What a
   * refused write (status 400 and above) altered is thrown away. A read must alter nothing.
   */
  handle(request: SandboxRequest, company: Company): SandboxAnswer;
}
