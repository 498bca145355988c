import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { click, connectorClaims, type DoorStage, doorStage } from '#test/set-up/door-stage.ts';

/** Senders that do not keep to HTTP, at a door that waits for nobody longer than a second. */
let door: DoorStage;
let port: number;

beforeAll(async () => {
  door = await doorStage({ slowest: { headers: 400, request: 800 } });
  port = Number(new URL(door.origin).port);
});
afterAll(() => door.close());

interface Talk {
  /** Everything the door said before it hung up. */
  readonly heard: string;
  /** How many bytes it took until then. */
  readonly taken: number;
}

/** Says the pieces one after the other, the last again and again, until the door hangs up. */
function talk(pieces: readonly string[], pauseMs = 0): Promise<Talk> {
  const socket = connect(port, '127.0.0.1');
  const { promise, resolve } = Promise.withResolvers<Talk>();
  const left = [...pieces];
  let heard = '';
  const say = (): void => {
    if (socket.destroyed) return;
    const last = left.length <= 1;
    const piece = (last ? left[0] : left.shift()) ?? '';
    socket.write(piece, () => setTimeout(say, pauseMs));
  };
  socket.on('data', (data) => (heard += String(data)));
  socket.on('error', () => {});
  socket.on('close', () => resolve({ heard, taken: socket.bytesWritten }));
  socket.on('connect', say);
  return promise;
}

const post = 'POST /api/messages HTTP/1.1\r\nHost: bot\r\nContent-Type: application/json\r\n';
const chunk = (text: string): string => `${text.length.toString(16)}\r\n${text}\r\n`;

describe('the door hangs up on', () => {
  it('a sender who never ends his headers', async () => {
    expect((await talk([post, 'X-Drip: 1\r\n'], 50)).heard).toContain('408');
  });

  it('a sender who drips his body', async () => {
    expect((await talk([`${post}Content-Length: 1000\r\n\r\n{`, ' '], 50)).heard).toContain('408');
  });

  it('a sender who says nothing', async () => {
    expect((await talk([''], 50)).heard).not.toContain('200');
  });

  it('a sender whose body never ends, soon after it is too large', async () => {
    const endless = await talk([`${post}Transfer-Encoding: chunked\r\n\r\n`, chunk('x'.repeat(65_000))]);

    expect(endless.heard).toContain('413');
    expect(endless.taken).toBeLessThan(16_000_000);
  });

  it('a body that says it is small and is not', async () => {
    const { heard } = await talk([`${post}Content-Length: 2\r\n\r\n[]`, 'garbage'.repeat(100)]);

    // The second answer may not get out any more: the connection is closed.
    expect(new Set(heard.match(/HTTP\/1\.1 \d+/g))).toEqual(new Set(['HTTP/1.1 400']));
  });

  it.each([
    ['two lengths', `${post}Content-Length: 2\r\nContent-Length: 3\r\n\r\n[]`],
    ['a length and chunks', `${post}Content-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n[]`],
    ['a header with a line break of another kind', `${post}X: a\nAuthorization: Bearer x\r\n\r\n`],
    ['a header that goes on in the next line', `${post}X: a\r\n b\r\n\r\n`],
    ['headers of 100 KB', `${post}X: ${'a'.repeat(100_000)}\r\n\r\n`],
    ['no HTTP at all', '\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03'],
    ['HTTP/2 without having asked', 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n'],
  ])('%s', async (_name, text) => {
    expect((await talk([text, ''], 20)).heard).toMatch(/^HTTP\/1\.1 (?:400|431|505) /);
    expect(door.seen).toEqual([]);
  });

  it('nobody who then speaks as he should', async () => {
    const answer = await door.post(click, { authorization: `Bearer ${door.issuer.token(connectorClaims)}` });

    expect(answer.status).toBe(200);
    expect(door.seen).toHaveLength(1);
  });
});
