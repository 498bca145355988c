import { request } from 'node:http';

export interface RawAnswer {
  readonly status: number;
  readonly body: string;
  readonly headers: Readonly<Record<string, unknown>>;
}

/** A POST with exactly these header lines, also twice the same, as `fetch` would not send them. */
export async function rawPost(
  url: string,
  headers: readonly (readonly [string, string])[],
  body: string | Buffer,
): Promise<RawAnswer> {
  const at = new URL(url);
  const length = ['content-length', String(Buffer.byteLength(body))] as const;
  const lines = [['host', at.host] as const, length, ...headers].flat();
  const { promise, resolve, reject } = Promise.withResolvers<RawAnswer>();
  const sent = request(url, { method: 'POST', headers: lines, agent: false }, (response) => {
    let text = '';
    response.on('data', (chunk) => (text += String(chunk)));
    response.on('end', () =>
      resolve({ status: response.statusCode ?? 0, body: text, headers: response.headers }),
    );
    response.on('error', reject);
  });
  sent.on('error', reject);
  sent.end(body);
  return promise;
}
