import { describe, expect, it } from 'vitest';
import { stepIds, type AnyAction, type PlanContext } from '#providers/action.ts';
import type { PlannedAction, PlannedChange } from '#bot/workflow/case/events.ts';
import { driftOf } from '#bot/workflow/plan/drift.ts';
import { planAction, planCase, planned, stepHash } from '#bot/workflow/plan/plan.ts';
import { actionAt, changeAt, stepAt } from '#test/set-up/case-at.ts';
import { cupboard, removeThings } from '#test/set-up/cupboard.ts';

const context = {} as PlanContext;
const box = cupboard();
const doors = removeThings(box, { id: 'test.doors', group: 'doors', irreversible: 'Gone' });
const letters = removeThings(box, {
  id: 'test.letters',
  group: 'letters',
  step: 'mailbox',
  system: 'exchange',
});
const thing = (name: string) => ({ name, group: 'doors', value: 'open' });
const plans = (action: AnyAction, plan: () => unknown[]): AnyAction => ({ ...action, plan }) as AnyAction;

describe('a plan', () => {
  const found = new Map<string, unknown[]>([
    ['test.doors', [thing('a')]],
    ['test.letters', []],
  ]);
  const actionsIn = (off: string[] = [], read = found) =>
    planCase([doors, letters], read, context, new Set(off)).flatMap(({ step, actions }) =>
      actions.map(({ action, changes }) => `${step} ${action} ${changes.length}`),
    );

  it('has all steps of the checklist in their order, also those that find nothing', () => {
    expect(planCase([], found, context, new Set()).map(({ step }) => step)).toEqual(stepIds);
    expect(actionsIn()).toEqual(['mailbox test.letters 0', 'azure-access test.doors 1']);
  });

  it('leaves out what was switched off, and what could not be read', () => {
    expect(actionsIn(['test.letters'])).toEqual(['azure-access test.doors 1']);
    expect(actionsIn([], new Map([['test.letters', []]]))).toEqual(['mailbox test.letters 0']);
  });

  it('says of an action what it will do, what it leaves alone, and that there is no way back', () => {
    const change = { kind: 'change', key: 'a', what: 'Remove a', from: thing('a'), to: null };
    const skipped = { kind: 'skipped', key: 'b', what: 'Keep b', why: 'It is needed' };
    const mixed = plans(doors, () => [skipped, change]);

    expect(planAction(mixed, [], context)).toEqual({
      action: 'test.doors',
      title: 'Remove doors',
      system: 'entra',
      irreversible: 'Gone',
      changes: [change],
      skipped: [skipped],
    });
    expect(planAction(letters, [], context)).not.toHaveProperty('irreversible');
  });

  it('never changes one thing twice', () => {
    expect(() => planAction(doors, [thing('a'), thing('a')], context)).toThrow(
      'test.doors plans one thing twice',
    );
  });
});

const change = (key: string, more: Partial<PlannedChange> = {}): PlannedChange => ({
  ...changeAt(`test.doors/${key}`).change,
  ...more,
});
const does = (...changes: PlannedChange[]): PlannedAction => ({
  action: 'test.doors',
  title: 'Remove doors',
  system: 'entra',
  changes,
  skipped: [],
});

describe('what an approval is bound to', () => {
  const hash = (...actions: PlannedAction[]) => stepHash('mailbox', actions);

  it('is the step and its changes, each by its action', () => {
    const hashes = [
      hash(does(change('a'))),
      stepHash('licences', [does(change('a'))]),
      hash(does(change('b'))),
      hash(does()),
      hash({ ...does(change('a')), action: 'test.windows' }),
      hash(does(change('a', { destroys: 'All of it' }))),
    ];

    expect(new Set(hashes).size).toBe(hashes.length);
    expect(planned('mailbox', [does(change('a'))])).toMatchObject({ step: 'mailbox', hash: hashes[0] });
  });

  it('is not what is left alone, nor a title', () => {
    const skipped = [{ kind: 'skipped', key: 'x', what: 'Keep x', why: 'y' }] as const;

    expect(hash({ ...does(change('a')), title: 'Other', skipped: [...skipped] })).toBe(
      hash(does(change('a'))),
    );
  });
});

describe('a difference between what was approved and what is there now', () => {
  const windows = actionAt(
    'test.windows',
    changeAt('test.windows/x', { status: 'verified', attempts: 1 }),
    changeAt('test.windows/y'),
  );
  const approved = actionAt('test.doors', changeAt('test.doors/a'), changeAt('test.doors/b'));
  const drift = (now: PlannedAction, before = approved) =>
    driftOf(stepAt({ actions: [windows, before] }), before, now);

  it('is none when all is as approved, whatever waits for what', () => {
    expect(drift(does(change('b'), change('a')))).toBeNull();
    expect(drift(does(change('a', { after: ['test.x'] }), change('b')))).toBeNull();
  });

  it('names what is there besides, and what is there no more', () => {
    expect(drift(does(change('a'), change('c')))).toMatchObject({ added: ['Remove c'], gone: ['Remove b'] });
    expect(drift(does(change('a'), change('b'), change('c')))).toMatchObject({
      added: ['Remove c'],
      gone: [],
    });
    expect(drift(does(change('a')))).toMatchObject({ added: [], gone: ['Remove b'] });
  });

  it('names on both sides what has another shape', () => {
    expect(drift(does(change('a', { from: 'ajar' }), change('b')))).toMatchObject({
      added: ['Remove a'],
      gone: ['Remove a'],
    });
  });

  it('is not what was begun: that is looked at by itself', () => {
    const begun = actionAt(
      'test.doors',
      changeAt('test.doors/a', { status: 'verified', attempts: 1 }),
      changeAt('test.doors/b', { status: 'waiting', attempts: 1 }),
      changeAt('test.doors/c'),
    );

    expect(drift(does(change('c')), begun)).toBeNull();
    expect(drift(does(change('a', { from: 'ajar' }), change('b'), change('c')), begun)).toBeNull();
    expect(
      drift(does(change('c'), change('d')), begun)?.step.actions[1]?.changes.map(({ key }) => key),
    ).toEqual(['a', 'b', 'c', 'd']);
  });

  it('is asked for with the other actions as they were approved, what was begun first', () => {
    const step = drift(does(change('a')))?.step;
    const others = { ...does(changeAt('test.windows/x').change, changeAt('test.windows/y').change) };

    expect(step).toEqual(
      planned('mailbox', [{ ...others, action: 'test.windows', title: 'test.windows' }, does(change('a'))]),
    );
  });
});
