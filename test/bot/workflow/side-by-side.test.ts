import { setImmediate } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { chooseForCase } from '#bot/workflow/acts/choose.ts';
import { decide } from '#bot/workflow/acts/decide.ts';
import { sideBySide } from '#bot/workflow/run/side-by-side.ts';
import type { AnyAction } from '#providers/action.ts';
import { removeLicences } from '#providers/entra/remove-licences.ts';
import { cupboard, removeThings, type Cupboard } from '#test/set-up/cupboard.ts';
import {
  alex,
  caseId,
  current,
  goOn,
  opened,
  smallWorld,
  type SmallWorld,
} from '#test/set-up/small-world.ts';

const names = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i'];

function doors(): Cupboard {
  return cupboard(...names.map((name) => ({ name, group: 'doors', value: 'open' })));
}

/** The same action, which keeps every call waiting for a while, and counts how many are under way. */
function slowed(action: AnyAction): { readonly action: AnyAction; readonly most: () => number } {
  let underWay = 0;
  let most = 0;
  const slow: AnyAction = Object.assign(Object.create(action), {
    apply: async (...[change, context]: Parameters<AnyAction['apply']>) => {
      underWay += 1;
      most = Math.max(most, underWay);
      for (let turn = 0; turn < 20; turn++) await setImmediate();
      await action.apply(change, context);
      underWay -= 1;
    },
  });
  return { action: slow, most: () => most };
}

async function approved(...catalog: readonly AnyAction[]): Promise<SmallWorld> {
  const world = await smallWorld(catalog);
  await opened(world);
  const { revision } = await goOn(world);
  await chooseForCase(world, { by: alex, caseId, revision, mailbox: 'both', successor: '', off: [] });
  await goOn(world);
  await decide(world, { by: alex, caseId, step: 'azure-access', verdict: 'approve', reason: '' });
  return world;
}

describe('the changes of one action', () => {
  it('go side by side, not more than the system bears, each with its intent before it', async () => {
    const box = doors();
    const { action, most } = slowed(removeThings(box, { id: 'test.doors', group: 'doors' }));
    const world = await approved(action);
    const state = await goOn(world);
    const entries = await world.store.readCase(caseId);

    expect(most()).toBe(4);
    expect(state.outcome).toBe('complete');
    for (const phase of ['intent', 'outcome']) {
      const changes = entries.filter((entry) => entry.phase === phase).map(({ change }) => String(change));
      expect(changes.toSorted()).toEqual(names);
    }
  });

  it('are never sent before their own intent is in the log', async () => {
    const box = doors();
    const action = removeThings(box, { id: 'test.doors', group: 'doors' });
    const early: string[] = [];
    const watched: AnyAction = Object.assign(Object.create(action), {
      apply: async (...[change, context]: Parameters<AnyAction['apply']>) => {
        const entries = await world.store.readCase(caseId);
        const intended = entries.some((entry) => entry.phase === 'intent' && entry.change === change.key);
        if (!intended) early.push(change.key);
        await action.apply(change, context);
      },
    });
    const world = await approved(watched);
    await goOn(world);

    expect(box.things.size).toBe(0);
    expect(early).toEqual([]);
  });

  it('go one by one where they alter the same thing, as the licences of a person do', async () => {
    const { action, most } = slowed(
      removeThings(doors(), { id: 'test.doors', group: 'doors', oneByOne: true }),
    );
    await goOn(await approved(action));

    expect(most()).toBe(1);
    expect(removeLicences.oneByOne).toBe(true);
  });

  it('that become ready later do not wait for the others', async () => {
    const box = cupboard(
      { name: 'a', group: 'doors', value: 'open' },
      { name: 'b', group: 'doors', value: 'open' },
      { name: 'lamp', group: 'lights', value: 'on' },
    );
    const lights = removeThings(box, { id: 'test.lights', group: 'lights', system: 'azure' });
    const plain = removeThings(box, { id: 'test.doors', group: 'doors' });
    const order: string[] = [];
    const doorsAction: AnyAction = Object.assign(Object.create(plain), {
      plan: (...[found, context]: Parameters<AnyAction['plan']>) =>
        plain.plan(found, context).map((one) => {
          return one.key === 'b' ? Object.assign(one, { after: ['test.lights'] }) : one;
        }),
      apply: async (...[change, context]: Parameters<AnyAction['apply']>) => {
        for (let turn = 0; turn < 200 && change.key === 'a' && !order.includes('b'); turn++)
          await setImmediate();
        order.push(change.key);
        await plain.apply(change, context);
      },
    });
    const state = await goOn(await approved(doorsAction, lights));

    expect(order).toEqual(['b', 'a']);
    expect(state.outcome).toBe('complete');
  });
});

describe('a person who may be protected by now', () => {
  it('is looked up beside the first looks, and nothing is written or sent before the answer', async () => {
    const box = doors();
    const world = await approved(removeThings(box, { id: 'test.doors', group: 'doors' }));
    const before = box.calls.length;
    const answer = Promise.withResolvers<{ readonly reasons: readonly string[] }>();
    const work = goOn({ ...world, protection: () => answer.promise });
    for (let turn = 0; turn < 50; turn++) await setImmediate();

    expect(box.calls.slice(before)).toEqual(['read doors']);
    expect((await world.store.readCase(caseId)).at(-1)?.phase).toBe('taken');
    answer.resolve({ reasons: [] });
    await work;
    expect((await current(world)).outcome).toBe('complete');
  });
});

describe('working side by side', () => {
  it('begins nothing after a fault, and ends when what is under way has ended', async () => {
    const events: string[] = [];
    const work = sideBySide(names, 2, async (name) => {
      events.push(`begin ${name}`);
      if (name === 'a') throw new Error('the log is full');
      for (let turn = 0; turn < 5; turn++) await setImmediate();
      events.push(`end ${name}`);
    });

    await expect(work).rejects.toThrow('the log is full');
    expect(events).toEqual(['begin a', 'begin b', 'end b']);
  });

  it('gives the results in the order of the items, whatever ends first', async () => {
    const slowFirst = async (item: number): Promise<number> => {
      for (let turn = item; turn < 4; turn++) await setImmediate();
      return item * 10;
    };

    expect(await sideBySide([1, 2, 3], 3, slowFirst)).toEqual([10, 20, 30]);
    expect(await sideBySide([], 3, slowFirst)).toEqual([]);
  });
});
