import { once } from 'node:events';
import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { type AddressInfo, connect } from 'node:net';
import { join } from 'node:path';
import type { Duplex } from 'node:stream';
import { type Authority, type Certificate, sign } from '#test/set-up/certificates.ts';

/** What answers at a host name: another server of this machine, or a function. */
export type Host = string | ((asked: Asked) => Told);

export interface Asked {
  readonly host: string;
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

export interface Told {
  readonly status: number;
  readonly body: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/**
 * The internet as a process sees it that is given this environment: every https host by its real name and with a valid
 * certificate, and all of it on this machine. So the product runs exactly as it does in a company.
 */
export interface Internet {
  readonly env: Readonly<Record<string, string>>;
  /** Everything that was asked, in order. */
  readonly asked: readonly Asked[];
  /** Answers instead of the host, until told otherwise; `null` from it lets the host answer. */
  intercept(instead: (asked: Asked) => Told | null): void;
  close(): Promise<void>;
}

export async function startInternet(
  authority: Authority,
  hosts: Readonly<Record<string, Host>>,
): Promise<Internet> {
  const asked: Asked[] = [];
  let instead: (asked: Asked) => Told | null = () => null;
  const certificate: Certificate = await sign(
    authority,
    Object.keys(hosts)
      .map((name) => `DNS:${name}`)
      .join(),
  );
  const front = createTlsServer(certificate, (incoming, response) => void answer(incoming, response));
  const proxy = createServer();
  const tunnels = new Set<Duplex>();

  async function answer(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    const one = await read(incoming);
    asked.push(one);
    const host = hosts[one.host] ?? (() => ({ status: 502, body: 'no such host' }));
    const told: Told = instead(one) ?? (typeof host === 'string' ? await forward(host, one) : host(one));
    response.writeHead(told.status, { 'content-type': 'application/json', ...told.headers });
    response.end(typeof told.body === 'string' ? told.body : JSON.stringify(told.body));
  }

  front.listen(0, '127.0.0.1');
  await once(front, 'listening');
  proxy.on('connect', (_request, near) => {
    const far = connect((front.address() as AddressInfo).port, '127.0.0.1');
    near.write('HTTP/1.1 200 Connection established\r\n\r\n');
    near.pipe(far).pipe(near);
    for (const socket of [near, far]) {
      tunnels.add(socket);
      socket.on('error', () => socket.destroy());
      socket.on('close', () => tunnels.delete(socket));
    }
  });
  proxy.listen(0, '127.0.0.1');
  await once(proxy, 'listening');
  const url = `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`;
  return {
    env: {
      NODE_USE_ENV_PROXY: '1',
      HTTPS_PROXY: url,
      NO_PROXY: '127.0.0.1,localhost',
      NODE_EXTRA_CA_CERTS: join(authority.folder, 'ca.pem'),
    },
    asked,
    intercept: (given) => void (instead = given),
    async close() {
      for (const socket of tunnels) socket.destroy();
      for (const server of [proxy, front]) {
        server.closeAllConnections();
        await new Promise((resolve) => server.close(resolve));
      }
    },
  };
}

async function read(incoming: IncomingMessage): Promise<Asked> {
  let body = '';
  for await (const chunk of incoming) body += String(chunk);
  const { headers, method = 'GET', url: path = '/' } = incoming;
  return { host: (headers.host ?? '').replace(/:\d+$/, ''), method, path, headers, body };
}

/** The server behind keeps thinking of itself under the name it was asked by. */
async function forward(
  origin: string,
  { host, method, path, headers, body: sentBody }: Asked,
): Promise<Told> {
  const passed = { ...headers, connection: 'close' };
  const sent = request(`${origin}${path}`, { method, headers: passed }).end(sentBody);
  const [response] = (await once(sent, 'response')) as [IncomingMessage];
  let text = '';
  for await (const chunk of response) text += String(chunk);
  const body = text
    .replaceAll(`http://${host}/personal`, 'https://contoso-my.sharepoint.com/personal')
    .replaceAll(`http://${host}`, `https://${host}`);
  return { status: response.statusCode ?? 502, body };
}
