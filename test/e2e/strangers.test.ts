import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { approvalCard } from '#cards/approval-card.ts';
import { plain } from '#cards/plain-text.ts';
import { resultCard } from '#cards/result-card.ts';
import { action, type AnyAction } from '#providers/action.ts';
import { catalog } from '#providers/catalog.ts';
import { disableDevices } from '#providers/entra/disable-devices.ts';
import { removeConsents } from '#providers/entra/remove-consents.ts';
import type { RecordedRequest } from '#providers/sandbox/request-log.ts';
import type { CaseState } from '#bot/workflow/case/case-state.ts';
import { allChanges, changesOf, locate } from '#bot/workflow/case/steps.ts';
import type { World } from '#bot/workflow/world.ts';
import {
  approvedCase,
  driveUntilQuiet,
  frozenCase,
  sandboxWorld,
  undoneCase,
} from '#test/set-up/case-world.ts';
import { writesIn } from '#test/set-up/process/findings.ts';
import { type Sandbox, startSandbox } from '#test/set-up/sandbox-world.ts';
import { strangers } from '#test/set-up/strangers/strangers.ts';

let sandbox: Sandbox;

beforeAll(async () => {
  sandbox = await startSandbox();
});
afterAll(() => sandbox.stop());
beforeEach(() => sandbox.control('reset'));

/** John Doe's case with this action at work, beside one of another step. */
async function worldOf(action: AnyAction): Promise<World> {
  return { ...(await sandboxWorld(sandbox)), catalog: [action, bystanderOf(action)] };
}

function bystanderOf({ id }: AnyAction): AnyAction {
  return id === disableDevices.id ? action(removeConsents) : action(disableDevices);
}

function statusesOf(state: CaseState, { id }: AnyAction): readonly string[] {
  return locate(state)
    .filter((one) => one.action.action === id)
    .map(({ change }) => change.status);
}

async function writes(): Promise<readonly RecordedRequest[]> {
  return writesIn((await sandbox.control('requests')) as readonly RecordedRequest[]);
}

function shown(text: string): string {
  return JSON.stringify(plain(text)).slice(1, -1);
}

it('every action of the catalogue has strangers of its own', () => {
  expect(Object.keys(strangers).toSorted()).toEqual(catalog.map(({ id }) => id).toSorted());
});

const meanwhile = catalog.flatMap((one) =>
  Object.entries(strangers[one.id]?.meanwhile ?? {}).map(
    ([what, deed]) => [one.id, what, one, deed] as const,
  ),
);

describe('between approval and run', () => {
  it.each(meanwhile)(
    '%s: when %s, the step stops, shows the difference and asks again; the other step goes on',
    async (_id, _what, one, deed) => {
      const world = await worldOf(one);
      const waiting = await frozenCase(world);
      deed(sandbox.company());
      const state = await approvedCase(world, waiting);
      const step = state.steps.find((found) => found.step === one.step)!;
      const differences = [...(step.drift?.added ?? []), ...(step.drift?.gone ?? [])];

      expect(differences).not.toEqual([]);
      expect(new Set(statusesOf(state, bystanderOf(one)))).toEqual(new Set(['verified']));
      expect(new Set([...statusesOf(state, one), 'waiting'])).toEqual(new Set(['waiting']));
      const asksAgain = changesOf(step).length > 0;
      expect(step.approval.status).toBe(asksAgain ? 'asked' : 'none');
      const card = JSON.stringify(approvalCard(state, one.step));
      for (const what of asksAgain ? differences : []) expect(card).toContain(shown(what));

      expect((await approvedCase(world, state)).outcome).toBe('complete');
    },
  );
});

const first = catalog.flatMap((one) =>
  Object.entries(strangers[one.id]?.first ?? {}).map(([what, deed]) => [one.id, what, one, deed] as const),
);

describe('between the last look and the call', () => {
  it.each(first)('%s: when %s, it is done, not failed', async (_id, _what, one, deed) => {
    const world = await worldOf({
      ...one,
      async apply(change, context) {
        deed(sandbox.company(), change);
        await one.apply(change, context);
      },
    });
    const state = await approvedCase(world, await frozenCase(world));

    expect(
      new Set(allChanges(state).map(({ status, error }) => `${status} ${error?.message ?? ''}`)),
    ).toEqual(new Set(['verified ']));
    expect(state.outcome).toBe('complete');
  });
});

const since = catalog.flatMap((one) => {
  const deed = strangers[one.id]?.since;
  return deed ? [[one.id, one, deed] as const] : [];
});

describe('an undo of what somebody else has changed since', () => {
  it.each(since)('%s: leaves it alone and says so, and puts the rest back', async (_id, one, deed) => {
    const world = await worldOf(one);
    const done = await approvedCase(world, await frozenCase(world));
    deed(sandbox.company());
    const [before, sent] = [structuredClone(sandbox.company()), (await writes()).length];
    const state = await undoneCase(world, done, { step: one.step });
    const left = locate(state).filter(({ change }) => change.status === 'undo-skipped');

    expect(left).toHaveLength(1);
    expect(new Set(statusesOf(state, one))).toEqual(
      statusesOf(state, one).length > 1 ? new Set(['undone', 'undo-skipped']) : new Set(['undo-skipped']),
    );
    for (const { change } of left)
      expect(JSON.stringify(resultCard(state))).toContain(shown(change.change.what));
    expect((await writes()).length > sent).toBe(statusesOf(state, one).includes('undone'));
    expect(sandbox.company()).toEqual(statusesOf(state, one).includes('undone') ? expect.anything() : before);
  });
});

describe('a person who is deleted between approval and run', () => {
  it('is not touched any more; the case says so, and goes on when the person is restored', async () => {
    const world = await sandboxWorld(sandbox);
    const waiting = await frozenCase(world);
    const { graph } = sandbox.company();
    const users = graph.users;
    graph.users = users.filter(({ id }) => id !== waiting.leaver.id);
    const state = await approvedCase(world, waiting);

    expect(await writes()).toEqual([]);
    expect(state.heldUp).toMatchObject({ error: { code: 'Request_ResourceNotFound' } });

    sandbox.company().graph.users = users;
    world.clock.advance(900_000);
    expect((await driveUntilQuiet(world, state.caseId)).outcome).toBe('complete');
  });
});
