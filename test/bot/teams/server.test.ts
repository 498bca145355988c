import { connect } from 'node:net';
import { rawPost } from '#test/set-up/raw-post.ts';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { click, connectorClaims, type DoorStage, doorStage } from '#test/set-up/door-stage.ts';

let door: DoorStage;

beforeAll(async () => {
  door = await doorStage();
});
afterAll(() => door.close());
beforeEach(() => {
  door.seen.length = 0;
  door.lines.length = 0;
  door.trouble = null;
  door.storeWorks = true;
});

describe('what the server takes', () => {
  it.each([
    ['broken JSON', '{"type":', {}, 400],
    ['a list', '[]', {}, 400],
    ['a text', '"hello"', {}, 400],
    ['nothing', '', {}, 400],
    ['an activity without a type', '{"channelId":"msteams","serviceUrl":"x"}', {}, 400],
    ['a form', 'a=b', { 'content-type': 'application/x-www-form-urlencoded' }, 415],
    ['something compressed', 'x', { 'content-encoding': 'gzip' }, 415],
    ['something compressed twice', 'x', { 'content-encoding': 'gzip, br' }, 415],
    ['words without a type', '{}', { 'content-type': 'text/plain' }, 415],
    ['files', '{}', { 'content-type': 'multipart/form-data; boundary=x' }, 415],
    ['lines of JSON', '{}', { 'content-type': 'application/x-ndjson' }, 415],
    ['a number', '7', {}, 400],
    ['nothing at all (null)', 'null', {}, 400],
    ['more than 256 KB', JSON.stringify({ type: 'x'.repeat(300_000) }), {}, 413],
  ])('not %s', async (_name, body, headers, status) => {
    const answer = await door.post(body, headers);

    expect(answer.status).toBe(status);
    expect(await answer.text()).toBe(`{"code":"${status}"}`);
  });

  it('no text that is not UTF-8, though it would be JSON', async () => {
    const order = JSON.stringify({ ...click, text: '/offboard jdoe' });
    const bytes = Buffer.from(order.replace('jdoe', 'jd\u00ffoe'), 'latin1');
    const token = `Bearer ${door.issuer.token(connectorClaims)}`;
    const answer = await rawPost(
      `${door.origin}/api/messages`,
      [
        ['content-type', 'application/json'],
        ['authorization', token],
      ],
      bytes,
    );

    expect(answer).toMatchObject({ status: 400, body: '{"code":"400"}' });
    expect(door.seen).toEqual([]);
  });

  it.each([
    ['lists', '['.repeat(10_000), ']'.repeat(10_000)],
    ['objects', '{"a":'.repeat(10_000), `1${'}'.repeat(10_000)}`],
  ])('ten thousand %s inside each other, signed or not, and lives on', async (_name, open, end) => {
    const body = JSON.stringify({ ...click, value: 'DEEP' }).replace('"DEEP"', open + end);
    const token = `Bearer ${door.issuer.token(connectorClaims)}`;
    const unsigned = await door.post(body);
    const signed = await door.post(body, { authorization: token });

    expect(unsigned.status).toBe(401);
    expect(signed.status).toBe(200);
    expect((await fetch(`${door.origin}/healthz`)).status).toBe(200);
  });

  it('tells nobody what it is made of', async () => {
    const answers = await Promise.all([
      door.asTeams(click),
      door.post('[]'),
      fetch(`${door.origin}/healthz`),
      fetch(`${door.origin}/no/such`),
    ]);

    for (const answer of answers) {
      expect(answer.headers.get('server')).toBeNull();
      expect(answer.headers.get('user-agent')).toBeNull();
    }
    expect(await answers[3]?.text()).toBe('{"code":"404"}');
  });

  it('says nothing of an error of its own but that there was one', async () => {
    door.trouble = new Error('db password leak');
    const answer = await door.asTeams(click);
    const text = await answer.text();

    expect(answer.status).toBe(200);
    expect(text).not.toContain('leak');
    expect(JSON.parse(text)).toMatchObject({
      statusCode: 200,
      type: 'application/vnd.microsoft.activity.message',
    });
  });

  it('answers an invoke it does not know with a valid body', async () => {
    const answer = await door.asTeams({ ...click, name: 'composeExtension/query' });

    expect(answer.status).toBe(200);
    expect(await answer.json()).toMatchObject({ statusCode: 200 });
  });

  it('answers whether it lives, and whether it can work', async () => {
    const healthy = await fetch(`${door.origin}/readyz`);
    door.storeWorks = false;
    const [lives, works, head] = await Promise.all([
      fetch(`${door.origin}/healthz`),
      fetch(`${door.origin}/readyz`),
      fetch(`${door.origin}/healthz`, { method: 'HEAD' }),
    ]);

    expect([healthy.status, lives.status, works.status, head.status]).toEqual([200, 200, 503, 200]);
  });

  it('closes with a client that keeps its connection open', async () => {
    const other = await doorStage();
    const at = new URL(other.origin);
    const socket = connect(Number(at.port), at.hostname);
    await new Promise((resolve) => socket.once('connect', resolve));
    const gone = new Promise((resolve) => socket.once('close', resolve));
    socket.write('GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n');
    await new Promise((resolve) => socket.once('data', resolve));

    await other.close();
    await gone;
  });
});
