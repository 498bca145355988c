import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Response } from 'restify';
import type { Export } from './export-list.ts';
import type { Failure } from './tab-answer.ts';

/** What is data and not a page: nothing runs in it, and nobody frames it. */
const dataHeaders = {
  'Content-Security-Policy': "default-src 'none'; frame-ancestors 'none'",
  'Referrer-Policy': 'no-referrer',
} as const;

export async function sendJson(response: Response, value: unknown): Promise<void> {
  response.send(200, value, dataHeaders);
}

export function sendFailure(response: Response, { status, error }: Failure): void {
  // A list that broke off on its way was cut off with its connection, so that nobody believes it is whole.
  if (!response.headersSent) response.send(status, { error }, dataHeaders);
}

/** Sent as it is read, and no faster than it is taken: of a long list only some rows are ever in memory. */
export async function sendExport(response: Response, { type, lines }: Export, name: string): Promise<void> {
  response.writeHead(200, {
    ...dataHeaders,
    'Content-Type': type,
    'Content-Disposition': `attachment; filename="offboarding-${name}"`,
  });
  await pipeline(Readable.from(lines), response);
}
