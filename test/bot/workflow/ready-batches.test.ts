import { describe, expect, it } from 'vitest';
import type { AnyAction } from '#providers/action.ts';
import type { CaseState, ChangeState, ChangeStatus, StepState } from '#bot/workflow/case/case-state.ts';
import { readyBatches } from '#bot/workflow/run/ready.ts';
import { actionAt, caseAt, changeAt, stepAt } from '#test/set-up/case-at.ts';
import { cupboard, removeThings } from '#test/set-up/cupboard.ts';

const box = cupboard();
const action = (id: string, ...after: string[]): AnyAction => removeThings(box, { id, group: id, after });
const catalog = [
  action('test.mail'),
  action('test.files'),
  action('test.licence', 'test.mail', 'test.files'),
];

function step(status: StepState['approval']['status'], ...changes: ChangeState[]): StepState {
  const ids = [...new Set(changes.map(({ ref }) => ref.split('/')[0]!))];
  const actions = ids.map((id) => actionAt(id, ...changes.filter(({ ref }) => ref.startsWith(`${id}/`))));
  return stepAt({ approval: { status }, actions });
}
const change = (ref: string, status: ChangeStatus = 'waiting') =>
  changeAt(ref, { status, attempts: status === 'waiting' ? 0 : 1 });
function ready(steps: StepState[], more: Partial<CaseState> = {}): string[] {
  return readyBatches(caseAt({ steps, ...more }), catalog).flatMap(({ refs }) => refs);
}

describe('what may run now', () => {
  it('is approved and not begun, or begun without an outcome', () => {
    const changes = [
      change('test.mail/a'),
      change('test.mail/b', 'intended'),
      change('test.mail/c', 'verified'),
      change('test.mail/d', 'failed'),
    ];
    const state = caseAt({ steps: [step('approved', ...changes)] });

    expect(readyBatches(state, catalog)).toEqual([
      { step: state.steps[0], action: state.steps[0]?.actions[0], refs: ['test.mail/a', 'test.mail/b'] },
    ]);
  });

  it.each(['none', 'asked', 'rejected', 'expired'] as const)(
    'is only a look at what was sent, when the approval is %s',
    (status) => {
      const changes = [
        change('test.mail/a'),
        change('test.mail/b', 'intended'),
        change('test.mail/c', 'failed'),
      ];

      expect(ready([step(status, ...changes)])).toEqual(['test.mail/b']);
    },
  );

  it('is nothing of a step that was left out', () => {
    expect(ready([step('off', change('test.mail/b', 'intended'))])).toEqual([]);
  });

  it.each(['attention', 'undoing', 'closed'] as const)('is nothing in a case %s', (status) => {
    expect(ready([step('approved', change('test.mail/a'))], { status })).toEqual([]);
  });

  it('comes in the order of the catalogue, whatever the steps', () => {
    const steps = [step('approved', change('test.files/a')), step('approved', change('test.mail/a'))];

    expect(ready(steps)).toEqual(['test.mail/a', 'test.files/a']);
  });
});

describe('what has to come after something else', () => {
  const licence = step('approved', change('test.licence/E5'));

  it.each(['waiting', 'intended', 'applied', 'failed', 'unknown'] as const)(
    'waits while that is %s',
    (status) => {
      const mail = step('approved', change('test.mail/a', 'verified'), change('test.mail/b', status));

      expect(ready([mail, licence])).not.toContain('test.licence/E5');
    },
  );

  it.each(['verified', 'skipped'] as const)('may run when that is %s', (status) => {
    expect(ready([step('approved', change('test.mail/a', status)), licence])).toEqual(['test.licence/E5']);
  });

  it('needs all that it comes after', () => {
    const done = step('approved', change('test.mail/a', 'verified'));

    expect(ready([done, step('rejected', change('test.files/a')), licence])).toEqual([]);
  });

  it('is not held up by what was left out or has nothing to do', () => {
    expect(ready([step('off', change('test.mail/a')), licence])).toEqual(['test.licence/E5']);
  });

  it('may be a single change, while its neighbours go on', () => {
    const free = change('test.files/free');
    const late = change('test.files/late');
    const bound = { ...late, change: { ...late.change, after: ['test.mail'] } };
    const open = step('asked', change('test.mail/a'));
    const over = step('approved', change('test.mail/a', 'verified'));

    expect(ready([open, step('approved', free, bound)])).toEqual(['test.files/free']);
    expect(ready([over, step('approved', free, bound)])).toEqual(['test.files/free', 'test.files/late']);
  });
});
