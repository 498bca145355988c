import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { CaseState } from '#bot/workflow/case/case-state.ts';
import { openCase } from '#bot/workflow/acts/open-case.ts';
import { changesOf } from '#bot/workflow/case/steps.ts';
import { graphPath } from '#providers/entra/graph-path.ts';
import {
  approvedCase,
  driveUntilQuiet,
  frozenCase,
  plannedCase,
  sandboxWorld,
  undoneCase,
} from '#test/set-up/case-world.ts';
import { type Sandbox, startSandbox } from '#test/set-up/sandbox-world.ts';
import { alex, isaiah, type SmallWorld } from '#test/set-up/small-world.ts';

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

function report(state: CaseState): string[] {
  return state.steps
    .flatMap(changesOf)
    .map(({ ref, status, error, reason }) => `${status} ${ref} ${error?.message ?? reason ?? ''}`);
}

describe('the whole case of John Doe', () => {
  it('plans something in every step, and touches nothing yet', async () => {
    const before = await sandbox.control('state');
    const state = await plannedCase(world, 'jdoe');

    expect(state.status, JSON.stringify(state.unreadable)).toBe('choosing');
    expect(state.steps.filter((step) => changesOf(step).length === 0).map(({ step }) => step)).toEqual([]);
    expect(await sandbox.control('state')).toEqual(before);
  });

  it('ends complete: everything chosen is read back', async () => {
    const state = await approvedCase(world, await frozenCase(world, 'jdoe'));

    expect(report(state).filter((line) => !line.startsWith('verified'))).toEqual([]);
    expect(state.outcome).toBe('complete');
    expect(state.sweep?.unreadable).toEqual([]);
  });

  it('is not stopped by a new password, which ends sessions as well', async () => {
    const waiting = await frozenCase(world, 'jdoe');
    await world.systems.graph.post(graphPath`/users/${waiting.leaver.id}/revokeSignInSessions`);
    const state = await approvedCase(world, waiting);
    const entries = await world.store.readCase(state.caseId);

    expect(entries.filter(({ phase }) => phase === 'drifted')).toEqual([]);
    expect(state.outcome).toBe('complete');
  });

  it('undoes what has a way back, and says what has not', async () => {
    const state = await undoneCase(world, await approvedCase(world, await frozenCase(world, 'jdoe')));

    expect(report(state).filter((line) => !line.startsWith('undone'))).toEqual([
      expect.stringContaining('verified entra.revoke-sessions'),
    ]);
    expect(state.outcome).toBe('undone');
  });

  it('goes to its end while a third of all calls fail', async () => {
    const waiting = await frozenCase(world, 'jdoe');
    await sandbox.control('faults', { rate: 0.33, statuses: [429, 500, 503], retryAfterSeconds: 0, seed: 7 });
    const state = await approvedCase(world, waiting);
    await sandbox.control('faults', {});

    expect(['closed', 'attention']).toContain(state.status);
    expect(state.steps.flatMap(changesOf).filter(({ status }) => status === 'intended')).toEqual([]);
  });
});

describe('everybody else at Contoso', () => {
  it.each(["zoe.o'neil", 'joni.sherman@contoso.com', 'diegos', 'henrietta.mueller@contoso.com'])(
    '%s can be offboarded to the end',
    async (query) => {
      const state = await approvedCase(world, await frozenCase(world, query));

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
    const { caseId } = await plannedCase(world, 'jdoe');

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
