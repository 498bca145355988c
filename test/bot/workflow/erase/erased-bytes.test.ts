import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MongoClient } from 'mongodb';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { caseCard } from '#bot/teams/case-card.ts';
import { statusCard } from '#cards/status-card.ts';
import { historyCard } from '#cards/history-card.ts';
import type { CaseState } from '#bot/workflow/case/case-state.ts';
import { changesOf } from '#bot/workflow/case/steps.ts';
import { recordRefusal } from '#bot/workflow/case/register.ts';
import { openCase } from '#bot/workflow/acts/open-case.ts';
import { createCheckpointBook } from '#storage/proof/checkpoint-book.ts';
import { judge } from '#storage/proof/verify.ts';
import { writeBundle } from '#storage/proof/write-bundle.ts';
import type { LogStore } from '#storage/log-store.ts';
import { openMongoStore } from '#storage/mongo/open-mongo-store.ts';
import { openSource } from '#storage/open-source.ts';
import { openSqliteStore } from '#storage/sqlite/open-sqlite-store.ts';
import { verifyCli } from '#storage/verify-cli.ts';
import { patience } from '#test/set-up/attack.ts';
import { approvedCase, frozenCase, sandboxWorld } from '#test/set-up/case-world.ts';
import { describeWithMongo } from '#test/set-up/describe-with-mongo.ts';
import { erasedCase, erasureConfirmedBy, recovered } from '#test/set-up/erasing.ts';
import { type Sandbox, startSandbox } from '#test/set-up/sandbox-world.ts';
import { alex, type SmallWorld } from '#test/set-up/small-world.ts';
import { freshKey } from '#test/storage/proof/proof-stage.ts';

let sandbox: Sandbox;
const timeout = patience(2, 30_000);

// One for each test: a connection that nobody uses for seconds is closed by the server.
beforeEach(async () => {
  sandbox = await startSandbox();
});
afterEach(() => sandbox.stop());

/** John Doe's case from its opening to its end, and a refusal that stands in the day's register. */
async function completeCase(world: SmallWorld): Promise<CaseState> {
  await sandbox.control('reset');
  const state = await approvedCase(world, await frozenCase(world, 'jdoe'));
  const refusal = { code: 'no-role', facts: {} } as const;
  const { id, name } = state.leaver;
  await recordRefusal(world, { by: { id, name }, act: 'status', refusal });
  await recordRefusal(world, { by: { id, name }, act: 'status', refusal, caseId: state.caseId });
  return state;
}

/** Everything in the case that tells who it is about: names, ids, addresses, texts and the names of what they held. */
function tellTales(state: CaseState): readonly string[] {
  const { id, upn, name, mail, directory, manager } = state.leaver;
  const people = [id, upn, name, mail, directory?.dn, directory?.sid, directory?.guid, manager?.upn];
  const changes = state.steps
    .flatMap(changesOf)
    .flatMap(({ change: { what, key, from, to } }) => [what, key, textsIn(from), textsIn(to)].flat());
  const all = [...people, ...name.split(' '), ...changes].filter((text) => text !== undefined);
  // Whoever approved stays accountable.
  const accountable = new Set([manager?.id, manager?.name]);
  return [...new Set(all.map(String))].filter(
    (text) => text.length >= 3 && !isCommon.test(text) && !accountable.has(text),
  );
}

/** Words that say nothing of anybody: they stand in the clear, or as field names and settings in every case. */
const isCommon =
  /^(null|true|false|enabled|accountEnabled|members?|users?|direct|disabled|shared|forward|mailbox|owner|licences?|place|sign-in|sessions)$/i;

/** A short text stands by chance inside what is sealed, so it counts as a word of its own only. */
function tells(all: string, text: string): boolean {
  if (text.length >= 10) return all.includes(text);
  const letter = '[A-Za-z0-9+/=]';
  return new RegExp(`(?<!${letter})${RegExp.escape(text)}(?!${letter})`).test(all);
}

function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value).flatMap(textsIn);
}

/** What every place where a log is kept must show. */
async function provesErasure(world: SmallWorld, where: string, dump: () => Promise<string>): Promise<void> {
  const before = await completeCase(world);
  const key = await world.store.keys.keyOf(before.leaver.id);
  const tales = tellTales(before);
  expect(tales.length).toBeGreaterThan(30);
  const open = await dump();
  expect(tales.filter((text) => tells(open, text))).toEqual(
    [before.leaver.id].filter((id) => tells(open, id)),
  );

  const after = await erasedCase(world, before.caseId);

  const closed = await dump();
  expect(tales.filter((text) => tells(closed, text))).toEqual([]);
  expect(closed).not.toContain(Buffer.from(key!.secret).toString('base64'));
  expect(closed).not.toContain(Buffer.from(key!.secret).toString('latin1'));
  expect(after).toMatchObject({
    erased: true,
    status: 'closed',
    outcome: 'complete',
    erasure: { stage: 'verified' },
  });
  expect(await verifyCli([where], () => {})).toBe(0);
  await showsErased(world, after, tales);
  await bundleIsSound(world.store, where, tales);
}

