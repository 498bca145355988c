import { beforeEach, describe, expect, it } from 'vitest';
import { approverOf } from '#bot/approvals/approver-of.ts';
import type { CaseState, StepState } from '#bot/workflow/case/case-state.ts';
import { chooseForCase } from '#bot/workflow/acts/choose.ts';
import { decide } from '#bot/workflow/acts/decide.ts';
import { event } from '#bot/workflow/case/event.ts';
import { cancelCase } from '#bot/workflow/acts/cancel-case.ts';
import { stepHash } from '#bot/workflow/plan/plan.ts';
import { retryCase } from '#bot/workflow/acts/retry-case.ts';
import { changesOf } from '#bot/workflow/case/steps.ts';
import { askUndo } from '#bot/workflow/acts/undo.ts';
import { cupboard, fault, removeThings, type Cupboard } from '#test/set-up/cupboard.ts';
import { crashingStore } from '#test/set-up/crashing-store.ts';
import {
  alex,
  caseId,
  current,
  goOn,
  isaiah,
  johnDoe,
  megan,
  opened,
  operatorOnly,
  patti,
  smallWorld,
  type SmallWorld,
  confirmShown,
} from '#test/set-up/small-world.ts';

let box: Cupboard;
let world: SmallWorld;

beforeEach(async () => {
  box = cupboard(
    { name: 'a', group: 'doors', value: 'open' },
    { name: 'b', group: 'windows', value: 'open' },
    { name: 'c', group: 'windows', value: 'open' },
    { name: 'device', group: 'devices', value: 'on' },
  );
  world = await smallWorld([
    removeThings(box, { id: 'test.doors', group: 'doors', system: 'azure' }),
    removeThings(box, { id: 'test.latch', group: 'latches' }),
    removeThings(box, { id: 'test.windows', group: 'windows', after: ['test.latch'] }),
    removeThings(box, { id: 'test.devices', group: 'devices', step: 'final-cleanup' }),
  ]);
});

async function frozen(off: string[] = ['final-cleanup']): Promise<CaseState> {
  await opened(world);
  const { revision } = await goOn(world);
  await chooseForCase(world, { by: alex, caseId, revision, mailbox: 'both', successor: '', off });
  return goOn(world);
}

function approve(by = alex, step = 'azure-access') {
  return decide(world, { by, caseId, step, verdict: 'approve', reason: '' });
}

function stepOf(state: CaseState, id = 'azure-access'): StepState {
  const step = state.steps.find((one) => one.step === id);
  if (!step) throw new Error(`no step ${id}`);
  return step;
}

function statuses(state: CaseState): Record<string, string> {
  const changes = state.steps.flatMap(changesOf);
  return Object.fromEntries(changes.map(({ ref, status }) => [ref, status]));
}

/** As if `findPerson` had found them: the directory is not part of this world. */
async function named(who: { id: string; name: string }, step: string): Promise<void> {
  const { hash, approval } = stepOf(await current(world), step);
  const { policy = 'operator' } = approval;
  const deadline = new Date(world.clock.now().getTime() + 3_600_000).toISOString();
  await world.cases.record(caseId, () =>
    event('asked', alex, { hash, policy, approver: { id: who.id, name: who.name }, deadline }, { step }),
  );
}

describe('an approval', () => {
  it('names by its hash also what failed before and would be sent again under it', async () => {
    box.things.set('latch', { name: 'latch', group: 'latches', value: 'shut' });
    box.faults.set('apply a', [fault('Denied')]);
    box.meanwhile.set('apply latch', () => {
      box.things.set('d', { name: 'd', group: 'windows', value: 'open' });
    });
    await frozen();
    await approve();
    const state = await goOn(world);
    const { approval, hash, actions } = stepOf(state);

    expect(approval.status).toBe('asked');
    expect(statuses(state)).toMatchObject({ 'test.doors/a': 'failed', 'test.windows/d': 'waiting' });
    const all = actions.map(({ action, title, system, changes }) => ({
      action,
      title,
      system,
      skipped: [],
      changes: changes.map(({ change }) => change),
    }));
    expect(hash).toBe(stepHash('azure-access', all));
  });

  it('goes to somebody else than a leaver who is their own manager', () => {
    const step = { step: 'mailbox', actions: [] } as unknown as StepState;
    const leaver = { ...johnDoe, manager: { id: johnDoe.id, upn: johnDoe.upn, name: johnDoe.name } };
    const asked = approverOf(step, { leaver, operator: alex } as unknown as CaseState, operatorOnly);

    expect(asked).toMatchObject({ policy: 'second-operator', approver: null });
  });

  it('is acted on when it was given by somebody who was named after the first request had lapsed', async () => {
    await frozen();
    world.clock.advance(80 * 3_600_000);
    const lapsed = await goOn(world);
    expect(lapsed.status).toBe('attention');

    await named(megan, 'azure-access');
    await approve();
    const state = await goOn(world);

    expect(statuses(state)['test.doors/a']).toBe('verified');
    expect(state.outcome).toBe('complete');
  });

  it('of a second operator is not replaced by the word of somebody who is no operator', async () => {
    await frozen([]);
    await named(patti, 'final-cleanup');

    expect(await approve(patti, 'final-cleanup')).toMatchObject({
      ok: false,
      refusal: { code: 'not-approver' },
    });
    await named(isaiah, 'final-cleanup');
    expect(await approve(isaiah, 'final-cleanup')).toMatchObject({ ok: true });
  });

  it('is not taken for a case that is being undone', async () => {
    await frozen([]);
    await approve();
    await goOn(world);
    await cancelCase(world, { by: alex, caseId });
    await askUndo(world, { by: alex, caseId });
    expect(await approve(isaiah, 'final-cleanup')).toMatchObject({ ok: false });
    await confirmShown(world, alex);

    expect(await approve(isaiah, 'final-cleanup')).toMatchObject({ ok: false });
  });
});

describe('when an approval is over while a change has an intent and no outcome', () => {
  /** The process dies in the middle of the step; the next one starts when the approval is too old to act on. */
  async function leftBehind(happens: boolean): Promise<CaseState> {
    await frozen();
    await approve();
    const dying = { ...world, store: crashingStore(world.store, 2, 'after') };
    const { cases } = await smallWorld(world.catalog, { store: dying.store, clock: world.clock });
    await goOn({ ...world, cases }).catch(() => {});
    const begun = (await current(world)).steps.flatMap(changesOf).find(({ status }) => status === 'intended');
    if (happens) box.things.delete(begun?.change.key ?? '');
    world.clock.advance(30 * 3_600_000);
    return goOn(world);
  }

  it('reads back whether it happened', async () => {
    const state = await leftBehind(true);
    const changes = stepOf(state).actions.flatMap((action) => action.changes);
    const begun = changes.filter(({ attempts }) => attempts > 0);

    expect(stepOf(state).approval.status).toBe('expired');
    expect(begun.map(({ status }) => status)).toEqual(['verified']);
  });

  it('does not send it again before somebody approves again', async () => {
    const sentBefore = () => box.calls.filter((call) => call.startsWith('apply')).length;
    await leftBehind(false);
    const count = sentBefore();
    await goOn(world);
    expect(sentBefore()).toBe(count);

    expect(await retryCase(world, { by: alex, caseId })).toMatchObject({ ok: true });
    await goOn(world);
    expect(sentBefore()).toBe(count);
    await approve();
    expect((await goOn(world)).outcome).toBe('complete');
  });
});
