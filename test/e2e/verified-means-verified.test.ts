import { afterAll, beforeAll, expect, it } from 'vitest';
import { plain } from '#cards/plain-text.ts';
import { resultCard } from '#cards/result-card.ts';
import type { AnyAction } from '#providers/action.ts';
import { catalog } from '#providers/catalog.ts';
import type { RecordedRequest } from '#providers/sandbox/request-log.ts';
import type { CaseState } from '#bot/workflow/case-state.ts';
import { allChanges } from '#bot/workflow/steps.ts';
import type { World } from '#bot/workflow/world.ts';
import { approvedCase, frozenCase, sandboxWorld, undoneCase } from '#test/set-up/case-world.ts';
import { ignoring, kindsOfWrites } from '#test/set-up/ignoring.ts';
import { writesIn } from '#test/set-up/process/findings.ts';
import { type Sandbox, startSandbox } from '#test/set-up/sandbox-world.ts';

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

async function doneCase(action: AnyAction): Promise<{ readonly world: World; readonly state: CaseState }> {
  const world = await fresh(action);
  const state = await approvedCase(world, await frozenCase(world));
  expect(state.outcome, 'without faults').toBe('complete');
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
    expect(state.status).toBe('attention');
    expectNamedOnCard(state);
    const kinds = kindsOfWrites(writes);
    for (const write of kinds.length > 1 ? kinds : []) {
      const { status } = await runIgnoring(action, [write]);
      const isAsDone = JSON.stringify(company()) === JSON.stringify(after);
      expect(status, `only ${write.method} ${write.path}`).toBe(isAsDone ? 'closed' : 'attention');
    }
  },
);

it.each(catalog.filter((action) => 'rollback' in action).map((action) => [action.id, action] as const))(
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
