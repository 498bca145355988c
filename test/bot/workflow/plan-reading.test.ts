import { beforeEach, describe, expect, it } from 'vitest';
import { takeHold } from '#bot/workflow/hold/hold.ts';
import { makePlan } from '#bot/workflow/plan/make-plan.ts';
import { actionOf, contextOf, readSystems } from '#bot/workflow/plan/read-systems.ts';
import { sha256 } from '#storage/seal.ts';
import { openDocument } from '#storage/sealed-document.ts';
import { type Cupboard, cupboard, fault, removeThings } from '#test/set-up/cupboard.ts';
import { actionAt, caseAt, changeAt, stepAt } from '#test/set-up/case-at.ts';
import { event } from '#bot/workflow/case/event.ts';
import { alex, caseId, current, johnDoe } from '#test/set-up/small-world.ts';
import { type ActStage, actStage, choice } from './act-stage.ts';

const door = { name: 'a', group: 'doors', value: 'open' };
let box: Cupboard;
let world: ActStage;

beforeEach(async () => {
  box = cupboard(door);
  const doors = removeThings(box, { id: 'test.doors', group: 'doors' });
  const letters = removeThings(box, { id: 'test.letters', group: 'letters', step: 'mailbox' });
  world = { ...(await actStage()), catalog: [doors, letters] };
});

async function planned() {
  const hold = await takeHold(world, caseId, new AbortController().signal);
  const state = await current(world);
  if (!hold) throw new Error('not held');
  await makePlan(world, hold, state);
  return world.store.readCase(caseId, state.head.seq);
}

describe('making a plan', () => {
  it('writes what was found, with its number, and archives nothing before the operator has chosen', async () => {
    await world.at();
    const [entry, ...more] = await planned();

    expect(entry).toMatchObject({ phase: 'planned', actor: { name: 'Alex Wilber' }, data: { revision: 1 } });
    expect(more).toEqual([]);
    expect(
      (await current(world)).steps.flatMap(({ actions }) => actions.map(({ action }) => action)),
    ).toEqual(['test.letters', 'test.doors']);
  });

  it('keeps all that the person held, by its hash, before a settled plan', async () => {
    await world.at(choice);
    const [archived, plan] = await planned();
    const { document, hash } = archived!.data as { document: string; hash: string };
    const kept = await world.store.readDocument(document);

    expect(archived).toMatchObject({ phase: 'archived', actor: { name: 'Alex Wilber' } });
    expect(plan).toMatchObject({ phase: 'planned', data: { revision: 1 } });
    expect(kept?.hash).toBe(hash);
    expect(sha256(kept?.text ?? '')).toBe(hash);
    const keys = await world.store.keys.keysOf([archived!.subject ?? '']);
    const opened = openDocument({ text: kept?.text ?? '' }, new Map(keys.map((key) => [key.subject, key])));
    expect(JSON.parse(opened ?? '')).toEqual({
      v: 1,
      caseId,
      leaver: johnDoe,
      readAt: '2026-11-23T09:00:00.000Z',
      held: { 'test.doors': [door], 'test.letters': [] },
    });
  });

  it('writes no plan when one system cannot be read, and says of each what it said', async () => {
    box.faults.set('read doors', [fault('down')]);
    box.faults.set('read letters', [fault('Denied', { system: 'exchange' })]);
    await world.at();

    expect(await planned()).toMatchObject([
      {
        phase: 'unreadable',
        actor: { name: 'Alex Wilber' },
        result: 'failed',
        action: 'test.doors',
        reason: 'entra could not be read; nothing was planned.',
        error: { code: 'down' },
      },
      {
        phase: 'unreadable',
        action: 'test.letters',
        reason: 'exchange could not be read; nothing was planned.',
      },
    ]);
  });

  it('says of a system that does not answer so at once, once, and then waits for it with all patience', async () => {
    const busy = fault('busy', { passing: true });
    box.faults.set('read doors', [busy, busy, busy]);
    await world.at();
    await expect(planned()).rejects.toMatchObject({ failure: { code: 'busy' } });

    const heldUp = event('held-up', alex, { tries: 1, until: world.clock.now().toISOString() });
    await world.cases.record(caseId, () => heldUp);
    box.faults.set('read doors', [busy, busy, busy]);
    expect(await planned()).toMatchObject([{ phase: 'unreadable', error: { code: 'busy' } }]);
  });

  it('does not wait for a system that is busy while another one refuses', async () => {
    const busy = fault('busy', { passing: true });
    box.faults.set('read doors', [busy, busy, busy]);
    box.faults.set('read letters', [fault('Denied')]);
    await world.at();

    expect(await planned()).toMatchObject([{ phase: 'unreadable' }, { phase: 'unreadable' }]);
  });

  it('counts what cannot be planned as not understood', async () => {
    const [doors] = world.catalog;
    const plan = () => {
      throw new Error('two owners');
    };
    world = { ...world, catalog: [{ ...doors!, plan }] };
    await world.at();

    expect(await planned()).toMatchObject([
      { phase: 'unreadable', error: { code: 'internal', message: 'two owners' } },
    ]);
  });

  it('writes nothing when somebody planned meanwhile', async () => {
    await world.at();
    await planned();

    expect(await planned()).toEqual([]);
  });
});

describe('what an action may know', () => {
  const at = (time: string) => ({ status: 'verified', attempts: 1, intentAt: time }) as const;
  const letters = actionAt('test.letters', changeAt('test.letters/c', at('2026-11-23T12:09:00.000Z')));
  const doors = actionAt(
    'test.doors',
    changeAt('test.doors/a', at('2026-11-23T12:02:00.000Z')),
    changeAt('test.doors/b', at('2026-11-23T12:01:00.000Z')),
    changeAt('test.doors/c', { intentAt: '2026-11-23T12:08:00.000Z' }),
  );
  const state = caseAt({ steps: [stepAt({ actions: [letters, doors] })] });

  it('is whom the case is about, what was chosen, and when it was opened', () => {
    const { leaver, choices, openedAt } = state;

    expect(contextOf(world, state)).toMatchObject({ leaver, choices, openedAt, systems: world.systems });
  });

  it('is when something of its own was last sent', () => {
    const sentAt = (id: string) => contextOf(world, state).sentAt?.(id);

    expect(sentAt('test.doors')).toBe('2026-11-23T12:02:00.000Z');
    expect(sentAt('test.letters')).toBe('2026-11-23T12:09:00.000Z');
    expect(sentAt('test.windows')).toBeNull();
  });

  it('is found by its id, or is not known to this version', () => {
    expect(actionOf(world, 'test.letters').id).toBe('test.letters');
    expect(() => actionOf(world, 'test.windows')).toThrow('no action is called test.windows');
  });

  it('is read again while a system says that it will pass', async () => {
    box.faults.set('read doors', [fault('busy', { passing: true }), fault('busy', { passing: true })]);
    const { found, failures } = await readSystems(world, state);

    expect([...found.keys()].toSorted()).toEqual(['test.doors', 'test.letters']);
    expect(failures).toEqual([]);
    expect(world.clock.slept).toEqual([1000, 2000]);
  });
});