async function showsErased(world: SmallWorld, state: CaseState, tales: readonly string[]): Promise<void> {
  const { entries } = await world.store.history({ caseId: state.caseId, limit: 1000 });
  const query = { caseId: state.caseId };
  const shown = JSON.stringify([
    caseCard(state, world.clock.now()),
    statusCard([state], world.clock.now()),
    historyCard({ title: state.caseId, entries: entries.slice(-12), next: null, query }),
    entries,
  ]);

  expect(shown).toContain('[erased]');
  expect(tales.filter((text) => tells(shown, text))).toEqual([]);
  expect(entries.find(({ phase }) => phase === 'approved')?.actor.name).toMatch(/Alex|Megan|Isaiah/);
}

async function bundleIsSound(store: LogStore, where: string, tales: readonly string[]): Promise<void> {
  const signer = freshKey();
  const now = () => new Date('2032-01-01T00:00:00.000Z');
  const { tenant } = (await store.history({ limit: 1 })).entries[0]!;
  const kept = await createCheckpointBook({ store, tenant, now, key: signer }).write(true);
  const source = await openSource(where);
  const lines: string[] = [];
  for await (const line of writeBundle(source, { tenant, made: now(), keys: true })) lines.push(line);
  await source.close();

  const keys = [signer.fingerprint];
  const found = await judge({ bundle: lines, kept: [JSON.stringify(kept)], keys });
  expect(found).toMatchObject({ verdict: 'sound', faults: [], gaps: [], counts: { keys: 0 } });
  expect(tales.filter((text) => tells(lines.join('\n'), text))).toEqual([]);
}

describe('after an erasure, in a file', () => {
  it('nothing tells who the case was about, and the log is still proven', { timeout }, async () => {
    const folder = mkdtempSync(join(tmpdir(), 'offboarding-erased-'));
    const file = join(folder, 'log.db');
    const store = await openSqliteStore({ file });
    const world = await sandboxWorld(sandbox, { store });
    const dump = async () =>
      readdirSync(folder)
        .map((name) => readFileSync(join(folder, name)))
        .map((bytes) => `${bytes.toString('utf8')}${bytes.toString('latin1')}`)
        .join('');

    await provesErasure(world, file, dump);
    await store.close();
    rmSync(folder, { recursive: true });
  });

  it('the person may come back and leave again: a new case, under a new key', async () => {
    const world = await sandboxWorld(sandbox);
    const before = await completeCase(world);
    await erasedCase(world, before.caseId);
    await sandbox.control('reset');
    const answer = await openCase(world, { by: alex, query: 'jdoe', dryRun: true });

    expect(answer).toMatchObject({ ok: true, value: { state: { leaver: { name: 'John Doe' } } } });
    const again = answer.ok && answer.value.kind === 'opened' ? answer.value.state : null;
    expect(again?.caseId).not.toBe(before.caseId);
    expect(again?.subject).not.toBe(before.subject);
  });
});

describe('a case opened while an erasure is under way', () => {
  it('is refused, and opened once that is over', async () => {
    const world = await sandboxWorld(sandbox);
    const before = await completeCase(world);
    await erasureConfirmedBy(world, before.caseId);
    const meanwhile = await openCase(world, { by: alex, query: 'jdoe', dryRun: true });
    await recovered(world);

    expect(meanwhile).toMatchObject({ refusal: { code: 'being-erased' } });
    expect(await openCase(world, { by: alex, query: 'jdoe', dryRun: true })).toMatchObject({ ok: true });
  });

  it('is taken back when the confirmation came between its first look and its first entry', async () => {
    const world = await sandboxWorld(sandbox);
    const { caseId } = await completeCase(world);
    const opening = { ...world, cases: { ...world.cases, read: world.cases.read.bind(world.cases), record } };
    async function record(...[id, decide, epoch]: Parameters<typeof world.cases.record>) {
      if (!(await world.cases.read(id))) await erasureConfirmedBy(world, caseId);
      return world.cases.record(id, decide, epoch);
    }
    const answer = await openCase(opening, { by: alex, query: 'jdoe', dryRun: true });
    await recovered(world);

    expect(answer).toMatchObject({ refusal: { code: 'being-erased' } });
    expect(await world.cases.read(caseId)).toMatchObject({ erased: true, erasure: { stage: 'verified' } });
    expect(await world.store.listOpen()).toEqual([]);
  });
});

await describeWithMongo('after an erasure, in MongoDB', (server) => {
  it('nothing tells who the case was about, and the log is still proven', { timeout }, async () => {
    const client = new MongoClient(server.uri);
    await client.db().dropDatabase();
    const store = await openMongoStore({ uri: server.uri });
    const world = await sandboxWorld(sandbox, { store });
    const dump = async () => {
      const collections = await client.db().collections();
      const all = await Promise.all(collections.map((one) => one.find().toArray()));
      return JSON.stringify(all);
    };

    await provesErasure(world, server.uri, dump);
    await store.close();
    await client.close();
  });
});
