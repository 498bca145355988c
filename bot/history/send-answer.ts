import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Response } from 'restify';
import type { Clock, World } from '../workflow/world.ts';
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

export function sendFailure(response: Response, { status, error, retryAfter }: Failure): void {
  // A list that broke off on its way was cut off with its connection, so that nobody believes it is whole.
  if (response.headersSent) return;
  const wait = retryAfter === undefined ? {} : { 'Retry-After': String(retryAfter) };
  response.send(status, { error }, { ...dataHeaders, ...wait });
}

/** Whoever takes nothing of a list for so long is cut off, ms: what stands still holds a place. */
const stalledMs = 60_000;

/** Sent as it is read, and no faster than it is taken: of a long list only some rows are ever in memory. */
export async function sendExport(
  response: Response,
  { type, lines }: Export,
  name: string,
  clock: Clock,
): Promise<void> {
  response.writeHead(200, {
    ...dataHeaders,
    'Content-Type': type,
    'Content-Disposition': `attachment; filename="offboarding-${name}"`,
  });
  const stall = stallWatch(clock, () => response.destroy());
  try {
    await pipeline(Readable.from(stall.over(lines)), response);
  } finally {
    stall.end();
  }
}

/** Counts only while something is ready to be taken: to look for what is rare may take its time. */
function stallWatch(clock: Clock, cut: () => void) {
  let taken = new AbortController();
  const begin = () => {
    const { signal } = (taken = new AbortController());
    void clock.sleep(stalledMs, signal).then(() => (signal.aborted ? undefined : cut()));
  };
  return {
    async *over(lines: AsyncIterable<string>) {
      for await (const line of lines) {
        begin();
        yield line;
        taken.abort();
      }
      begin();
    },
    end: () => taken.abort(),
  };
}

/** The reader's connection ended before everything was sent. */
class ReaderGone extends Error {}

/** Aborts when the connection ends; also after a whole answer, when it stops nothing any more. */
export function goneSignal(response: Response): AbortSignal {
  const gone = new AbortController();
  response.once('close', () => gone.abort(new ReaderGone('the reader is gone')));
  return gone.signal;
}

/** Reads no further when the reader is gone: of a rare thing, thousands of entries may lie between two rows. */
export function whileThere(world: World, gone: AbortSignal): World {
  const { store } = world;
  const history: World['store']['history'] = async (query) => {
    gone.throwIfAborted();
    return store.history(query);
  };
  return { ...world, store: { ...store, history } };
}

export function isGone(error: unknown): boolean {
  const { code } = error as { readonly code?: unknown };
  return error instanceof ReaderGone || code === 'ERR_STREAM_PREMATURE_CLOSE';
}
