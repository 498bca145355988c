import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:tls';
import { type Authority, sign } from '#test/set-up/certificates.ts';

/** A directory that logs nobody on, and repeats in its refusal all it was sent. */
export async function startRefusingDirectory(
  authority: Authority,
): Promise<{ readonly url: string; close(): Promise<void> }> {
  const server = createServer(await sign(authority, 'IP:127.0.0.1'), (socket) => {
    socket.on('error', () => {});
    socket.once('data', (request) => socket.write(bindResponse(request[4] ?? 1, request.toString('latin1'))));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `ldaps://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

const invalidCredentials = 49;

/** https://www.rfc-editor.org/rfc/rfc4511#section-4.2.2 */
function bindResponse(messageId: number, heard: string): Buffer {
  const words = `80090308: LdapErr: DSID-0C090569, data 52e, you said ${heard}`;
  const result = [Buffer.from([0x0a, 1, invalidCredentials]), field(0x04, ''), field(0x04, words)];
  const response = field(0x61, Buffer.concat(result));
  return field(0x30, Buffer.concat([Buffer.from([0x02, 1, messageId]), response]));
}

/** Tag, length in two bytes, content. */
function field(tag: number, content: string | Buffer): Buffer {
  const bytes = Buffer.from(content);
  return Buffer.concat([Buffer.from([tag, 0x82, bytes.length >> 8, bytes.length & 0xff]), bytes]);
}
