import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A store of files that can be written once, as Azure Blob Storage is under an immutability policy. */
export interface WriteOnceStore {
  /** With a signature, as such addresses have it. */
  readonly url: string;
  /** What is kept, by path. */
  readonly files: Map<string, string>;
  /** Every request as `PUT /path?query`. */
  readonly requests: string[];
  /** Set to answer every request so; `null` to behave. */
  failing: number | null;
  close(): Promise<void>;
}

export async function writeOnceStore(): Promise<WriteOnceStore> {
  const files = new Map<string, string>();
  const requests: string[] = [];
  const server = createServer((request, response) => void take(request, response));

  async function take(request: IncomingMessage, response: ServerResponse): Promise<void> {
    let text = '';
    for await (const chunk of request) text += String(chunk);
    const { pathname: path } = new URL(request.url ?? '', store.url);
    requests.push(`${request.method} ${request.url}`);
    const { status, body } = answer(request.method ?? '', path, text, request.headers['if-none-match']);
    response.writeHead(status);
    response.end(body);
  }

  function answer(method: string, path: string, text: string, ifNoneMatch: string | undefined) {
    if (store.failing !== null) return { status: store.failing, body: '' };
    const there = files.get(path);
    if (method === 'GET') return { status: there === undefined ? 404 : 200, body: there ?? '' };
    if (there !== undefined) return { status: ifNoneMatch === '*' ? 409 : 403, body: '' };
    files.set(path, text);
    return { status: 201, body: '' };
  }

  const store: WriteOnceStore = {
    url: '',
    files,
    requests,
    failing: null,
    close: () => new Promise((done) => server.close(() => done())),
  };
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  return Object.assign(store, { url: `http://127.0.0.1:${port}/audit/checkpoints?sig=secret` });
}
