import type { StepId } from '#providers/action.ts';
import type { ActionState, CaseState, StepState } from '#bot/workflow/case/case-state.ts';
import { approvalVerdict } from './approval-verdict.ts';
import { whyAsked } from './approver-words.ts';
import { template, type View } from './bind.ts';
import layout from './approval.json' with { type: 'json' };
import type { Card } from './card.ts';
import { changeMark } from './change-mark.ts';
import { chosenActions } from './chosen.ts';
import { dangerReasons, dangersOf, dangerWords } from './dangers.ts';
import { driftLines } from './drift-lines.ts';
import { fit, folded, type Room } from './fit.ts';
import { leaverLine, shortName } from './leaver-line.ts';
import { plain } from './plain-text.ts';
import { shownLines } from './shown-lines.ts';
import { utc } from './times.ts';
import { counted, stepNames, stepRequests, stepTitles } from './words.ts';

const draw = template(layout);

/** Lines of one action that stand open; the rest comes with "Show more". */
const openLines = 6;

/**
 * Asks for one step, or shows how that ended. `hash` names the changes this very card was made for: when the step
 * has other ones by now, the card says so and takes no answer. @throws when the case has no such step
 */
export function approvalCard(state: CaseState, stepId: StepId, hash?: string): Card {
  const step = state.steps.find((one) => one.step === stepId);
  if (!step) throw new Error(`${state.caseId} has no step ${stepId}`);
  return fit((room) => draw(approvalView(state, step, hash ?? step.hash, room)));
}

function approvalView(state: CaseState, step: StepState, hash: string, room: Room): View {
  const verdict = approvalVerdict(state, step, hash, room);
  const open = verdict.verdict === '';
  const current = hash === step.hash;
  const actions = current ? chosenActions(step, state).filter((action) => action.changes.length > 0) : [];
  const groups = actions.map((action) => groupView(action, room));
  return {
    ...leaverLine(state),
    ...verdict,
    title: open ? `Please confirm: ${stepTitles[step.step]}` : stepTitles[step.step],
    facts: facts(state, step, open),
    drifted: open && step.drift !== undefined,
    drift: driftLines(step, room),
    dangers: dangerWords(dangersOf(actions)),
    groups,
    short: groups.some((group) => group.short),
    count: counted(actions.flatMap((action) => action.changes).length, 'change'),
    all: { caseId: plain(state.caseId, 20), step: step.step },
    open,
    step: stepNames[step.step],
    shortName: shortName(state),
    data: { caseId: plain(state.caseId, 20), step: step.step, hash: step.hash },
    next: open ? `Buttons do not work? Type: ${typedYes(state, step)}` : '',
  };
}

/** After a change of the systems the line names the very changes this card shows, so that a typed yes means no others. */
function typedYes({ caseId }: CaseState, { step, hash, drift }: StepState): string {
  const line = `/approve ${caseId} ${step}`;
  return drift === undefined ? line : `${line} ${changeMark(hash)}`;
}

function facts(state: CaseState, step: StepState, open: boolean): readonly View[] {
  const { deadline } = step.approval;
  const changes = chosenActions(step, state).flatMap((action) => action.changes).length;
  const asks = `${plain(state.operator.name, 60)} asks ${stepRequests[step.step]}. Please read what would change.`;
  const rows = open
    ? [
        ['', asks],
        ['Changes', String(changes)],
        ...(deadline ? [['Answer until', utc(deadline)]] : []),
        ['Why you', whyAsked(step, state)],
        ...earlierNo(step),
      ]
    : [['Asked by', plain(state.operator.name, 60)]];
  return rows.map(([label = '', text = ''], index) => ({
    label: label === '' ? '' : `${label}  `,
    text,
    spacing: index === 0 ? 'default' : 'none',
  }));
}

/** Who is asked again after a no reads of it, whoever gave it: nobody says yes behind that person's back. */
function earlierNo({ rejected }: StepState): string[][] {
  if (!rejected) return [];
  const { by, at, reason } = rejected;
  const why = reason === undefined ? '' : `: ${plain(reason, 500)}`;
  return [['Rejected before', `by ${plain(by.name, 60)} on ${utc(at)}${why}`]];
}

function groupView(action: ActionState, room: Room): View & { readonly short: boolean } {
  const list = shownLines(
    action.changes.map(({ change }) => change.what),
    room,
  );
  return {
    id: action.action,
    title: `${plain(action.title, 80)} (${action.changes.length})`,
    ...folded(list, openLines),
    warnings: dangerReasons(action, Math.max(room.chars, 80)),
    short: list.short,
  };
}
