import { appendFileSync, mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Permission } from '../permission.ts';
import type { Delivery } from './faults.ts';
import type { Route } from './route.ts';

/** One call as the cloud saw it. */
export interface RecordedRequest {
  readonly time: string;
  readonly method: string;
  /** With its query, as sent. */
  readonly path: string;
  readonly system: Route['system'];
  readonly body: unknown;
  readonly status: number;
  /** The granted permission that allowed it; `null` when none was needed or none was there. */
  readonly permission: Permission | null;
  readonly requestId: string;
  /** Set when a fault had a hand in it. */
  readonly fault?: 'failed' | 'ignored' | Exclude<Delivery, 'answered'>;
  /** How many things the answer listed; absent when it was no list. */
  readonly rows?: number;
}

export interface RequestLog {
  add(request: RecordedRequest): void;
  all(): readonly RecordedRequest[];
  clear(): void;
}

/** A sandbox that runs for weeks forgets its oldest requests. */
const kept = 50_000;

/** @param recordFile every Graph request is appended to it as one line `{"method","path"}` */
export function requestLog(recordFile: string | undefined): RequestLog {
  const requests: RecordedRequest[] = [];
  if (recordFile !== undefined) mkdirSync(dirname(recordFile), { recursive: true });
  return {
    add(request) {
      requests.push(request);
      if (requests.length > kept) requests.shift();
      if (recordFile === undefined || request.system !== 'graph') return;
      const { method, path } = request;
      appendFileSync(recordFile, `${JSON.stringify({ method, path })}\n`);
    },
    all: () => requests,
    clear: () => void requests.splice(0),
  };
}
