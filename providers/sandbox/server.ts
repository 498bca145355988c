import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { makeCloud, type Cloud, type CloudOptions } from './cloud.ts';
import type { Company } from './company.ts';
import { control } from './control.ts';
import type { Route, SandboxAnswer } from './route.ts';
import { allRoutes } from './routes.ts';
import { serve, type Call, type Served } from './serve.ts';
import { cmdletIn } from './exchange-cmdlet.ts';

export interface StartOptions extends CloudOptions {
  /** 0 = any free one. */
  readonly port: number;
  readonly host?: '127.0.0.1' | '::1';
  /** Default: every route of every system. */
  readonly routes?: readonly Route[];
}

export interface RunningCloud {
  /** `http://127.0.0.1:3980` */
  readonly origin: string;
  /** The company as it is at this moment. */
  company(): Company;
  stop(): Promise<void>;
}

/** Starts the make-believe cloud; it answers nobody but this machine. */
export async function startCloud(options: StartOptions): Promise<RunningCloud> {
  const { port, host = '127.0.0.1', routes = allRoutes } = options;
  const cloud = makeCloud(routes, options);
  const server = createServer((request, response) => {
    answer(cloud, request, response).catch((error: unknown) => broken(response, error));
  });
  const origin = await listen(server, port, host);
  return { origin, company: () => cloud.store.now(), stop: () => stop(server) };
}

async function answer(cloud: Cloud, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const call = await callOf(request);
  if (call.path.startsWith('/_sandbox')) {
    const ours = isLocal(request.headers.host);
    return send(response, ours ? control(cloud, call.method, call.path, call.body) : { status: 403 });
  }
  const fate = cloud.fateOf(nameOf(call));
  if (fate.latencyMs > 0) await delay(fate.latencyMs);
  deliver(serve(cloud, call, fate), request, response);
}

function deliver({ answer, delivery }: Served, { socket }: IncomingMessage, response: ServerResponse): void {
  switch (delivery) {
    case 'answered':
      return send(response, answer);
    case 'reset':
      return void socket.resetAndDestroy();
    case 'lost':
      return void socket.destroy();
    case 'half':
      return breakOff(response, answer);
    case 'hangs':
      return;
    default:
      return delivery satisfies never;
  }
}

/** All calls to Exchange have one address; the cmdlet tells them apart. */
function nameOf({ method, url, path, body }: Call): string {
  const cmdlet = path.endsWith('/InvokeCommand') ? ` ${cmdletIn(body)}` : '';
  return `${method} ${url}${cmdlet}`;
}

async function callOf(request: IncomingMessage): Promise<Call> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const text = Buffer.concat(chunks).toString();
  const origin = `http://${request.headers.host ?? 'localhost'}`;
  const url = request.url ?? '/';
  const [path = '/', ...search] = url.split('?');
  return {
    method: request.method ?? 'GET',
    url,
    path,
    query: new URLSearchParams(search.join('?')),
    headers: request.headers as Record<string, string | undefined>,
    origin,
    ...bodyOf(text),
  };
}

function bodyOf(text: string): { body: unknown; badJson: boolean } {
  if (text === '') return { body: undefined, badJson: false };
  try {
    return { body: JSON.parse(text), badJson: false };
  } catch {
    return { body: text, badJson: true };
  }
}

/** A web page on this machine that had its name pointed here must not reach the controls. */
function isLocal(host: string | undefined): boolean {
  return /^(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/i.test(host ?? '');
}

function send(response: ServerResponse, answer: SandboxAnswer): void {
  const body = answer.body === undefined ? undefined : JSON.stringify(answer.body);
  response.writeHead(answer.status, headersOf(answer));
  response.end(body);
}

/** As long as was promised it never gets. */
function breakOff(response: ServerResponse, answer: SandboxAnswer): void {
  const body = Buffer.from(answer.body === undefined ? '' : JSON.stringify(answer.body));
  if (body.length === 0) return void response.socket?.destroy();
  response.writeHead(answer.status, { ...headersOf(answer), 'content-length': body.length });
  response.write(body.subarray(0, Math.ceil(body.length / 2)), () => response.socket?.destroy());
}

function headersOf({ body, headers }: SandboxAnswer): Record<string, string> {
  return {
    ...(body === undefined ? {} : { 'content-type': 'application/json; charset=utf-8' }),
    ...headers,
  };
}

/** A fault of the sandbox itself: loud, so that nobody takes it for Microsoft's. */
function broken(response: ServerResponse, error: unknown): void {
  if (response.headersSent) return void response.destroy();
  const message = error instanceof Error ? (error.stack ?? error.message) : String(error);
  send(response, { status: 500, body: { error: { code: 'SandboxIsBroken', message } } });
}

async function listen(server: Server, port: number, host: string): Promise<string> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, resolve);
  });
  const { port: chosen } = server.address() as AddressInfo;
  return `http://${host.includes(':') ? `[${host}]` : host}:${chosen}`;
}

async function stop(server: Server): Promise<void> {
  const closed = new Promise<void>((resolve, reject) => {
    server.close((error) => (error ? reject(error) : resolve()));
  });
  server.closeAllConnections();
  await closed;
}
