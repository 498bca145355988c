import type { CaseState } from '#bot/workflow/case/case-state.ts';
import { template, type View } from './bind.ts';
import type { Card } from './card.ts';
import { allChosen, chosenActions } from './chosen.ts';
import { dangersOf, dangerWords } from './dangers.ts';
import { fit, type Room } from './fit.ts';
import { leaverLine, shortName } from './leaver-line.ts';
import { plain } from './plain-text.ts';
import { isShort, type PlanMode, planStep } from './plan-step.ts';
import layout from './plan.json' with { type: 'json' };
import { counted } from './words.ts';

const draw = template(layout);

const nothingSent: Sent = { problem: '', successor: '' };

/**
 * The seven steps as a checklist with all their changes. Answered by `choose`, whose inputs are `on:<step>` and
 * `on:<action>`. A dry run, and a plan that is frozen, is only for reading; so is any to who may not settle it.
 */
export function planCard(state: CaseState, sent: Sent | 'reading' = nothingSent): Card {
  return fit((room) => draw(planView(state, sent, room)));
}

/** What the operator sent and could not be taken, to be shown again. */
export interface Sent {
  /** What was wrong with it, in words. */
  readonly problem: string;
  readonly successor: string;
}

function planView(state: CaseState, asked: Sent | 'reading', room: Room): View {
  const sent = asked === 'reading' ? nothingSent : asked;
  const changes = allChosen(state).length;
  const empty = !state.steps.some((step) => step.actions.some((action) => action.changes.length > 0));
  const open = state.status === 'choosing' && !state.dryRun;
  const mode: PlanMode = { choosing: open && !empty && asked !== 'reading', state, room };
  return {
    ...leaverLine(state),
    title: title(state),
    summary: empty ? 'Nothing to remove: no change is needed in any step.' : summary(state, changes),
    dangers: dangerWords(dangersOf(state.steps.flatMap((step) => chosenActions(step, state)))),
    steps: state.steps.flatMap((step) => planStep(step, mode)),
    short: isShort(state, room),
    count: counted(changes, 'change'),
    choosing: mode.choosing,
    empty: open && empty,
    ...choiceViews(state),
    problem: plain(sent.problem, 500),
    typed: plain(sent.successor, 300),
    next: next(state, { choosing: mode.choosing, empty }),
    cancelTitle: `${empty ? 'Close' : 'Cancel'}: case of ${shortName(state)}`,
  };
}

function title(state: CaseState): string {
  if (state.dryRun) return 'Dry run: what would change';
  return state.status === 'choosing' ? 'Offboarding plan' : 'Offboarding plan, frozen';
}

function summary(state: CaseState, changes: number): string {
  const steps = state.steps.filter((step) =>
    chosenActions(step, state).some((action) => action.changes.length > 0),
  );
  return `${counted(changes, 'change')} in ${counted(steps.length, 'step')}`;
}

function choiceViews(state: CaseState): View {
  const { mailbox, successor } = state.choices;
  const hasMailbox = state.leaver.mail !== null;
  const base = { caseId: plain(state.caseId, 20), revision: state.revision };
  return {
    hasMailbox,
    mailbox,
    successor: successor
      ? `${plain(successor.name, 60)}, ${plain(successor.upn, 80)}`
      : 'Nobody yet: type a sign-in name',
    choose: hasMailbox ? base : { ...base, mailbox },
  };
}

function next(state: CaseState, { choosing, empty }: { choosing: boolean; empty: boolean }): string {
  if (choosing)
    return 'Nothing has been changed yet. After you freeze the plan, each step goes to its approver.';
  if (state.status === 'choosing' && !state.dryRun && !empty)
    return 'Nothing has been changed yet: no operator has frozen the plan.';
  if (state.dryRun)
    return `Nothing was changed. For the real case type: /offboard ${plain(state.leaver.upn, 80)}`;
  return '';
}
