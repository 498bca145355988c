import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Heard {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

/** What the server does with the n-th request. */
export type Reply = (response: ServerResponse, request: IncomingMessage) => void;

export interface AnsweringServer {
  readonly url: string;
  readonly heard: Heard[];
  close(): Promise<void>;
}

/** A real server on loopback that answers request by request; the last reply stands for all that follow. */
export async function answeringServer(...replies: Reply[]): Promise<AnsweringServer> {
  const heard: Heard[] = [];
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => {
      body += chunk.toString();
    });
    request.on('end', () => {
      heard.push({ method: request.method ?? '', url: request.url ?? '', headers: request.headers, body });
      const reply = replies[Math.min(heard.length, replies.length) - 1];
      reply?.(response, request);
    });
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    heard,
    async close() {
      if (!server.listening) return;
      server.closeAllConnections();
      await new Promise((resolve) => {
        server.close(resolve);
      });
    },
  };
}

export function json(status: number, body: unknown, headers: Record<string, string> = {}): Reply {
  return (response) => {
    response.writeHead(status, { 'content-type': 'application/json', ...headers });
    response.end(JSON.stringify(body));
  };
}

export const empty: Reply = (response) => {
  response.writeHead(204);
  response.end();
};

/** The connection dies before an answer. */
export const reset: Reply = (_, request) => {
  request.socket.resetAndDestroy();
};

/** The answer begins and breaks off. */
export const half: Reply = (response, request) => {
  response.writeHead(200, { 'content-type': 'application/json', 'content-length': '500' });
  response.write('{"value":[');
  setImmediate(() => request.socket.destroy());
};

/** No answer, ever. */
export const silence: Reply = () => {};
