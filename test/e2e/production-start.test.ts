import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { freePort } from '#test/set-up/free-port.ts';
import { productionEnv } from '#test/set-up/production-env.ts';

const main = join(import.meta.dirname, '../../bot/main.ts');
const some = (n: number) => `0000000${n}-0000-4000-8000-000000000000`;
const running: ChildProcess[] = [];
afterEach(() => {
  for (const child of running.splice(0)) child.kill('SIGKILL');
});

/** `npm start` with everything a company must set, on systems nobody asks before somebody types. */
function start(port: number): { child: ChildProcess; said: () => string } {
  let said = '';
  const child = spawn(process.execPath, [main], {
    env: {
      ...productionEnv(port, mkdtempSync(join(tmpdir(), 'offboarding-start-'))),
      MONGO_URI: 'mongodb://writer:canary@mongo.contoso.com/offboarding',
    },
  });
  running.push(child);
  child.stdout?.on('data', (data) => (said += String(data)));
  child.stderr?.on('data', (data) => (said += String(data)));
  return { child, said: () => said };
}

async function statusOf(url: string): Promise<number> {
  for (let tries = 0; tries < 200; tries++) {
    const answer = await fetch(url).catch(() => null);
    if (answer) return answer.status;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`${url} never answered`);
}

describe('npm start with all settings', () => {
  it('answers that it is up and ready, lets nobody in without a token, and stops in order', async () => {
    const port = await freePort();
    const { child, said } = start(port);

    expect(await statusOf(`http://127.0.0.1:${port}/healthz`)).toBe(200);
    expect(await statusOf(`http://127.0.0.1:${port}/readyz`)).toBe(200);
    const message = {
      type: 'message',
      id: '1',
      text: '/offboard jdoe',
      channelId: 'msteams',
      serviceUrl: 'https://smba.trafficmanager.net/emea/',
      from: { id: '29:alexw', aadObjectId: some(6) },
      recipient: { id: `28:${some(1)}` },
      conversation: { id: 'a:1', tenantId: some(2), conversationType: 'personal' },
    };
    const unsigned = await fetch(`http://127.0.0.1:${port}/api/messages`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(message),
    });
    expect(unsigned.status).toBe(401);

    expect(said()).toContain('MONGO_URI is not a setting; did you mean MONGODB_URI?');
    child.kill('SIGTERM');
    const [code] = (await once(child, 'exit')) as [number | null];
    expect(code, said()).toBe(0);
    expect(said()).not.toContain('canary');
  });

  it('shows the history to readers whom Teams vouches for, and has no way in for made-up ones', async () => {
    const port = await freePort();
    const { child } = start(port);
    const origin = `http://127.0.0.1:${port}`;
    expect(await statusOf(`${origin}/history`)).toBe(200);
    const page = await fetch(`${origin}/history`);
    const signIn = await (await fetch(`${origin}/history/sign-in.js`)).text();
    const asPersona = await fetch(`${origin}/api/history/start`, {
      headers: { authorization: `Persona ${some(6)}` },
    });

    expect(page.headers.get('content-security-policy')).toMatch(
      /^default-src 'none'; .*frame-ancestors https:\/\/teams\.microsoft\.com /,
    );
    expect(page.headers.get('referrer-policy')).toBe('no-referrer');
    expect(page.headers.get('x-content-type-options')).toBe('nosniff');
    expect(page.headers.get('set-cookie')).toBeNull();
    expect(signIn).toContain('getAuthToken');
    expect(signIn).not.toMatch(/persona|sandbox/i);
    expect((await fetch(`${origin}/history/people.js`)).status).toBe(404);
    expect(asPersona.status).toBe(401);
    child.kill('SIGKILL');
  });

  it('ends with an error when it cannot listen, instead of looking alive', async () => {
    const port = await freePort();
    const taken = createServer().listen(port, '0.0.0.0');
    await once(taken, 'listening');
    const { child, said } = start(port);
    const [code] = (await once(child, 'exit')) as [number | null];
    taken.close();

    expect(code).toBe(1);
    expect(said()).toContain('did not start');
  });
});
