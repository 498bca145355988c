import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { personOf } from '#providers/sandbox/people.ts';
import { startCloud, type RunningCloud } from '#providers/sandbox/server.ts';
import { cloudCaller, recordedRequests, send } from '#test/set-up/cloud-caller.ts';

const john = personOf('jdoe');
const monday = new Date('2026-11-23T09:00:00Z');
const userPath = `/v1.0/users/${john.id}`;

let cloud: RunningCloud;
beforeEach(async () => {
  cloud = await startCloud({ port: 0, now: () => monday, recordFile: null });
});
afterEach(() => cloud.stop());

const mayDisable = ['graph/User.EnableDisableAccount.All', 'graph/User.Read.All'] as const;

describe('who may call', () => {
  it('refuses a caller without a token', async () => {
    const answer = await send(`${cloud.origin}${userPath}`, {});
    expect(answer).toMatchObject({ status: 401, body: { error: { code: 'InvalidAuthenticationToken' } } });
  });

  it('refuses a token of somebody else', async () => {
    const headers = { authorization: 'Bearer eyJhbGciOiJub25lIn0.e30.' };
    const { status } = await send(`${cloud.origin}${userPath}`, { headers });
    expect(status).toBe(401);
  });

  it('refuses a token that was made for another system', async () => {
    const call = cloudCaller(cloud.origin, ['graph/User.Read.All'], 'https://outlook.office365.com');
    expect((await call('GET', userPath)).status).toBe(401);
  });

  it('refuses an app whose permissions do not cover the operation', async () => {
    const call = cloudCaller(cloud.origin, ['graph/User.Read.All']);
    expect((await call('GET', userPath)).status).toBe(200);
    const answer = await call('PATCH', userPath, { accountEnabled: false });
    expect(answer).toMatchObject({ status: 403, body: { error: { code: 'Authorization_RequestDenied' } } });
  });

  it('answers in the words of the system that was asked', async () => {
    const call = cloudCaller(cloud.origin, [], 'https://management.azure.com');
    const { headers, ...answer } = await call('GET', '/subscriptions/none/nothing');
    expect(answer).toMatchObject({ status: 404, body: { error: { code: 'ResourceNotFound' } } });
    expect(headers.get('x-ms-request-id')).toBe(headers.get('request-id'));
  });

  it('gives every answer an id to ask support with', async () => {
    const call = cloudCaller(cloud.origin, ['graph/User.Read.All']);
    const [fine, missing] = [await call('GET', userPath), await call('GET', '/v1.0/users/nobody')];
    expect(fine.headers.get('request-id')).toMatch(/^[0-9a-f-]{36}$/);
    const innerError = { 'request-id': missing.headers.get('request-id') };
    expect(missing.body).toMatchObject({ error: { innerError } });
  });

  it('keeps its controls from a page that had its own name pointed at this machine', async () => {
    const { request } = await import('node:http');
    const status = await new Promise((resolve, reject) => {
      const { port } = new URL(cloud.origin);
      const headers = { host: 'evil.example' };
      const asked = request({ port, host: '127.0.0.1', path: '/_sandbox/state', headers }, (answer) => {
        answer.resume();
        resolve(answer.statusCode);
      });
      asked.on('error', reject).end();
    });
    expect(status).toBe(403);
  });
});

describe('what it remembers', () => {
  it('records every request with its answer and the permission that allowed it', async () => {
    const call = cloudCaller(cloud.origin, mayDisable);
    await call('PATCH', `${userPath}?why=test`, { accountEnabled: false });
    await call('GET', '/v1.0/nothing/here');
    const [patched, unknown] = await recordedRequests(cloud.origin);
    expect(patched).toMatchObject({
      time: monday.toISOString(),
      method: 'PATCH',
      path: `${userPath}?why=test`,
      system: 'graph',
      body: { accountEnabled: false },
      status: 204,
      permission: 'graph/User.EnableDisableAccount.All',
    });
    expect(unknown).toMatchObject({ path: '/v1.0/nothing/here', status: 404, permission: null });
  });

  it('changes nothing when it refuses in the middle', async () => {
    const call = cloudCaller(cloud.origin, ['graph/LicenseAssignment.ReadWrite.All']);
    const before = structuredClone(cloud.company());
    const [first] = before.graph.users.find((one) => one.id === john.id)!.assignedLicenses;
    const body = { addLicenses: [], removeLicenses: [first!.skuId, crypto.randomUUID()] };
    expect((await call('POST', `${userPath}/assignLicense`, body)).status).toBe(400);
    expect(cloud.company()).toEqual(before);
  });

  it('refuses a body that is no JSON', async () => {
    const call = cloudCaller(cloud.origin, mayDisable);
    const { headers } = await call('GET', userPath);
    expect(headers.get('content-type')).toContain('json');
    const token = Buffer.from(JSON.stringify({ granted: mayDisable, aud: '' })).toString('base64url');
    const init = {
      method: 'PATCH',
      headers: { authorization: `Bearer sandbox.${token}` },
      body: '{"accountEnabled"',
    };
    expect((await send(`${cloud.origin}${userPath}`, init)).status).toBe(400);
  });

  it('keeps the company over a restart, and forgets it on reset', async () => {
    const dataFile = join(mkdtempSync(join(tmpdir(), 'contoso-')), 'new', 'company.json');
    const first = await startCloud({ port: 0, dataFile });
    const call = cloudCaller(first.origin, mayDisable);
    await call('PATCH', userPath, { accountEnabled: false });
    await first.stop();

    const second = await startCloud({ port: 0, dataFile });
    const again = cloudCaller(second.origin, mayDisable);
    const seen = async () => (await again('GET', `${userPath}?$select=accountEnabled`)).body;
    expect(await seen()).toEqual({ accountEnabled: false });
    await send(`${second.origin}/_sandbox/reset`, { method: 'POST' });
    expect(await recordedRequests(second.origin)).toEqual([]);
    expect(await seen()).toEqual({ accountEnabled: true });
    await second.stop();

    const third = JSON.parse(readFileSync(dataFile, 'utf8'));
    expect(third.graph.users.find((one: { id: string }) => one.id === john.id).accountEnabled).toBe(true);
  });

  it('writes every Graph request to a file when asked to', async () => {
    const recordFile = join(mkdtempSync(join(tmpdir(), 'contoso-')), 'requests.jsonl');
    const recording = await startCloud({ port: 0, recordFile });
    const call = cloudCaller(recording.origin, ['graph/User.Read.All']);
    await call('GET', `${userPath}/manager?$select=id`);
    await call('GET', '/subscriptions');
    await recording.stop();
    const lines = readFileSync(recordFile, 'utf8').trim().split('\n');
    expect(lines.map((line) => JSON.parse(line))).toEqual([
      { method: 'GET', path: `${userPath}/manager?$select=id` },
    ]);
  });
});
