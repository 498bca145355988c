import type { Cache } from '#storage/log-store.ts';
import type { SignedCheckpoint } from '#storage/proof/checkpoint.ts';
import type { Anchor } from './anchor.ts';

export interface HttpAnchorOptions {
  /** Each checkpoint is written under it by its number; a query, such as a signature of Azure Storage, stays. */
  readonly url: string;
  /** Remembers how far it got. Lost, it begins with the first: what is there already is compared. */
  readonly cache: Pick<Cache, 'get' | 'put'>;
  /** How long one request may take, in ms. */
  readonly deadlineMs: number;
}

/** How many are brought in one round, so that a long absence does not hold up the signing. */
const mostInARound = 100;
const progress = 'anchor:http';

/**
 * Writes every checkpoint to a store of files that can be written once: `PUT <url>/000000042.json`, refused by the
 * store when there is one (`If-None-Match: *`, RFC 9110 §13.1.2). Azure Blob Storage and S3 with a lock are such stores.
 */
export function httpAnchor({ url, cache, deadlineMs }: HttpAnchorOptions): Anchor {
  async function ask(n: number, how: RequestInit): Promise<Response> {
    try {
      const signal = AbortSignal.timeout(deadlineMs);
      return await fetch(addressOf(url, n), { ...how, redirect: 'manual', signal });
    } catch (error) {
      throw new AnchorRefused(n, `no answer, ${codeOf(error)}`);
    }
  }

  async function write(n: number, text: string): Promise<void> {
    const answer = await ask(n, { method: 'PUT', headers: writeOnce, body: text });
    await answer.body?.cancel();
    if (answer.ok) return;
    if (!isTaken(answer.status)) throw new AnchorRefused(n, `HTTP ${answer.status}`);
    await compare(n, text);
  }

  /** Who wrote it does not matter, as long as it is the same: another process, or we before a crash. */
  async function compare(n: number, text: string): Promise<void> {
    const answer = await ask(n, { method: 'GET' });
    const there = await answer.text();
    if (!answer.ok) throw new AnchorRefused(n, `it is there and cannot be read, HTTP ${answer.status}`);
    if (there !== text) throw new AnchorRefused(n, 'another one is kept there under this number');
  }

  return {
    name: 'CHECKPOINT_URL',
    async bring({ newest, read }) {
      const last = numberIn(await cache.get(progress));
      const end = Math.min(newest, last + mostInARound);
      for (let n = last + 1; n <= end; n++) {
        const checkpoint = await read(n);
        if (checkpoint === null) return;
        await write(n, textOf(checkpoint));
        await cache.put(progress, String(n));
      }
    },
  };
}

/** The place outside did not keep a checkpoint. */
export class AnchorRefused extends Error {
  override readonly name = 'AnchorRefused';

  constructor(n: number, why: string) {
    super(`checkpoint ${n} was not kept outside: ${why}`);
  }
}

const writeOnce = {
  'content-type': 'application/json',
  'if-none-match': '*',
  // Azure's Put Blob asks for it; others do not know it. learn.microsoft.com/rest/api/storageservices/put-blob
  'x-ms-blob-type': 'BlockBlob',
};

/** `ECONNREFUSED`, `TimeoutError`, …: what libraries say in more words may hold the address. */
function codeOf(error: unknown): string {
  const { name, cause } = error as Error & { readonly cause?: { readonly code?: unknown } };
  return typeof cause?.code === 'string' ? cause.code : name;
}

/** S3 says 412 and Azure 409 when there is one already. */
function isTaken(status: number): boolean {
  return status === 409 || status === 412;
}

/** As a line of the file of checkpoints, so that all of them one after the other are that file. */
function textOf(checkpoint: SignedCheckpoint): string {
  return `${JSON.stringify(checkpoint)}\n`;
}

function addressOf(url: string, n: number): URL {
  const address = new URL(url);
  address.pathname = `${address.pathname.replace(/\/$/, '')}/${String(n).padStart(9, '0')}.json`;
  return address;
}

function numberIn(text: string | null): number {
  const n = Number(text);
  return Number.isSafeInteger(n) && n > 0 ? n : 0;
}
