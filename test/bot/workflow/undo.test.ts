import { beforeEach, describe, expect, it } from 'vitest';
import type { CaseState } from '#bot/workflow/case/case-state.ts';
import { chooseForCase } from '#bot/workflow/acts/choose.ts';
import { decide } from '#bot/workflow/acts/decide.ts';
import { changesOf } from '#bot/workflow/case/steps.ts';
import { askUndo, confirmUndo, declineUndo } from '#bot/workflow/acts/undo.ts';
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
  box = cupboard(
    { name: 'account', group: 'accounts', value: 'on' },
    { name: 'sign-in', group: 'sign-ins', value: 'on' },
    { name: 'session', group: 'sessions', value: 'live' },
  );
  world = await smallWorld([
    removeThings(box, { id: 'test.account', group: 'accounts', system: 'active-directory' }),
    removeThings(box, {
      id: 'test.sign-in',
      group: 'sign-ins',
      after: ['test.account'],
      undoAfter: ['test.account'],
    }),
    removeThings(box, {
      id: 'test.session',
      group: 'sessions',
      after: ['test.sign-in'],
      irreversible: 'Ended is ended.',
    }),
  ]);
  await opened(world);
  const { revision } = await goOn(world);
  await chooseForCase(world, { by: alex, caseId, revision, mailbox: 'both', successor: '', off: [] });
  await goOn(world);
  await decide(world, { by: alex, caseId, step: 'azure-access', verdict: 'approve', reason: '' });
  await goOn(world);
});

async function undo(): Promise<CaseState> {
  await askUndo(world, { by: alex, caseId });
  await confirmShown(world, alex);
  return goOn(world);
}

function statuses(state: CaseState): Record<string, string> {
  const changes = state.steps.flatMap(changesOf);
  return Object.fromEntries(changes.map(({ ref, status }) => [ref, status]));
}

describe('undo', () => {
  it('puts back what can be put back and names what cannot', async () => {
    const state = await undo();

    expect(statuses(state)).toEqual({
      'test.account/account': 'undone',
      'test.sign-in/sign-in': 'undone',
      'test.session/session': 'verified',
    });
    expect(state.outcome).toBe('undone');
    expect([...box.things.keys()].toSorted()).toEqual(['account', 'sign-in']);
  });

  it('waits for the action named as undoAfter instead of the reverse order', async () => {
    await undo();

    expect(box.calls.filter((call) => call.startsWith('undo'))).toEqual(['undo account', 'undo sign-in']);
  });

  it('does nothing before it is confirmed', async () => {
    await askUndo(world, { by: alex, caseId });
    const state = await goOn(world);

    expect(state.status).toBe('undo-asked');
    expect(box.things.size).toBe(0);
  });

  it('is not confirmed by a card that shows other changes than were asked for since', async () => {
    const first = await askUndo(world, { by: alex, caseId, ref: 'test.account/account' });
    await declineUndo(world, { by: alex, caseId });
    await askUndo(world, { by: alex, caseId });
    const hash = first.ok ? (first.value.undo?.hash ?? '') : '';
    const answer = await confirmUndo(world, { by: alex, caseId, hash });

    expect(answer).toMatchObject({ ok: false, refusal: { code: 'plan-changed' } });
    expect((await goOn(world)).status).toBe('undo-asked');
    expect((await confirmShown(world, alex)).ok).toBe(true);
  });

  it('leaves the case as it was when it is declined', async () => {
    await askUndo(world, { by: alex, caseId });
    await declineUndo(world, { by: alex, caseId });

    expect((await goOn(world)).status).toBe('closed');
  });

  it('leaves alone what somebody else has changed since', async () => {
    box.things.set('account', { name: 'account', group: 'accounts', value: 'rebuilt by hand' });
    const state = await undo();

    expect(statuses(state)['test.account/account']).toBe('undo-skipped');
    expect(box.things.get('account')?.value).toBe('rebuilt by hand');
  });

  it('does not begin what must wait for something that could not be put back', async () => {
    box.faults.set('undo account', [fault('Denied')]);
    const state = await undo();

    expect(statuses(state)).toMatchObject({
      'test.account/account': 'undo-failed',
      'test.sign-in/sign-in': 'undo-failed',
    });
    expect(box.calls).not.toContain('undo sign-in');
  });

  it('can be tried again after a failure', async () => {
    box.faults.set('undo account', [fault('Denied')]);
    await undo();
    const state = await undo();

    expect(statuses(state)).toMatchObject({
      'test.account/account': 'undone',
      'test.sign-in/sign-in': 'undone',
    });
  });

  it('never says undone of what was accepted and did not come back', async () => {
    box.faults.set('undo account', ['swallow']);
    const state = await undo();

    expect(statuses(state)['test.account/account']).toBe('undo-applied');
  });

  it('has nothing to do when it is asked twice', async () => {
    await undo();
    const again = await askUndo(world, { by: alex, caseId });

    expect(again).toMatchObject({ ok: false, refusal: { code: 'nothing-to-undo' } });
  });
});
