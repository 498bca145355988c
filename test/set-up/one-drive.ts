import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What makes room for files: an upload session that takes one request. */
export interface OneDrive {
  readonly url: string;
  readonly files: readonly { readonly path: string; readonly range: string; readonly bytes: Buffer }[];
  /** Status of the answers; 201 unless told otherwise. */
  status: number;
  close(): Promise<void>;
}

export async function startOneDrive(): Promise<OneDrive> {
  const files: { path: string; range: string; bytes: Buffer }[] = [];
  const server = createServer((request, response) => void take(request, response));

  async function take(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const pieces: Buffer[] = [];
    for await (const piece of request) pieces.push(piece as Buffer);
    const range = String(request.headers['content-range']);
    if (drive.status === 201) files.push({ path: request.url ?? '', range, bytes: Buffer.concat(pieces) });
    response.statusCode = drive.status;
    response.setHeader('location', `${drive.url}/elsewhere`);
    response.end();
  }
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const drive: OneDrive = {
    url: `http://127.0.0.1:${port}`,
    files,
    status: 201,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
  return drive;
}
