import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { cancelCase } from '#bot/workflow/acts/cancel-case.ts';
import { openCase } from '#bot/workflow/acts/open-case.ts';
import { askUndo, confirmUndo, declineUndo } from '#bot/workflow/acts/undo.ts';
import type { CaseState } from '#bot/workflow/case/case-state.ts';
import { findCases } from '#bot/workflow/case/find-cases.ts';
import { createDriver } from '#bot/workflow/driver.ts';
import { refusalWords } from '#cards/refusals.ts';
import { approvedCase, frozenCase, sandboxWorld } from '#test/set-up/case-world.ts';
import { type Sandbox, startSandbox } from '#test/set-up/sandbox-world.ts';
import { alex, isaiah, type SmallWorld } from '#test/set-up/small-world.ts';

let sandbox: Sandbox;
let world: SmallWorld;
let ended: CaseState;

beforeAll(async () => {
  sandbox = await startSandbox();
});
afterAll(() => sandbox.stop());
beforeEach(async () => {
  await sandbox.control('reset');
  world = await sandboxWorld(sandbox);
  ended = await approvedCase(world, await frozenCase(world, 'jdoe'));
});

const ask = (by = alex) => askUndo(world, { by, caseId: ended.caseId });
const offboard = () => openCase(world, { by: isaiah, query: 'jdoe', dryRun: false });

async function hashAsked(): Promise<string> {
  return (await world.cases.read(ended.caseId))?.undo?.hash ?? '';
}

async function lastOf(caseId: string) {
  return (await world.store.readCase(caseId)).at(-1);
}

describe('a question whether to undo a closed case that nobody has answered', () => {
  it('does not keep a new case from being opened, which withdraws it and says so in the log', async () => {
    await ask();
    const answer = await offboard();

    expect(answer).toMatchObject({ ok: true, value: { kind: 'opened' } });
    expect(await lastOf(ended.caseId)).toMatchObject({
      phase: 'undo-declined',
      actor: { id: isaiah.id },
      reason: 'A new case was opened.',
    });
    expect(await world.cases.read(ended.caseId)).toMatchObject({ status: 'closed', outcome: 'complete' });
  });

  it('that is confirmed keeps a new case from being opened until the undo has ended', async () => {
    await ask();
    await confirmUndo(world, { by: alex, caseId: ended.caseId, hash: await hashAsked() });

    expect(await offboard()).toMatchObject({
      refusal: { code: 'already-open', facts: { case: ended.caseId } },
    });
  });

  it('ends as one of the two, whoever is first, when it is confirmed while a new case is opened', async () => {
    await ask();
    const hash = await hashAsked();
    const [yes, opened] = await Promise.all([
      confirmUndo(world, { by: alex, caseId: ended.caseId, hash }),
      offboard(),
    ]);

    expect(yes.ok).toBe(!opened.ok);
  });

  it('can no longer be confirmed while a new case is at work', async () => {
    await ask();
    const hash = await hashAsked();
    await offboard();

    expect((await confirmUndo(world, { by: alex, caseId: ended.caseId, hash })).ok).toBe(false);
  });

  it('is found among what waits, also after the bot has looked at the case again, until it is answered', async () => {
    await ask();
    const driver = createDriver(world);
    driver.wake(ended.caseId);
    await driver.stop();
    const waiting = await findCases(world, { by: isaiah });
    expect(waiting).toMatchObject({ ok: true, value: [{ caseId: ended.caseId, status: 'undo-asked' }] });
    await declineUndo(world, { by: isaiah, caseId: ended.caseId });

    expect(await findCases(world, { by: isaiah })).toMatchObject({ ok: true, value: [] });
  });

  it('is not replaced by another one: who asks is told who asked, when, and what to do', async () => {
    await ask();
    const again = await ask(isaiah);
    const words = again.ok ? null : refusalWords(again.refusal);

    expect(again).toMatchObject({ ok: false, refusal: { code: 'undo-pending' } });
    expect(words?.text).toMatch(/Alex Wilber asked on .* UTC to undo/);
    expect(words?.next).toContain('/cancel');
    expect((await world.cases.read(ended.caseId))?.undo?.askedBy.id).toBe(alex.id);
  });

  it('is not a case that can be canceled: who tries is told that an undo is asked', async () => {
    await ask();

    expect(await cancelCase(world, { by: alex, caseId: ended.caseId })).toMatchObject({
      refusal: { code: 'undo-pending', facts: { who: alex.name } },
    });
  });
});

describe('an undo of a case that is not at rest', () => {
  it('is refused with whom the case waits for, and with what to do', async () => {
    await sandbox.control('reset');
    world = await sandboxWorld(sandbox);
    const { caseId } = await frozenCase(world, 'jdoe');
    const answer = await askUndo(world, { by: alex, caseId });
    const words = answer.ok ? null : refusalWords(answer.refusal);

    expect(answer).toMatchObject({ refusal: { code: 'undo-while-open' } });
    expect(words?.text).toContain('Megan Bowen');
    expect(words?.next).toContain('/cancel');
  });
});
