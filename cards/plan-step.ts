import type { ActionState, CaseState, StepState } from '#bot/workflow/case/case-state.ts';
import { partTemplate } from './bind.ts';
import type { CardNode } from './card.ts';
import { chosenActions } from './chosen.ts';
import { dangerReasons, dangersOf, dangerWords } from './dangers.ts';
import { bullets, type Room } from './fit.ts';
import actionLayout from './plan-action.json' with { type: 'json' };
import stepLayout from './plan-step.json' with { type: 'json' };
import { plain } from './plain-text.ts';
import { shownLines, type ShownLines } from './shown-lines.ts';
import { counted, stepNames, stepTitles } from './words.ts';

const drawStep = partTemplate(stepLayout);
const drawAction = partTemplate(actionLayout);

export interface PlanMode {
  /** True when steps and actions can be switched. */
  readonly choosing: boolean;
  readonly state: CaseState;
  readonly room: Room;
}

/** A step of the plan card: a switch, its counts, and the exact list that "Details" opens. */
export function planStep(step: StepState, mode: PlanMode): readonly CardNode[] {
  const actions = step.actions.filter((action) => action.changes.length + action.skipped.length > 0);
  const busy = actions.filter((action) => action.changes.length > 0);
  const off = mode.state.off.has(step.step);
  return drawStep({
    id: step.step,
    name: stepNames[step.step],
    title: `${stepTitles[step.step]}: ${stepNote(step, off && !mode.choosing)}`,
    switchable: mode.choosing && busy.length > 0,
    on: String(!off),
    dangers: dangerWords(dangersOf(mode.choosing ? busy : chosenActions(step, mode.state))),
    detailed: actions.length > 0,
    actions: actions.flatMap((action) => planAction(action, mode, busy.length > 1)),
  });
}

function stepNote(step: StepState, leftOut: boolean): string {
  const changes = step.actions.flatMap((action) => action.changes).length;
  const skipped = step.actions.flatMap((action) => action.skipped).length;
  const words = [changes === 0 ? 'nothing to do' : counted(changes, 'change')];
  if (skipped > 0) words.push(`${skipped} left alone`);
  if (leftOut) words.push('left out by the operator');
  return words.join(', ');
}

/** `many`: the step has other actions, so this one has a switch of its own. */
function planAction(action: ActionState, mode: PlanMode, many: boolean): readonly CardNode[] {
  const { room, state } = mode;
  const skipped = bullets(skippedLines(action, room));
  return drawAction({
    id: action.action,
    title: actionTitle(action, state, mode.choosing),
    switchable: mode.choosing && action.changes.length > 0 && many,
    on: String(!state.off.has(action.action)),
    lines: bullets(changeLines(action, room)),
    warnings: dangerReasons(action, Math.max(room.chars, 80)),
    skipped: skipped === '' ? '' : `Left alone:\n${skipped}`,
  });
}

function actionTitle(action: ActionState, state: CaseState, choosing: boolean): string {
  const count = action.changes.length === 0 ? '' : ` (${action.changes.length})`;
  const off = !choosing && state.off.has(action.action) ? ', left out' : '';
  return `${plain(action.title, 80)}${count}${off}`;
}

function changeLines({ changes }: ActionState, room: Room): ShownLines {
  return shownLines(
    changes.map(({ change }) => change.what),
    room,
  );
}

function skippedLines({ skipped }: ActionState, room: Room): ShownLines {
  return shownLines(
    skipped.map(({ what, why }) => `${what}: ${why}`),
    { ...room, chars: room.chars * 2 },
  );
}

/** Whether a plan shows less than all that it does and leaves alone in this room. */
export function isShort(state: CaseState, room: Room): boolean {
  return state.steps.some((step) =>
    step.actions.some((action) => changeLines(action, room).short || skippedLines(action, room).short),
  );
}
