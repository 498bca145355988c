import { appendFileSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { SignedSoFar } from '#bot/proof/anchor.ts';
import type { Checkpointer } from '#bot/proof/checkpointer.ts';
import { openCheckpointer } from '#bot/proof/open-checkpointer.ts';
import { cancelCase } from '#bot/workflow/acts/cancel-case.ts';
import { recordRefusal } from '#bot/workflow/case/register.ts';
import type { CaseState } from '#bot/workflow/case/case-state.ts';
import { LogDamaged, StoreDown, type LogStore } from '#storage/log-store.ts';
import { openSqliteStore } from '#storage/sqlite/open-sqlite-store.ts';
import { bodyOf, type CheckpointBody, signedCheckpoint } from '#storage/proof/checkpoint.ts';
import { cupboard, removeThings } from '#test/set-up/cupboard.ts';
import { alex, caseId, goOn, opened, smallWorld, type SmallWorld } from '#test/set-up/small-world.ts';

let folder: string;
let store: LogStore;
let world: SmallWorld;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'offboarding-checkpoints-'));
  store = await openSqliteStore({ file: ':memory:' });
  const box = cupboard({ name: 'a', group: 'doors', value: 'open' });
  world = await smallWorld([removeThings(box, { id: 'test.doors', group: 'doors' })], { store });
});

afterEach(async () => {
  await store.close();
  rmSync(folder, { recursive: true });
});

function open(more: Partial<Parameters<typeof openCheckpointer>[0]> = {}): Promise<Checkpointer> {
  const { tenant, clock, log } = world;
  return openCheckpointer({ folder, store, tenant, clock, log, ...more });
}

/** What stands in the file outside the database. */
function kept(): readonly CheckpointBody[] {
  const lines = readFileSync(join(folder, 'checkpoints.ndjson'), 'utf8').trim().split('\n');
  return lines.map((line) => bodyOf(signedCheckpoint.parse(JSON.parse(line))));
}

