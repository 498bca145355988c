import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { createServer, type TLSSocket } from 'node:tls';
import { BerReader, BerWriter, PagedResultsControl } from 'ldapts';
import type { Certificate } from './certificates.ts';

/** A request as it came, as far as answers need it. */
export interface LdapRequest {
  readonly id: number;
  readonly operation: 'bind' | 'search' | 'modify' | 'move' | 'other';
  /** Everything that was sent, for looking for words in it. */
  readonly bytes: Buffer;
}

/** Bytes to be sent one after the other; `close` ends the connection there. */
export type Reply = readonly (Buffer | 'close')[];

/** An LDAPS server that says what a test wants, well-formed or not. */
export interface LdapServer {
  readonly url: string;
  /** All that came in, in clear text. */
  readonly requests: readonly LdapRequest[];
  readonly connections: () => number;
  close(): Promise<void>;
}

const operations: Readonly<Record<number, LdapRequest['operation']>> = {
  0x60: 'bind',
  0x63: 'search',
  0x66: 'modify',
  0x6c: 'move',
};
const endTags = { bind: 0x61, search: 0x65, modify: 0x67, move: 0x6d, other: 0x78 } as const;

export async function startLdapServer(
  certificate: Certificate,
  answer: (request: LdapRequest) => Reply,
): Promise<LdapServer> {
  const requests: LdapRequest[] = [];
  const open = new Set<TLSSocket>();
  let connections = 0;
  const server = createServer(certificate, (socket) => {
    connections += 1;
    open.add(socket);
    socket.on('error', () => {});
    let waiting = Buffer.alloc(0);
    socket.on('data', (chunk: Buffer) => {
      waiting = Buffer.concat([waiting, chunk]);
      for (let length = lengthOf(waiting); length !== null; length = lengthOf(waiting)) {
        const request = requestIn(waiting.subarray(0, length));
        waiting = waiting.subarray(length);
        requests.push(request);
        send(socket, answer(request));
      }
    });
  });
  // A client that does not like the certificate breaks off.
  server.on('tlsClientError', () => {});
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `ldaps://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    connections: () => connections,
    async close() {
      for (const socket of open) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}

function send(socket: TLSSocket, reply: Reply): void {
  for (const part of reply) {
    if (part === 'close') return void socket.end();
    socket.write(part);
  }
}

/** Of the first message, header and all; `null` while it is not there as a whole. */
function lengthOf(bytes: Buffer): number | null {
  const reader = new BerReader(bytes);
  if (reader.readSequence() === null || reader.remain < reader.length) return null;
  return reader.offset + reader.length;
}

function requestIn(bytes: Buffer): LdapRequest {
  const reader = new BerReader(bytes);
  reader.readSequence();
  const id = reader.readInt() ?? 0;
  return { id, operation: operations[reader.peek() ?? 0] ?? 'other', bytes };
}

/** How an operation ended; `cookie` says that there are more pages. */
export function ended(
  { id, operation }: LdapRequest,
  code = 0,
  { text = '', cookie = '' }: { readonly text?: string; readonly cookie?: string } = {},
): Buffer {
  return message(
    id,
    endTags[operation],
    (writer) => {
      writer.writeEnumeration(code);
      writer.writeString('');
      writer.writeString(text);
    },
    cookie,
  );
}

/** One object of an answer to a search. */
export function found(
  { id }: LdapRequest,
  dn: string,
  attributes: Readonly<Record<string, readonly (string | Buffer)[]>>,
): Buffer {
  return message(id, 0x64, (writer) => {
    writer.writeString(dn);
    writer.startSequence();
    for (const [name, values] of Object.entries(attributes)) {
      writer.startSequence();
      writer.writeString(name);
      writer.startSequence(0x31);
      for (const value of values) writer.writeBuffer(Buffer.from(value), 0x04);
      writer.endSequence();
      writer.endSequence();
    }
    writer.endSequence();
  });
}

/** "There is more over there." */
export function elsewhere({ id }: LdapRequest, url: string): Buffer {
  return message(id, 0x73, (writer) => writer.writeString(url));
}

function message(id: number, tag: number, fill: (writer: BerWriter) => void, cookie = ''): Buffer {
  const writer = new BerWriter();
  writer.startSequence();
  writer.writeInt(id);
  writer.startSequence(tag);
  fill(writer);
  writer.endSequence();
  if (cookie !== '') {
    writer.startSequence(0xa0);
    new PagedResultsControl({ value: { size: 0, cookie: Buffer.from(cookie) } }).write(writer);
    writer.endSequence();
  }
  writer.endSequence();
  return writer.buffer;
}
