import { describe, expect, it } from 'vitest';
import type { ChangeStatus } from '#bot/workflow/case/case-state.ts';
import {
  allChanges,
  changesOf,
  chosenSteps,
  isDone,
  isUntouched,
  locate,
  locateChange,
  wasSent,
} from '#bot/workflow/case/steps.ts';
import { actionAt, caseAt, changeAt, stepAt } from '#test/set-up/case-at.ts';

const [a, b, c] = [changeAt('test.doors/a'), changeAt('test.doors/b'), changeAt('test.letters/c')];
const doors = stepAt({
  step: 'azure-access',
  actions: [actionAt('test.none'), actionAt('test.doors', a, b)],
});
const letters = stepAt({ actions: [actionAt('test.letters', c)] });
const nothing = stepAt({ step: 'licences', actions: [actionAt('test.nothing')] });
const off = stepAt({ step: 'data-transfer', approval: { status: 'off' }, actions: letters.actions });
const state = caseAt({ steps: [doors, nothing, off, letters] });

describe('in a case', () => {
  it('all changes are found, step by step and action by action', () => {
    expect(changesOf(doors)).toEqual([a, b]);
    expect(allChanges(caseAt({ steps: [doors, letters] }))).toEqual([a, b, c]);
  });

  it('the chosen steps are those that have something to change and were not left out', () => {
    expect(chosenSteps(state)).toEqual([doors, letters]);
  });

  it('each change is found with its action and its step', () => {
    const whole = caseAt({ steps: [doors, letters] });
    const places = [
      { step: doors, action: doors.actions[1], change: a },
      { step: doors, action: doors.actions[1], change: b },
      { step: letters, action: letters.actions[0], change: c },
    ];

    expect(locate(whole)).toEqual(places);
    expect(locateChange(whole, 'test.doors/b')).toEqual(places[1]);
    expect(locateChange(whole, 'test.letters/c')).toEqual(places[2]);
    expect(locateChange(whole, 'test.letters/d')).toBeUndefined();
  });
});

describe('a change', () => {
  const all: ChangeStatus[] = [
    'waiting',
    'intended',
    'verified',
    'applied',
    'failed',
    'skipped',
    'unknown',
    'undo-intended',
    'undo-applied',
    'undo-failed',
    'undo-skipped',
    'undone',
  ];
  const which = (rule: typeof isDone, attempts: number) =>
    all.filter((status) => rule(changeAt('test.doors/a', { status, attempts })));

  it('is over and as wanted when it was read back, or left alone for a reason', () => {
    expect(which(isDone, 1)).toEqual(['verified', 'skipped']);
  });

  it('is untouched only while it waits and was never sent', () => {
    expect(which(isUntouched, 0)).toEqual(['waiting']);
    expect(which(isUntouched, 1)).toEqual([]);
  });

  it('may have to be undone when it was sent once, whatever became of it', () => {
    expect(which(wasSent, 1)).toEqual(['waiting', 'verified', 'applied', 'failed', 'unknown']);
    expect(which(wasSent, 0)).toEqual([]);
  });
});
