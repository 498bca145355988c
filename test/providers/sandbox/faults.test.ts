import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { sandboxCredential } from '#providers/sandbox/credential.ts';
import type { GraphUser } from '#providers/sandbox/graph-things.ts';
import { personOf } from '#providers/sandbox/people.ts';
import { startCloud, type RunningCloud } from '#providers/sandbox/server.ts';
import { cloudCaller, recordedRequests, setFaults, type Call } from '#test/set-up/cloud-caller.ts';

const john = personOf('jdoe');
const userPath = `/v1.0/users/${john.id}`;

let now: Date;
let cloud: RunningCloud;
let call: Call;
beforeEach(async () => {
  now = new Date('2026-11-23T09:00:00Z');
  cloud = await startCloud({ port: 0, now: () => now });
  call = cloudCaller(cloud.origin, ['graph/User.EnableDisableAccount.All', 'graph/User.Read.All']);
});
afterEach(() => cloud.stop());

const disable = () => call('PATCH', userPath, { accountEnabled: false });
const seen = async () => (await call('GET', `${userPath}?$select=accountEnabled`)).body;
const truth = (): GraphUser => cloud.company().graph.users.find((one) => one.id === john.id)!;

/** Without a deadline of its own. */
async function patch(body: object, signal: AbortSignal): Promise<unknown> {
  const token = await sandboxCredential(['graph/User.EnableDisableAccount.All']).getToken('x/.default');
  const headers = { authorization: `Bearer ${token?.token}`, 'content-type': 'application/json' };
  return fetch(cloud.origin + userPath, { method: 'PATCH', headers, body: JSON.stringify(body), signal });
}

async function statuses(count: number): Promise<number[]> {
  const all: number[] = [];
  for (let i = 0; i < count; i++) all.push((await call('GET', userPath)).status);
  return all;
}

