import { describe, expect, it } from 'vitest';
import type { CaseState, StepState } from '#bot/workflow/case/case-state.ts';
import { allChosenDone, nextMove } from '#bot/workflow/next-move.ts';
import { actionAt, caseAt, changeAt, noon, stepAt } from '#test/set-up/case-at.ts';

const later = (ms: number) => new Date(Date.parse(noon) + ms);
const settings = { policy: {} as never, requestHours: 72, runWindowHours: 24 };
const move = (state: CaseState, now = later(1)) => nextMove(state, { catalog: [], approvals: settings, now });

const approved = { status: 'approved', decidedAt: noon } as const;
function step(approval: StepState['approval'], ...changes: Parameters<typeof actionAt>[1][]): StepState {
  return stepAt({ approval, actions: [actionAt('test.doors', ...changes)] });
}
const waiting = changeAt('test.doors/a');
const done = changeAt('test.doors/a', { status: 'verified', attempts: 1 });
const failed = changeAt('test.doors/a', { status: 'failed', attempts: 1 });
const unseen = changeAt('test.doors/b', { status: 'applied', attempts: 1, intentAt: noon, outcomeAt: noon });
const swept = { remaining: [], unreadable: [] };

describe('the bot’s next move', () => {
  it.each<[string, Partial<CaseState>, string]>([
    ['reads and plans a case that was just opened', { status: 'opened', planDue: true }, 'plan'],
    ['waits for what is being read', { status: 'opened' }, 'wait'],
    ['waits for the operator to choose', { status: 'choosing' }, 'wait'],
    ['ends a dry run with its plan', { status: 'choosing', dryRun: true }, 'finish-dry-run'],
    ['waits where a system could not be read', { status: 'unreadable' }, 'wait'],
    ['waits for a yes to an undo', { status: 'undo-asked' }, 'wait'],
    ['undoes what was confirmed', { status: 'undoing' }, 'undo'],
    ['leaves an ended case alone', { status: 'closed', planDue: true }, 'wait'],
    ['asks for a step that nobody was asked for', { steps: [step({ status: 'none' }, waiting)] }, 'ask'],
    ['runs what is approved', { steps: [step(approved, waiting)] }, 'run'],
    [
      'asks before it runs what is approved elsewhere',
      { steps: [step(approved, waiting), step({ status: 'none' }, changeAt('test.doors/b'))] },
      'ask',
    ],
    ['waits for who was asked', { steps: [step({ status: 'asked' }, waiting)] }, 'wait'],
    ['sweeps when all that was chosen is done', { steps: [step(approved, done)] }, 'sweep'],
    ['sweeps when nothing was chosen', { steps: [step({ status: 'off' }, waiting)] }, 'sweep'],
    ['sweeps also when something failed', { steps: [step(approved, failed)] }, 'sweep'],
    ['closes after a clean sweep', { steps: [step(approved, done)], sweep: swept }, 'close'],
    ['does not close while something failed', { steps: [step(approved, failed)], sweep: swept }, 'wait'],
    ['does not close over a no', { steps: [step({ status: 'rejected' }, waiting)], sweep: swept }, 'wait'],
    ['does nothing in a case that needs a person', { status: 'attention' }, 'wait'],
  ])('%s', (_, state, expected) => {
    expect(move(caseAt(state))).toBe(expected);
  });

  it('notes first what nobody answered in time', () => {
    const steps = [step({ status: 'asked', deadline: noon }, waiting), step({ status: 'none' }, failed)];

    expect(move(caseAt({ steps }), later(1))).toBe('expire');
    expect(move(caseAt({ steps }), later(0))).toBe('ask');
  });

  it.each(['working', 'attention'] as const)(
    'looks again at what was not seen yet, in a case %s',
    (status) => {
      const steps = [step(approved, done, unseen), step({ status: 'asked' }, waiting)];

      expect(move(caseAt({ status, steps }), later(60_000))).toBe('look-again');
      expect(move(caseAt({ status, steps }), later(59_999))).toBe('wait');
    },
  );

  it('runs what is ready before it looks again', () => {
    const steps = [step(approved, waiting, unseen)];

    expect(move(caseAt({ steps }), later(60_000))).toBe('run');
  });

  it('waits as long as a system holds the case up', () => {
    const heldUp = { tries: 1, until: later(1000).toISOString() };
    const held = caseAt({ heldUp, steps: [step(approved, waiting)] });

    expect(move(held, later(999))).toBe('wait');
    expect(move(held, later(1000))).toBe('run');
  });
});

describe('everything that was chosen is done', () => {
  it.each<[string, boolean, StepState[]]>([
    ['when all was read back', true, [step(approved, done)]],
    ['whatever was left out', true, [step(approved, done), step({ status: 'off' }, waiting)]],
    ['whatever had nothing to do', true, [step(approved, done), step({ status: 'none' })]],
    ['when nothing was chosen', true, []],
    ['but not while one change of many is open', false, [step(approved, done, failed)]],
    ['but not while one step of many is open', false, [step(approved, done), step(approved, failed)]],
    ['but not on a yes that is over', false, [step({ status: 'expired' }, done)]],
  ])('%s', (_, expected, steps) => {
    expect(allChosenDone(caseAt({ steps }))).toBe(expected);
  });
});
