import { beforeEach, describe, expect, it } from 'vitest';
import { askUndo, confirmUndo, declineUndo } from '#bot/workflow/acts/undo.ts';
import { event } from '#bot/workflow/case/event.ts';
import { adele, alex, caseId, current, isaiah, johnDoe } from '#test/set-up/small-world.ts';
import { type ActStage, actStage, done, plan, choice, closed, swept, refused } from './act-stage.ts';

let world: ActStage;
beforeEach(async () => {
  world = await actStage();
});

describe('an undo', () => {
  const asked = (more: object = {}) => askUndo(world, { by: alex, caseId, ...more });
  const hash = async () => (await current(world)).undo?.hash ?? '';

  it('is asked for when the case rests, and once: the next one is told who asked', async () => {
    await world.at(...done, swept);
    expect(await asked({ step: 'azure-access' })).toMatchObject({
      ok: true,
      value: { status: 'undo-asked' },
    });
    expect(await world.last()).toMatchObject({
      phase: 'undo-asked',
      step: 'azure-access',
      data: { refs: ['test.azure-access/a'] },
    });
    expect(await asked()).toMatchObject(refused('undo-pending', { who: alex.name }));
  });

  it('is not asked for while the case is at work', async () => {
    await world.at(...done);

    expect(await asked()).toMatchObject(refused('undo-while-open', { case: caseId }));
  });

  it('is not asked for what is not there, or by who may not', async () => {
    await world.at(choice, plan, closed);

    expect(await asked()).toMatchObject(refused('nothing-to-undo', {}));
    expect(await asked({ by: adele })).toEqual(refused('not-operator', { who: adele.name }));
    expect(await asked({ caseId: 'OFF-00000' })).toEqual(refused('no-such-case', { case: 'OFF-00000' }));
  });

  it('is not asked for while a later case of the same person is open, and is once that has ended', async () => {
    await world.at(...done, closed);
    const { id, upn, name } = johnDoe;
    const choices = { mailbox: 'both', successor: null } as const;
    const another = event(
      'opened',
      isaiah,
      { query: 'x', leaver: johnDoe, choices, dryRun: false },
      { leaver: { id, upn, name } },
    );
    await world.cases.record('OFF-TEST2', () => another);

    expect(await asked()).toEqual(
      refused('already-open', { who: 'John Doe', case: 'OFF-TEST2', by: 'Isaiah Langer' }),
    );
    await world.cases.record('OFF-TEST2', () => closed);
    expect(await asked()).toMatchObject({ ok: true });
  });

  it('begins with a yes to exactly what was asked, and puts the case on the list first', async () => {
    await world.at(...done, closed);
    await world.store.markEnded(caseId);
    await asked();

    expect(await confirmUndo(world, { by: alex, caseId, hash: 'other' })).toEqual(
      refused('plan-changed', { case: caseId, step: 'the undo' }),
    );
    await world.store.markEnded(caseId);
    const before: unknown[] = [];
    const markOpen = async (id: string) => {
      before.push((await world.last())?.phase);
      await world.store.markOpen(id);
    };
    const watched = { ...world, store: { ...world.store, markOpen } };
    expect(await confirmUndo(watched, { by: alex, caseId, hash: await hash() })).toMatchObject({
      value: { status: 'undoing' },
    });
    expect(before).toEqual(['undo-asked', 'undo-confirmed']);
    expect(await world.isOpen()).toBe(true);
  });

  it('is not begun or declined when nobody asked for it', async () => {
    await world.at(...done, closed);
    await world.store.markEnded(caseId);

    expect(await confirmUndo(world, { by: alex, caseId, hash: '' })).toMatchObject(refused('wrong-moment'));
    expect(await declineUndo(world, { by: alex, caseId })).toMatchObject(refused('wrong-moment'));
    expect(await world.isOpen()).toBe(false);
  });

  it('is on the list again even when somebody took it off in between', async () => {
    await world.at(...done, closed);
    await asked();
    const markOpen = world.store.markOpen.bind(world.store);
    let times = 0;
    const store = {
      ...world.store,
      markOpen: async (id: string) => void (times++ > 0 && (await markOpen(id))),
    };
    await world.store.markEnded(caseId);
    await confirmUndo({ ...world, store }, { by: alex, caseId, hash: await hash() });

    expect(await world.isOpen()).toBe(true);
  });

  it('that is declined leaves the case as it was', async () => {
    await world.at(...done, closed);
    await asked();

    expect(await declineUndo(world, { by: alex, caseId })).toMatchObject({
      ok: true,
      value: { status: 'closed' },
    });
  });
});
