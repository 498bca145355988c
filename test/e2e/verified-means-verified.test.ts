import { afterAll, beforeAll, expect, it } from 'vitest';
import { plain } from '#cards/plain-text.ts';
import { resultCard } from '#cards/result-card.ts';
import type { AnyAction } from '#providers/action.ts';
import { catalog } from '#providers/catalog.ts';
import type { RecordedRequest } from '#providers/sandbox/request-log.ts';
import type { CaseState } from '#bot/workflow/case/case-state.ts';
import { allChanges, locate } from '#bot/workflow/case/steps.ts';
import type { World } from '#bot/workflow/world.ts';
import { approvedCase, frozenCase, sandboxWorld, undoneCase } from '#test/set-up/case-world.ts';
import { ignoring, kindsOfWrites, refusing } from '#test/set-up/ignoring.ts';
import { writesIn } from '#test/set-up/process/findings.ts';
import { type Sandbox, startSandbox } from '#test/set-up/sandbox-world.ts';
import { isDoneIn } from '#test/set-up/truth.ts';

let sandbox: Sandbox;

beforeAll(async () => {
  sandbox = await startSandbox();
});
afterAll(() => sandbox.stop());

/** John Doe's first morning, with this action alone at work. */
async function fresh(action: AnyAction): Promise<World> {
  await sandbox.control('reset');
  return { ...(await sandboxWorld(sandbox)), catalog: [action] };
}

async function requests(): Promise<readonly RecordedRequest[]> {
  return (await sandbox.control('requests')) as readonly RecordedRequest[];
}

/** What was written since this many requests. */
async function writesSince(count: number): Promise<readonly RecordedRequest[]> {
  return writesIn((await requests()).slice(count));
}

/** The company, without what every write moves. */
function company(): unknown {
  return JSON.parse(
    JSON.stringify(sandbox.company(), (key, value: unknown) =>
      /^(lastUpdated|created)DateTime$/.test(key) ? '' : value,
    ),
  );
}

function statusesOf(state: CaseState): readonly string[] {
  return allChanges(state).map(({ status }) => status);
}

/** Which changes are done, by the company's own state. */
function doneByTruth(state: CaseState): ReadonlySet<boolean> {
  return new Set(
    locate(state).map(({ action, change }) =>
      isDoneIn(sandbox.company(), state.leaver, action.action, change.change),
    ),
  );
}

async function doneCase(action: AnyAction): Promise<{ readonly world: World; readonly state: CaseState }> {
  const world = await fresh(action);
  const state = await approvedCase(world, await frozenCase(world));
  expect(state.outcome, 'without faults').toBe('complete');
  expect(doneByTruth(state)).toEqual(new Set([true]));
  return { world, state };
}

/** A run in which nothing is wrong and its undo: what they write, and how the company looks in between. */
async function honestRun(action: AnyAction) {
  const { world, state } = await doneCase(action);
  const [writes, after, count] = [await writesSince(0), company(), (await requests()).length];
  const hasWayBack = 'rollback' in action;
  if (hasWayBack) expect((await undoneCase(world, state)).outcome, 'without faults').toBe('undone');
  return { writes, after, wayBack: await writesSince(count) };
}

const honest = new Map<AnyAction, ReturnType<typeof honestRun>>();

function honestly(action: AnyAction): ReturnType<typeof honestRun> {
  const run = honest.get(action) ?? honestRun(action);
  honest.set(action, run);
  return run;
}

async function runIgnoring(action: AnyAction, writes: readonly RecordedRequest[]): Promise<CaseState> {
  const world = await fresh(action);
  const waiting = await frozenCase(world);
  await sandbox.control('faults', ignoring(writes));
  const state = await approvedCase(world, waiting);
  await sandbox.control('faults', {});
  return state;
}

function expectNamedOnCard(state: CaseState): void {
  const card = JSON.stringify(resultCard(state));
  for (const { change } of allChanges(state))
    expect(card).toContain(JSON.stringify(plain(change.what)).slice(1, -1));
}

it.each(catalog.map((action) => [action.id, action] as const))(
  '%s, accepted by its system and not carried out, is not called verified: the case stays open and its card says which',
  async (_id, action) => {
    const { writes, after } = await honestly(action);
    const state = await runIgnoring(action, writes);

    expect(statusesOf(state)).not.toContain('verified');
    expect(doneByTruth(state)).toEqual(new Set([false]));
    expect(state.status).toBe('attention');
    expectNamedOnCard(state);
    for (const write of severalKinds(writes)) {
      const { status } = await runIgnoring(action, [write]);
      const isAsDone = JSON.stringify(company()) === JSON.stringify(after);
      expect(status, `only ${write.method} ${write.path}`).toBe(isAsDone ? 'closed' : 'attention');
    }
  },
);

const reversible = catalog.filter((action) => 'rollback' in action);

it.each(reversible.map((action) => [action.id, action] as const))(
  '%s, taken back, accepted and not carried out, is not called undone',
  async (_id, action) => {
    const { wayBack } = await honestly(action);
    const { world, state } = await doneCase(action);
    await sandbox.control('faults', ignoring(wayBack));
    const after = await undoneCase(world, state);
    await sandbox.control('faults', {});

    expect(statusesOf(after)).not.toContain('undone');
    expect(after.outcome).toBe('incomplete');
    expectNamedOnCard(after);
  },
);

it.each(reversible.map((action) => [action.id, action] as const))(
  '%s, cut off between two of its calls, can be taken back, and an undo that was cut off can be gone on with',
  async (_id, action) => {
    const { writes, wayBack } = await honestly(action);
    for (const write of severalKinds(writes)) {
      const world = await fresh(action);
      const waiting = await frozenCase(world);
      await sandbox.control('faults', refusing([write]));
      const halfDone = await approvedCase(world, waiting);
      await sandbox.control('faults', {});
      expect(statusesOf(halfDone), write.path).toContain('failed');

      const state = await undoneCase(world, halfDone);
      expect(new Set(statusesOf(state)), write.path).toEqual(new Set(['undone']));
      expect(doneByTruth(state)).toEqual(new Set([false]));
    }
    for (const write of severalKinds(wayBack)) {
      const { world, state } = await doneCase(action);
      await sandbox.control('faults', refusing([write]));
      const halfBack = await undoneCase(world, state);
      await sandbox.control('faults', {});
      expect(halfBack.outcome, write.path).toBe('incomplete');

      const back = await undoneCase(world, halfBack);
      expect(new Set(statusesOf(back)), write.path).toEqual(new Set(['undone']));
      expect(doneByTruth(back)).toEqual(new Set([false]));
    }
  },
);

function severalKinds(writes: readonly RecordedRequest[]): readonly RecordedRequest[] {
  const kinds = kindsOfWrites(writes);
  return kinds.length > 1 ? kinds : [];
}
