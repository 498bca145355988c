import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { CaseState } from '#bot/workflow/case-state.ts';
import { chooseForCase } from '#bot/workflow/choose.ts';
import { decide } from '#bot/workflow/decide.ts';
import { openCase } from '#bot/workflow/open-case.ts';
import { changesOf, chosenSteps } from '#bot/workflow/steps.ts';
import { graphPath } from '#providers/entra/graph-path.ts';
import { askUndo } from '#bot/workflow/undo.ts';
import { driveUntilQuiet, sandboxWorld } from '#test/set-up/case-world.ts';
import { type Sandbox, startSandbox } from '#test/set-up/sandbox-world.ts';
import { alex, isaiah, megan, type SmallWorld, confirmShown } from '#test/set-up/small-world.ts';

let sandbox: Sandbox;
let world: SmallWorld;

beforeAll(async () => {
  sandbox = await startSandbox();
});
afterAll(() => sandbox.stop());
beforeEach(async () => {
  await sandbox.control('reset');
  await sandbox.control('faults', {});
  world = await sandboxWorld(sandbox);
});

async function opened(query: string): Promise<CaseState> {
  const answer = await openCase(world, { by: alex, query, dryRun: false });
  if (!answer.ok || answer.value.kind !== 'opened') throw new Error(JSON.stringify(answer));
  return driveUntilQuiet(world, answer.value.state.caseId);
}

async function frozen(query: string): Promise<CaseState> {
  const { caseId, revision } = await opened(query);
  await chooseForCase(world, { by: alex, caseId, revision, mailbox: 'both', successor: '', off: [] });
  return driveUntilQuiet(world, caseId);
}

async function approvedByAll(state: CaseState): Promise<CaseState> {
  for (const { step, approval } of chosenSteps(state)) {
    const by = { manager: megan, operator: alex, 'second-operator': isaiah }[approval.policy ?? 'operator'];
    const answer = await decide(world, { by, caseId: state.caseId, step, verdict: 'approve', reason: '' });
    expect(answer, step).toMatchObject({ ok: true });
  }
  return driveUntilQuiet(world, state.caseId);
}

function report(state: CaseState): string[] {
  return state.steps
    .flatMap(changesOf)
    .map(({ ref, status, error, reason }) => `${status} ${ref} ${error?.message ?? reason ?? ''}`);
}

describe('the whole case of John Doe', () => {
  it('plans something in every step, and touches nothing yet', async () => {
    const before = await sandbox.control('state');
    const state = await opened('jdoe');

    expect(state.status, JSON.stringify(state.unreadable)).toBe('choosing');
    expect(state.steps.filter((step) => changesOf(step).length === 0).map(({ step }) => step)).toEqual([]);
    expect(await sandbox.control('state')).toEqual(before);
  });

  it('ends complete: everything chosen is read back', async () => {
    const state = await approvedByAll(await frozen('jdoe'));

    expect(report(state).filter((line) => !line.startsWith('verified'))).toEqual([]);
    expect(state.outcome).toBe('complete');
    expect(state.sweep?.unreadable).toEqual([]);
  });

  it('is not stopped by a new password, which ends sessions as well', async () => {
    const waiting = await frozen('jdoe');
    await world.systems.graph.post(graphPath`/users/${waiting.leaver.id}/revokeSignInSessions`);
    const state = await approvedByAll(waiting);
    const entries = await world.store.readCase(state.caseId);

    expect(entries.filter(({ phase }) => phase === 'drifted')).toEqual([]);
    expect(state.outcome).toBe('complete');
  });

  it('undoes what has a way back, and says what has not', async () => {
    const done = await approvedByAll(await frozen('jdoe'));
    await askUndo(world, { by: alex, caseId: done.caseId });
    await confirmShown(world, alex, done.caseId);
    const state = await driveUntilQuiet(world, done.caseId);

    expect(report(state).filter((line) => !line.startsWith('undone'))).toEqual([
      expect.stringContaining('verified entra.revoke-sessions'),
    ]);
    expect(state.outcome).toBe('undone');
  });

  it('goes to its end while a third of all calls fail', async () => {
    const waiting = await frozen('jdoe');
    await sandbox.control('faults', { rate: 0.33, statuses: [429, 500, 503], retryAfterSeconds: 0, seed: 7 });
    const state = await approvedByAll(waiting);
    await sandbox.control('faults', {});

    expect(['closed', 'attention']).toContain(state.status);
    expect(state.steps.flatMap(changesOf).filter(({ status }) => status === 'intended')).toEqual([]);
  });
});

describe('everybody else at Contoso', () => {
  it.each(["zoe.o'neil", 'joni.sherman@contoso.com', 'diegos', 'henrietta.mueller@contoso.com'])(
    '%s can be offboarded to the end',
    async (query) => {
      const state = await approvedByAll(await frozen(query));

      expect(report(state).filter((line) => !line.startsWith('verified'))).toEqual([]);
      expect(state.outcome).toBe('complete');
    },
  );

  it.each([
    ['nobody.at.all', 'not-found'],
    ['*)(objectClass=*', 'not-found'],
    ["' or 1 eq 1 or '", 'not-found'],
    ['', 'empty-query'],
    ['x'.repeat(10_000), 'too-long'],
    ['alexw', 'oneself'],
    ['gradya', 'protected'],
    ['lynne.robbins@contoso.com', 'protected'],
    ['breakglass@contoso.com', 'protected'],
  ])('%s is refused', async (query, code) => {
    expect(await openCase(world, { by: alex, query, dryRun: false })).toMatchObject({
      ok: false,
      refusal: { code },
    });
  });

  it('two people of one name are offered to choose from', async () => {
    const answer = await openCase(world, { by: alex, query: 'Chris Green', dryRun: false });

    expect(answer).toMatchObject({ ok: true, value: { kind: 'choose' } });
    if (answer.ok && answer.value.kind === 'choose') expect(answer.value.candidates).toHaveLength(2);
  });

  it('a second open case for one person is refused and names the first', async () => {
    const { caseId } = await opened('jdoe');

    expect(await openCase(world, { by: isaiah, query: 'John Doe', dryRun: false })).toMatchObject({
      refusal: { code: 'already-open', facts: { case: caseId } },
    });
  });

  it('two operators who open the case at the same moment get one case', async () => {
    const answers = await Promise.all(
      [alex, isaiah].map((by) => openCase(world, { by, query: 'jdoe', dryRun: false })),
    );

    expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
  });

  it('a system that cannot be read stops the plan with its own code and request id', async () => {
    await sandbox.control('faults', { rate: 1, statuses: [403], match: 'roleAssignments' });
    const answer = await openCase(world, { by: alex, query: 'jdoe', dryRun: false });
    const state =
      answer.ok && answer.value.kind === 'opened'
        ? await driveUntilQuiet(world, answer.value.state.caseId)
        : null;
    const seen = state ? state.unreadable[0] : answer.ok ? null : answer.refusal.facts;

    expect(seen).toMatchObject({ requestId: expect.stringMatching(/.+/) });
    expect(state?.status ?? 'refused').toMatch(/unreadable|refused/);
  });
});
