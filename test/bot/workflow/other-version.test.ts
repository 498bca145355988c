import { beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { AnyAction } from '#providers/action.ts';
import type { CaseState } from '#bot/workflow/case/case-state.ts';
import { chooseForCase } from '#bot/workflow/acts/choose.ts';
import { decide } from '#bot/workflow/acts/decide.ts';
import { createDriver } from '#bot/workflow/driver.ts';
import { changesOf } from '#bot/workflow/case/steps.ts';
import { askUndo } from '#bot/workflow/acts/undo.ts';
import { cupboard, removeThings, type Cupboard } from '#test/set-up/cupboard.ts';
import {
  alex,
  caseId,
  goOn,
  opened,
  smallWorld,
  type SmallWorld,
  confirmShown,
} from '#test/set-up/small-world.ts';

let box: Cupboard;
let doors: AnyAction;
let lights: AnyAction;
let world: SmallWorld;

beforeEach(async () => {
  box = cupboard(
    { name: 'a', group: 'doors', value: 'open' },
    { name: 'lamp', group: 'lights', value: 'on' },
  );
  doors = removeThings(box, { id: 'test.doors', group: 'doors' });
  lights = removeThings(box, { id: 'test.lights', group: 'lights', system: 'azure' });
  world = await smallWorld([doors, lights]);
});

async function approved(): Promise<void> {
  await opened(world);
  const { revision } = await goOn(world);
  await chooseForCase(world, { by: alex, caseId, revision, mailbox: 'both', successor: '', off: [] });
  await goOn(world);
  await decide(world, { by: alex, caseId, step: 'azure-access', verdict: 'approve', reason: '' });
}

function withCatalog(catalog: readonly AnyAction[]): SmallWorld {
  return { ...world, catalog };
}

/** The same action of a version whose stored changes look different. */
function stricter(action: AnyAction): AnyAction {
  return { ...action, item: z.object({ name: z.number() }) };
}

function statuses(state: CaseState): Record<string, string> {
  const changes = state.steps.flatMap(changesOf);
  return Object.fromEntries(changes.map(({ ref, status }) => [ref, status]));
}

describe('a case taken up by another version', () => {
  it('fails what that version does not know, says so, and does the rest', async () => {
    await approved();
    const state = await goOn(withCatalog([doors]));

    expect(statuses(state)).toEqual({ 'test.doors/a': 'verified', 'test.lights/lamp': 'failed' });
    expect(state.status).toBe('attention');
    expect(box.calls).not.toContain('apply lamp');
  });

  it('sends nothing that it cannot read back out of the log, and writes no intent for it', async () => {
    await approved();
    const state = await goOn(withCatalog([stricter(doors), lights]));
    const entries = await world.store.readCase(caseId);

    expect(statuses(state)).toEqual({ 'test.doors/a': 'failed', 'test.lights/lamp': 'verified' });
    expect(entries.filter(({ phase, change }) => phase === 'intent' && change === 'a')).toEqual([]);
  });

  it('ends an undo that it cannot read out of the log', async () => {
    await approved();
    await goOn(world);
    await askUndo(world, { by: alex, caseId });
    await confirmShown(world, alex);
    const state = await goOn(withCatalog([stricter(doors), lights]));

    expect(statuses(state)).toMatchObject({ 'test.doors/a': 'undo-failed', 'test.lights/lamp': 'undone' });
    expect(state.status).toBe('closed');
  });

  it('ends an undo of an action that it does not have', async () => {
    await approved();
    await goOn(world);
    await askUndo(world, { by: alex, caseId });
    await confirmShown(world, alex);
    const state = await goOn(withCatalog([lights]));

    expect(statuses(state)).toMatchObject({ 'test.doors/a': 'undo-failed', 'test.lights/lamp': 'undone' });
  });
});

describe('an action with a fault of its own', () => {
  const twice: Partial<AnyAction> = {
    plan: (found) => found.map((from) => ({ kind: 'change', key: 'same', what: 'Again', from, to: null })),
  };

  it('stops the plan with a word, not the case without one', async () => {
    box.things.set('b', { name: 'b', group: 'doors', value: 'open' });
    world = withCatalog([{ ...doors, ...twice }, lights]);
    await opened(world);
    const state = await goOn(world);

    expect(state.status).toBe('unreadable');
    expect(state.unreadable).toMatchObject([{ operation: 'test.doors', code: 'internal' }]);
  });

  it('is named by the closing sweep', async () => {
    await approved();
    const plan = doors.plan.bind(doors);
    const broken: AnyAction = {
      ...doors,
      plan: (found, context) => {
        if (box.things.size === 0) throw new Error('the plan is broken');
        return plan(found, context);
      },
      verify: async ({ key }) => !box.things.has(key),
    };
    const state = await goOn(withCatalog([broken, lights]));

    expect(state.status).toBe('attention');
    expect(state.sweep?.unreadable).toMatchObject([{ system: 'entra', why: 'internal: the plan is broken' }]);
  });

  it('does not fill the log by being tried again every minute', async () => {
    await approved();
    const cases = {
      ...world.cases,
      read: world.cases.read.bind(world.cases),
      record: world.cases.record.bind(world.cases),
    };
    const faulty = {
      ...world,
      cases,
      approvals: new Proxy(world.approvals, {
        get(target, key) {
          if (key === 'runWindowHours' && faultyNow) throw new Error('a fault nobody thought of');
          return Reflect.get(target, key) as unknown;
        },
      }),
    };
    let faultyNow = false;
    const taking = world.cases.record.bind(world.cases);
    cases.record = async (...args: Parameters<typeof taking>) => {
      const state = await taking(...args);
      faultyNow = true;
      return state;
    };
    cases.read = async (...args: Parameters<typeof reading>) => {
      const state = await reading(...args);
      if (state?.hold === undefined || state.hold.until < world.clock.now().toISOString()) faultyNow = false;
      return state;
    };
    const reading = world.cases.read.bind(world.cases);
    const before = (await world.store.readCase(caseId)).length;
    const driver = createDriver(faulty);
    const began = world.clock.now().getTime();
    driver.start();
    while (world.clock.now().getTime() - began < 24 * 3_600_000)
      await new Promise((resolve) => setImmediate(resolve));
    await driver.stop();
    const after = (await world.store.readCase(caseId)).length;

    expect(after - before).toBeGreaterThan(1);
    expect(after - before).toBeLessThan(40);
  });
});
