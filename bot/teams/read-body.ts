import type { IncomingMessage } from 'node:http';

export type ReadBody =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly refused: 400 | 413 };

const strictly = new TextDecoder('utf-8', { fatal: true });

/**
 * The JSON a request carries. Reading stops where the body grows larger than it may, whatever it said of itself, and
 * bytes that are not UTF-8 are no text: the usual reader listens to the end of either and makes something of it.
 * @param most bytes
 */
export async function readBody(request: IncomingMessage, most: number): Promise<ReadBody> {
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    // The answer still has to go out on this connection, so leaving the loop must not end it.
    for await (const chunk of request.iterator({ destroyOnReturn: false })) {
      size += (chunk as Buffer).length;
      if (size > most) return { ok: false, refused: 413 };
      chunks.push(chunk as Buffer);
    }
    return { ok: true, value: JSON.parse(strictly.decode(Buffer.concat(chunks))) };
  } catch {
    return { ok: false, refused: 400 };
  }
}
