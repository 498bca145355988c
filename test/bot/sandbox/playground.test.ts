import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { contoso, personOf } from '#providers/sandbox/people.ts';
import { freePorts } from '#bot/sandbox/free-ports.ts';
import { personas } from '#bot/sandbox/personas.ts';
import { startWindows } from '#bot/sandbox/start-windows.ts';
import type { Playground } from '#bot/sandbox/playground.ts';

type Activity = Record<string, unknown> & { readonly from: { readonly aadObjectId: string } };

describe('the Teams windows of the sandbox', () => {
  const arrived: Activity[] = [];
  const folder = mkdtempSync(join(tmpdir(), 'windows-'));
  const [alex, megan] = personas;
  let bot: Server;
  let windows: readonly Playground[] = [];

  beforeAll(async () => {
    bot = await listening((activity) => arrived.push(activity));
    const endpoint = `http://127.0.0.1:${(bot.address() as AddressInfo).port}/api/messages`;
    const [first = 0, second = 0] = await freePorts(56_200, 2);
    windows = await startWindows(
      [
        { persona: alex!, port: first, folder: join(folder, 'alex') },
        { persona: megan!, port: second, folder: join(folder, 'megan') },
      ],
      endpoint,
    );
  });

  afterAll(async () => {
    await Promise.all(windows.map((window) => window.stop()));
    bot.close();
    rmSync(folder, { recursive: true });
  });

  test('introduce each person to the bot, so that it can write first', async () => {
    const introduced = () =>
      arrived
        .filter(({ type, action }) => type === 'installationUpdate' && action === 'add')
        .map(({ from }) => from.aadObjectId)
        .toSorted();

    await expect.poll(introduced).toEqual([personOf('alexw').id, personOf('meganb').id]);
  });

  test('show a page each, and send what is typed there as that person', async () => {
    const [window] = windows;
    const page = await fetch(window!.url);
    await fetch(`${window!.url}/_conversation/v1/conversations/a:personal-alexw/messages`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ text: '/offboard jdoe', textFormat: 'plain', from: { id: '29:alexw' } }),
    });

    expect(await page.text()).toContain('<html');
    await expect
      .poll(() => arrived.find(({ type }) => type === 'message'))
      .toMatchObject({
        text: '/offboard jdoe',
        channelId: 'msteams',
        from: { id: '29:alexw', aadObjectId: personOf('alexw').id },
        conversation: { id: 'a:personal-alexw', tenantId: contoso.tenantId, conversationType: 'personal' },
        channelData: { tenant: { id: contoso.tenantId } },
      });
  });

  test('keep their files in the data folder', () => {
    expect(statSync(join(folder, 'alex/playground.log')).isFile()).toBe(true);
    expect(readFileSync(join(folder, 'megan/playground.yml'), 'utf8')).toContain('Megan Bowen');
  });
});

test('a window that cannot have its port is an error that names the person, and leaves nothing running', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'windows-'));
  const taken = createServer();
  await new Promise<void>((resolve) => taken.listen(0, resolve));
  const { port } = taken.address() as AddressInfo;

  const starting = startWindows([{ persona: personas[0]!, port, folder }], 'http://127.0.0.1:9/api/messages');

  await expect(starting).rejects.toThrow('Alex Wilber');
  taken.close();
  rmSync(folder, { recursive: true });
});

test('a window does not outlive the sandbox, not even one that is killed', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'windows-'));
  const [port = 0] = await freePorts(56_300, 1);
  const holder = spawn(process.execPath, ['test/set-up/window-holder.ts', String(port), folder], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  await once(holder.stdout, 'data');
  const answers = () =>
    fetch(`http://localhost:${port}`).then(
      () => true,
      () => false,
    );
  expect(await answers()).toBe(true);
  holder.kill('SIGKILL');

  await expect.poll(answers, { timeout: 10_000 }).toBe(false);
  rmSync(folder, { recursive: true });
});

async function listening(told: (activity: Activity) => void): Promise<Server> {
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      if (request.method === 'POST') told(JSON.parse(Buffer.concat(chunks).toString()) as Activity);
      response.writeHead(200).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return server;
}