describe('checkpoints', () => {
  it('are written for what has grown, to the log and to a file outside it, and for nothing else', async () => {
    const checkpointer = await open();
    await opened(world);
    await checkpointer.signNow();
    await checkpointer.signNow();
    await goOn(world);
    checkpointer.told({ status: 'working' } as CaseState);
    await checkpointer.signNow();

    expect(kept().map(({ n, cases, heads }) => [n, cases, heads.length])).toEqual([
      [1, 1, 1],
      [2, 1, 1],
    ]);
    const { head } = (await world.cases.read(caseId))!;
    expect(kept()[1]).toMatchObject({ entries: head.seq, heads: [[caseId, head.seq, head.hash]] });
    expect(await store.readDocument('checkpoint#000000002')).not.toBeNull();
  });

  it('are written once an hour when nothing happens, so that silence is signed too', async () => {
    const checkpointer = await open();
    await checkpointer.signNow();
    world.clock.advance(30 * 60_000);
    await checkpointer.signNow();
    world.clock.advance(31 * 60_000);
    await checkpointer.signNow();

    expect(kept().map(({ n, cases }) => [n, cases])).toEqual([
      [1, 0],
      [2, 0],
    ]);
  });

  it('are written by themselves, at once when a case ends', async () => {
    const checkpointer = await open();
    await opened(world);
    checkpointer.start();
    await goOn(world);
    const canceled = await cancelCase(world, { by: alex, caseId });
    if (!canceled.ok) throw new Error('it was not canceled');
    const [closed] = (await store.readCase(caseId)).slice(-1);
    checkpointer.told(canceled.value);
    await checkpointer.stop();

    expect(kept().at(-1)).toMatchObject({ heads: [[caseId, closed!.seq, closed!.hash]] });
  });

  it('of two processes are one line: each goes on where the other was, and each file has them all', async () => {
    const other = mkdtempSync(join(tmpdir(), 'offboarding-checkpoints-'));
    const [first, second] = [await open(), await open({ folder: other })];
    await opened(world);
    await Promise.all([first.signNow(), second.signNow()]);
    await goOn(world);
    second.told({ status: 'working' } as CaseState);
    await second.signNow();
    await first.signNow();
    const theirs = readFileSync(join(other, 'checkpoints.ndjson'), 'utf8');

    expect(readFileSync(join(folder, 'checkpoints.ndjson'), 'utf8')).toBe(theirs);
    expect(kept().map(({ n }) => n)).toEqual(kept().map((_, index) => index + 1));
    rmSync(other, { recursive: true });
  });

  it('are told to every place outside, and one that fails holds up neither the others nor the signing', async () => {
    const errors: unknown[] = [];
    const log = { ...world.log, error: (facts: object, text: string) => void errors.push([facts, text]) };
    const checkpointer = await open({ log });
    const told: number[] = [];
    const place = { name: 'a place', bring: async ({ newest }: SignedSoFar) => void told.push(newest) };
    const broken = { name: 'a broken place', bring: () => Promise.reject(new Error('HTTP 500')) };
    await opened(world);
    checkpointer.start([broken, place]);
    await checkpointer.stop();

    expect(told[0]).toBe(1);
    expect(kept()).toHaveLength(1);
    expect(errors[0]).toEqual([
      { err: new Error('HTTP 500'), anchor: 'a broken place' },
      'a checkpoint did not reach a place outside',
    ]);
  });

  it('are written when asked for, also over what nobody told of: a register, or another process', async () => {
    const checkpointer = await open();
    await opened(world);
    await checkpointer.signNow();
    await recordRefusal(world, { by: alex, act: 'history', refusal: { code: 'no-role', facts: {} } });
    await checkpointer.signNow();

    expect(kept().map(({ n, cases, heads }) => [n, cases, heads.length])).toEqual([
      [1, 1, 1],
      [2, 2, 1],
    ]);
  });

  it('cover at the next round what no case tells of: who was refused, and who took a list', async () => {
    const checkpointer = await open();
    await opened(world);
    checkpointer.start();
    await checkpointer.signNow();
    await recordRefusal(world, { by: alex, act: 'history', refusal: { code: 'no-role', facts: {} } });
    await checkpointer.stop();

    expect(kept().at(-1)).toMatchObject({
      cases: 2,
      heads: [[expect.stringMatching(/^REG-/), 1, expect.any(String)]],
    });
  });

  it('that a crash cut off in the file are added again, on a line of their own', async () => {
    await opened(world);
    await (await open()).signNow();
    const file = join(folder, 'checkpoints.ndjson');
    appendFileSync(file, '{"raw":"{\\"at\\":');
    await goOn(world);
    await (await open()).signNow();
    const lines = readFileSync(file, 'utf8').trim().split('\n');

    expect(lines).toHaveLength(3);
    expect(bodyOf(signedCheckpoint.parse(JSON.parse(lines[2]!))).n).toBe(2);
  });

  it('wait while the store is down, and what was missed is signed when it is back', async () => {
    let down = true;
    const flaky: LogStore = {
      ...store,
      saveDocument: async (document) =>
        down ? Promise.reject(new StoreDown('no')) : store.saveDocument(document),
    };
    const checkpointer = await open({ store: flaky });
    await opened(world);
    await expect(checkpointer.signNow()).rejects.toThrow(StoreDown);
    down = false;
    await checkpointer.signNow();

    expect(kept()).toHaveLength(1);
  });

  it('are not written over a log that was changed: the fault is told instead', async () => {
    const damaged: LogStore = {
      ...store,
      history: async () => Promise.reject(new LogDamaged('OFF-TEST1#000001', 'x')),
    };
    const checkpointer = await open({ store: damaged });

    await expect(checkpointer.signNow()).rejects.toThrow(LogDamaged);
  });
});

describe('the key that signs', () => {
  it('is made at the first start, readable by the bot alone, and stays the same', async () => {
    const fingerprints: unknown[] = [];
    const log = { ...world.log, info: (facts: object) => void fingerprints.push(facts) };
    await open({ log });
    await open({ log });

    expect(statSync(join(folder, 'key.pem')).mode & 0o777).toBe(0o600);
    expect(fingerprints[0]).toEqual(fingerprints[1]);
    expect(JSON.stringify(fingerprints)).toMatch(/sha256:[0-9a-f]{64}/);
    expect(JSON.stringify(fingerprints)).not.toContain('PRIVATE');
  });
});
