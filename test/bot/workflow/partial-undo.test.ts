import { describe, expect, it } from 'vitest';
import type { AnyAction } from '#providers/action.ts';
import type { CaseState } from '#bot/workflow/case/case-state.ts';
import { chooseForCase } from '#bot/workflow/acts/choose.ts';
import { decide } from '#bot/workflow/acts/decide.ts';
import { retryCase } from '#bot/workflow/acts/retry-case.ts';
import { changesOf } from '#bot/workflow/case/steps.ts';
import { askUndo } from '#bot/workflow/acts/undo.ts';
import { cupboard, fault, removeThings, type Cupboard } from '#test/set-up/cupboard.ts';
import {
  alex,
  caseId,
  current,
  goOn,
  isaiah,
  opened,
  smallWorld,
  type SmallWorld,
  confirmShown,
} from '#test/set-up/small-world.ts';

const door = { name: 'a', group: 'doors', value: 'open' };
const lamp = { name: 'lamp', group: 'lights', value: 'on' };

async function done(catalog: readonly AnyAction[]): Promise<SmallWorld> {
  const world = await smallWorld(catalog);
  await opened(world);
  const { revision } = await goOn(world);
  await chooseForCase(world, { by: alex, caseId, revision, mailbox: 'both', successor: '', off: [] });
  await goOn(world);
  for (const step of ['azure-access', 'licences'])
    await decide(world, { by: alex, caseId, step, verdict: 'approve', reason: '' });
  await goOn(world);
  return world;
}

async function undo(world: SmallWorld, step?: string): Promise<CaseState> {
  await askUndo(world, { by: alex, caseId, ...(step ? { step } : {}) });
  await confirmShown(world, alex);
  return goOn(world);
}

function statuses(state: CaseState): Record<string, string> {
  const changes = state.steps.flatMap(changesOf);
  return Object.fromEntries(changes.map(({ ref, status }) => [ref, status]));
}

function doors(box: Cupboard, more: Partial<Parameters<typeof removeThings>[1]> = {}): AnyAction {
  return removeThings(box, { id: 'test.doors', group: 'doors', ...more });
}

async function lastClosed(world: SmallWorld) {
  const entries = await world.store.readCase(caseId);
  return entries.findLast(({ phase }) => phase === 'closed');
}

/** Doors in one step, lights in another; what is refused or fails is up to the test. */
function doorsAndLights(box: Cupboard): readonly AnyAction[] {
  return [doors(box), removeThings(box, { id: 'test.lights', group: 'lights', step: 'licences' })];
}

async function undoOne(world: SmallWorld): Promise<CaseState> {
  await askUndo(world, { by: alex, caseId, ref: 'test.doors/a' });
  await confirmShown(world, alex);
  return goOn(world);
}

describe('an undo of a part', () => {
  it('leaves the case open while other work of it is open', async () => {
    const box = cupboard(door, lamp);
    box.faults.set('apply lamp', [fault('Denied')]);
    const world = await done(doorsAndLights(box));
    expect((await current(world)).status).toBe('attention');
    const state = await undo(world, 'azure-access');

    expect(statuses(state)).toEqual({ 'test.doors/a': 'undone', 'test.lights/lamp': 'failed' });
    expect(state.status).toBe('attention');
    expect(await lastClosed(world)).toBeUndefined();
  });

  it('leaves the case open when it failed, and it can be asked for again', async () => {
    const box = cupboard(door, lamp);
    box.faults.set('apply lamp', [fault('Denied')]);
    const world = await done(doorsAndLights(box));
    box.faults.set('undo a', [fault('Denied')]);

    expect((await undo(world, 'azure-access')).status).toBe('attention');
    expect(statuses(await undo(world, 'azure-access'))['test.doors/a']).toBe('undone');
  });

  it('can be gone on from: what is open is tried again, and what was put back stays', async () => {
    const box = cupboard(door, lamp);
    box.faults.set('apply lamp', [fault('Denied')]);
    const world = await done(doorsAndLights(box));
    await undo(world, 'azure-access');
    await retryCase(world, { by: alex, caseId });
    const state = await goOn(world);

    expect(statuses(state)).toEqual({ 'test.doors/a': 'undone', 'test.lights/lamp': 'verified' });
    expect(state.status).toBe('attention');
  });

  it.each([
    ['one step', (world: SmallWorld) => undo(world, 'azure-access')],
    ['one change', undoOne],
  ])('of a complete case (%s) is not called undone: the rest stays done', async (_what, undoPart) => {
    const world = await done(doorsAndLights(cupboard(door, lamp)));
    const state = await undoPart(world);

    expect(state.outcome).toBe('partly-undone');
    expect((await lastClosed(world))?.result).not.toBe('undone');
    expect((await undo(world)).outcome).toBe('undone');
  });
});

/** Doors are done, the lights were refused. */
async function refusedLights(): Promise<SmallWorld> {
  const box = cupboard(door, lamp);
  const lights = removeThings(box, { id: 'test.lights', group: 'lights', step: 'final-cleanup' });
  const world = await done([doors(box), lights]);
  await decide(world, { by: isaiah, caseId, step: 'final-cleanup', verdict: 'reject', reason: 'No.' });
  expect((await goOn(world)).status).toBe('attention');
  return world;
}

describe('an undo of a case of which a step was refused', () => {
  it('leaves it open when only a step was asked back', async () => {
    const world = await refusedLights();

    expect((await undo(world, 'azure-access')).status).toBe('attention');
  });

  it('ends it when the whole was asked back: what was never begun is not waited for', async () => {
    const world = await refusedLights();

    expect(await undo(world)).toMatchObject({ status: 'closed', outcome: 'undone' });
  });
});
