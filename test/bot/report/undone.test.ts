import { beforeEach, describe, expect, it } from 'vitest';
import { tallyOf, tallyWords } from '#bot/report/change-tally.ts';
import { type Evidence, evidenceOf } from '#bot/report/evidence.ts';
import { whyExceptional } from '#bot/report/why-exceptional.ts';
import { cancelCase } from '#bot/workflow/acts/cancel-case.ts';
import { chooseForCase } from '#bot/workflow/acts/choose.ts';
import { askUndo } from '#bot/workflow/acts/undo.ts';
import { cupboard, removeThings } from '#test/set-up/cupboard.ts';
import {
  alex,
  approveShown,
  caseId,
  confirmShown,
  current,
  goOn,
  isaiah,
  opened,
  smallWorld,
  type SmallWorld,
} from '#test/set-up/small-world.ts';

let world: SmallWorld;

beforeEach(async () => {
  const box = cupboard(
    { name: 'accountEnabled', group: 'door', value: 'open' },
    { name: 'sales', group: 'groups', value: 'member' },
    { name: 'wipe', group: 'final', value: 'there' },
  );
  world = await smallWorld([
    removeThings(box, { id: 'entra.block-sign-in', group: 'door' }),
    removeThings(box, {
      id: 'ad.remove-from-groups',
      group: 'groups',
      step: 'group-memberships',
      system: 'active-directory',
    }),
    removeThings(box, {
      id: 'test.wipe',
      group: 'final',
      step: 'final-cleanup',
      irreversible: 'It is gone.',
    }),
  ]);
});

async function evidence(): Promise<Evidence> {
  const asOf = world.clock.now().toISOString();
  return evidenceOf(await world.store.readCase(caseId), { targetMinutes: 240, asOf });
}

async function frozen(): Promise<void> {
  await opened(world);
  const { revision } = await goOn(world);
  await chooseForCase(world, { by: alex, caseId, revision, mailbox: 'both', successor: '', off: [] });
  await goOn(world);
}

async function approved(): Promise<void> {
  await frozen();
  await approveShown(world, alex, { caseId, step: 'azure-access' });
  await approveShown(world, alex, { caseId, step: 'group-memberships' });
  await approveShown(world, isaiah, { caseId, step: 'final-cleanup' });
}

async function undone(): Promise<void> {
  await askUndo(world, { by: alex, caseId });
  await confirmShown(world, alex, caseId);
  await goOn(world);
}

describe('the evidence of a case that was canceled or undone', () => {
  it('tells that a door was opened again by an undo, and by whom', async () => {
    await approved();
    await goOn(world);
    await askUndo(world, { by: alex, caseId });
    await confirmShown(world, alex, caseId);
    await goOn(world);
    const { accessEnd, changes, deviations } = await evidence();

    expect(accessEnd).toMatchObject({ kept: 'met', reopened: true });
    const door = changes.find(({ action }) => action === 'entra.block-sign-in')!;
    expect(door).toMatchObject({
      status: 'undone',
      undo: { askedBy: { name: 'Alex Wilber' }, result: 'undone' },
    });
    expect(deviations.map(({ phase }) => phase)).toEqual(['undo-asked', 'undo-confirmed']);
  });

  it('keeps what was read back before an undo, and says what was put back afterwards', async () => {
    await approved();
    await goOn(world);
    const before = await evidence();
    await askUndo(world, { by: alex, caseId });
    await confirmShown(world, alex, caseId);
    await goOn(world);
    const after = await evidence();

    expect(before.putBack).toBeNull();
    expect(after.allDoneAt).toBe(before.allDoneAt);
    expect(after.putBack).toMatchObject({ changes: 2 });
    expect(after.putBack!.at > after.allDoneAt!).toBe(true);
  });

  it('names who approved a change that is not sent yet, while that yes counts for its step', async () => {
    await approved();
    const { changes } = await evidence();
    const unsent = changes.map(({ sentAt, step, yes }) => [sentAt, step, yes?.by.name]);

    expect(unsent).toEqual([
      [null, 'group-memberships', 'Alex Wilber'],
      [null, 'azure-access', 'Alex Wilber'],
      [null, 'final-cleanup', 'Isaiah Langer'],
    ]);
    const state = await current(world);
    for (const { step, yes } of changes)
      expect(yes!.hash).toBe(state.steps.find((one) => one.step === step)!.hash);
  });

  it('is told of as an exception when it was canceled after changes were begun, and sign-in is not blocked', async () => {
    await frozen();
    await approveShown(world, alex, { caseId, step: 'group-memberships' });
    await goOn(world);
    await cancelCase(world, { by: alex, caseId });
    await goOn(world);
    const canceled = await evidence();

    expect(canceled.outcome).toBe('canceled');
    expect(tallyWords(tallyOf(canceled))).toBe('3 changes planned: 1 read back, 2 not made');
    const door = canceled.changes.find(({ action }) => action === 'entra.block-sign-in')!;
    expect(whyExceptional(canceled)).toEqual([`Canceled after changes were begun, without: ${door.what}.`]);
  });

  it('is no exception when it was canceled before anything was begun', async () => {
    await frozen();
    await cancelCase(world, { by: alex, caseId });
    await goOn(world);

    expect(whyExceptional(await evidence())).toEqual([]);
  });

  it('is told of as an exception when it was undone, and its changes add up', async () => {
    await approved();
    await goOn(world);
    await undone();
    const after = await evidence();

    expect(tallyWords(tallyOf(after))).toBe('3 changes planned: 1 read back, 2 put back');
    expect(whyExceptional(after)).toContain(
      '2 changes put back by an undo, as much as could be: the person may have access.',
    );
  });
});