describe('faults', () => {
  it('fails a share of the calls without executing them, the same ones on every run', async () => {
    await setFaults(cloud.origin, { rate: 0.5, statuses: [429, 503], retryAfterSeconds: 2, seed: 7 });
    const first = await statuses(20);
    await setFaults(cloud.origin, { rate: 0.5, statuses: [429, 503], retryAfterSeconds: 2, seed: 7 });
    expect(await statuses(20)).toEqual(first);
    expect(new Set(first)).toEqual(new Set([200, 429, 503]));

    await setFaults(cloud.origin, { rate: 1, statuses: [429], retryAfterSeconds: 2 });
    const { headers, ...answer } = await disable();
    expect(answer).toMatchObject({ status: 429, body: { error: { code: 'TooManyRequests' } } });
    expect(headers.get('retry-after')).toBe('2');
    expect(truth().accountEnabled).toBe(true);
  });

  it('takes no more changes than Graph’s budget, says when to come back, and fills it again with time', async () => {
    await setFaults(cloud.origin, { writeBudget: { writes: 3, perMs: 150_000 } });
    const answers = [await disable(), await disable(), await disable(), await disable()];

    expect(answers.map(({ status }) => status)).toEqual([204, 204, 204, 429]);
    expect(answers[3]?.headers.get('retry-after')).toBe('50');
    expect(await statuses(5)).toEqual([200, 200, 200, 200, 200]);
    now = new Date(now.getTime() + 50_000);
    expect([(await disable()).status, (await disable()).status]).toEqual([204, 429]);
  });

  it('says nothing about when to come back unless told to', async () => {
    await setFaults(cloud.origin, { rate: 1 });
    const { status, headers } = await call('GET', userPath);
    expect([status, headers.get('retry-after')]).toEqual([503, null]);
  });

  it('executes a call and loses its answer', async () => {
    await setFaults(cloud.origin, { lostResponses: 1 });
    await expect(disable()).rejects.toThrow('fetch failed');
    expect(truth().accountEnabled).toBe(false);
    expect(await recordedRequests(cloud.origin)).toMatchObject([{ status: 204, fault: 'lost' }]);
  });

  it('resets a connection without executing the call', async () => {
    await setFaults(cloud.origin, { resets: 1 });
    await expect(disable()).rejects.toThrow('fetch failed');
    expect(truth().accountEnabled).toBe(true);
    expect(await recordedRequests(cloud.origin)).toMatchObject([{ fault: 'reset' }]);
  });

  it('executes a call and breaks its answer off in the middle', async () => {
    await setFaults(cloud.origin, { halfAnswers: 1 });
    await expect(seen()).rejects.toThrow('terminated');
    await expect(disable()).rejects.toThrow('fetch failed');
    expect(truth().accountEnabled).toBe(false);
  });

  it('leaves a call without an answer, executed or not', async () => {
    await setFaults(cloud.origin, { hangs: 1 });
    const done = new Set<boolean>();
    for (let nth = 0; nth < 8; nth++) {
      const gaveUp = new AbortController();
      const call = patch({ accountEnabled: nth % 2 === 1 }, gaveUp.signal);
      await expect.poll(async () => (await recordedRequests(cloud.origin)).length).toBe(nth + 1);
      done.add(truth().accountEnabled === (nth % 2 === 1));
      gaveUp.abort();
      await expect(call).rejects.toThrow('aborted');
    }
    expect(done).toEqual(new Set([true, false]));
  });

  it('gives the same call the same fate, whatever else arrives beside it', async () => {
    await setFaults(cloud.origin, { rate: 0.5, seed: 7 });
    const alone = await statuses(12);
    await setFaults(cloud.origin, { rate: 0.5, seed: 7 });
    const beside: number[] = [];
    for (let i = 0; i < 12; i++) {
      await call('GET', '/v1.0/groups');
      beside.push(...(await statuses(1)));
    }
    expect(beside).toEqual(alone);
  });

  it('names a pause to some of those it fails, when told to', async () => {
    await setFaults(cloud.origin, { rate: 1, statuses: [429], retryAfterSeconds: 5, retryAfterShare: 0.5 });
    const pauses = new Set<string | null>();
    for (let i = 0; i < 12; i++) pauses.add((await call('GET', userPath)).headers.get('retry-after'));
    expect(pauses).toEqual(new Set(['5', null]));
  });

  it('shows every read another past when told to', async () => {
    await setFaults(cloud.origin, { staleReads: 60_000, staleVaries: true });
    await disable();
    now = new Date(now.getTime() + 30_000);
    const pictures = new Set<unknown>();
    for (let i = 0; i < 12; i++) pictures.add(JSON.stringify(await seen()));
    expect(pictures.size).toBe(2);
    now = new Date(now.getTime() + 30_001);
    expect(await seen()).toEqual({ accountEnabled: false });
  });

  it('shows the past for a while after a write', async () => {
    await setFaults(cloud.origin, { staleReads: 3000 });
    await disable();
    now = new Date(now.getTime() + 2999);
    expect(await seen()).toEqual({ accountEnabled: true });
    now = new Date(now.getTime() + 2);
    expect(await seen()).toEqual({ accountEnabled: false });
  });

  it('accepts a write and does nothing', async () => {
    await setFaults(cloud.origin, { ignoreWrites: true });
    expect((await disable()).status).toBe(204);
    expect(await seen()).toEqual({ accountEnabled: true });
  });

  it('strikes only the calls it was set on', async () => {
    await setFaults(cloud.origin, { rate: 1, match: '^PATCH .*/users/' });
    expect((await disable()).status).toBe(503);
    expect(await seen()).toEqual({ accountEnabled: true });
  });

  it('takes its time', async () => {
    await setFaults(cloud.origin, { latencyMs: 60 });
    const start = performance.now();
    await call('GET', userPath);
    expect(performance.now() - start).toBeGreaterThanOrEqual(55);
  });

  it('ends when it is switched off', async () => {
    await setFaults(cloud.origin, { rate: 1 });
    await setFaults(cloud.origin, {});
    expect((await disable()).status).toBe(204);
  });

  it('names what is wrong with its settings', async () => {
    const { status, body } = await setFaults(cloud.origin, { rate: 2, match: '(' });
    expect(status).toBe(400);
    expect(JSON.stringify(body)).toMatch(/rate.*not a regular expression|not a regular expression.*rate/);
  });
});
