import { beforeEach, describe, expect, it } from 'vitest';
import type { CaseState } from '#bot/workflow/case/case-state.ts';
import { cancelCase } from '#bot/workflow/acts/cancel-case.ts';
import { chooseForCase } from '#bot/workflow/acts/choose.ts';
import { decide } from '#bot/workflow/acts/decide.ts';
import { retryCase } from '#bot/workflow/acts/retry-case.ts';
import { changesOf } from '#bot/workflow/case/steps.ts';
import { askUndo } from '#bot/workflow/acts/undo.ts';
import { cupboard, fault, removeThings, type Cupboard } from '#test/set-up/cupboard.ts';
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
let world: SmallWorld;

beforeEach(async () => {
  box = cupboard({ name: 'a', group: 'doors', value: 'open' }, { name: 'b', group: 'doors', value: 'open' });
  world = await smallWorld([removeThings(box, { id: 'test.doors', group: 'doors' })]);
});

async function run(): Promise<CaseState> {
  await opened(world);
  const { revision } = await goOn(world);
  await chooseForCase(world, { by: alex, caseId, revision, mailbox: 'both', successor: '', off: [] });
  await goOn(world);
  await decide(world, { by: alex, caseId, step: 'azure-access', verdict: 'approve', reason: '' });
  return goOn(world);
}

function down(times: number): ReturnType<typeof fault>[] {
  return Array.from({ length: times }, () => fault('down', { passing: true }));
}

/** The answer is lost, and for a while nobody can see whether the change was made. */
function loseSightOf(name: string, happens: boolean): void {
  box.faults.set(`apply ${name}`, [fault('timeout', { uncertain: true })]);
  box.meanwhile.set(`apply ${name}`, () => {
    box.meanwhile.clear();
    if (happens) box.things.delete(name);
    box.faults.set('read doors', down(100));
  });
}

function statuses(state: CaseState): Record<string, string> {
  const changes = state.steps.flatMap(changesOf);
  return Object.fromEntries(changes.map(({ ref, status }) => [ref, status]));
}

describe('trying again', () => {
  it('reads back a change whose answer was lost, and keeps it as a change of the case', async () => {
    loseSightOf('a', true);
    const before = await run();
    expect(statuses(before)['test.doors/a']).toBe('unknown');

    box.faults.clear();
    await retryCase(world, { by: alex, caseId });
    const state = await goOn(world);

    expect(statuses(state)).toEqual({ 'test.doors/a': 'verified', 'test.doors/b': 'verified' });
    expect(state.outcome).toBe('complete');
    expect(box.calls.filter((call) => call === 'apply a')).toHaveLength(1);
  });

  it('lets a change be undone that was made although its answer was lost', async () => {
    loseSightOf('a', true);
    await run();
    box.faults.clear();
    await retryCase(world, { by: alex, caseId });
    await goOn(world);
    await askUndo(world, { by: alex, caseId });
    await confirmShown(world, alex);
    await goOn(world);

    expect([...box.things.keys()].toSorted()).toEqual(['a', 'b']);
  });

  it('still lets a change be undone when the case is canceled before it is tried again', async () => {
    loseSightOf('a', true);
    await run();
    box.faults.clear();
    await retryCase(world, { by: alex, caseId });
    await cancelCase(world, { by: alex, caseId });

    expect(await askUndo(world, { by: alex, caseId })).toMatchObject({
      ok: true,
      value: { undo: { refs: expect.arrayContaining(['test.doors/a']) } },
    });
  });

  it('calls a change unknown, not failed, when it was sent before and cannot be read now', async () => {
    loseSightOf('a', false);
    await run();
    box.faults.set('read doors', down(100));
    await retryCase(world, { by: alex, caseId });
    const state = await goOn(world);

    expect(statuses(state)['test.doors/a']).toBe('unknown');
  });

  it('reads the systems once more when only the closing sweep could not', async () => {
    box.meanwhile.set('apply b', () => {
      let reads = 0;
      box.meanwhile.set('read doors', () => {
        if (++reads === 2) box.faults.set('read doors', [fault('Forbidden')]);
      });
    });
    const before = await run();
    expect(before.status).toBe('attention');
    expect(before.sweep?.unreadable).toHaveLength(1);

    expect(await retryCase(world, { by: alex, caseId })).toMatchObject({ ok: true });
    expect((await goOn(world)).outcome).toBe('complete');
  });

  it('looks at once for what was accepted and not seen', async () => {
    box.faults.set('apply a', ['swallow']);
    const before = await run();
    expect(statuses(before)['test.doors/a']).toBe('applied');

    box.things.delete('a');
    expect(await retryCase(world, { by: alex, caseId })).toMatchObject({ ok: true });
    expect((await goOn(world)).outcome).toBe('complete');
  });
});

describe('a lost answer at the last try', () => {
  it('is looked into, and is no failure when the change was made', async () => {
    box.faults.set('apply a', [
      fault('busy', { passing: true }),
      fault('busy', { passing: true }),
      fault('timeout', { uncertain: true }),
    ]);
    let sent = 0;
    box.meanwhile.set('apply a', () => {
      if (++sent === 3) box.things.delete('a');
    });
    const state = await run();

    expect(statuses(state)['test.doors/a']).toBe('verified');
  });

  it('is a failure when it is seen that the change was not made', async () => {
    box.faults.set(
      'apply a',
      Array.from({ length: 3 }, () => fault('timeout', { uncertain: true })),
    );
    const state = await run();

    expect(statuses(state)['test.doors/a']).toBe('failed');
  });
});
