import type { ActionState, CaseState, StepState } from '#bot/workflow/case-state.ts';
import type { View } from './bind.ts';
import { chosenActions } from './chosen.ts';
import { dangerReasons, dangersOf, dangerWords } from './dangers.ts';
import { cut, type Room } from './fit.ts';
import { plain } from './plain-text.ts';
import { counted, stepNames, stepTitles } from './words.ts';

export interface PlanMode {
  /** True when steps and actions can be switched. */
  readonly choosing: boolean;
  readonly state: CaseState;
  readonly room: Room;
}

/** A step of the plan card: a switch, its counts, and the exact list that "Show" opens. */
export function planStepView(step: StepState, mode: PlanMode): View & { readonly cut: boolean } {
  const changes = step.actions.flatMap((action) => action.changes).length;
  const actions = step.actions.filter((action) => action.changes.length + action.skipped.length > 0);
  const views = actions.map((action) => actionView(action, mode));
  const off = mode.state.off.has(step.step);
  return {
    id: step.step,
    name: stepNames[step.step],
    title: stepTitles[step.step],
    switchable: mode.choosing && changes > 0,
    on: String(!off),
    note: stepNote(step, off && !mode.choosing),
    dangers: dangerWords(dangersOf(mode.choosing ? step.actions : chosenActions(step, mode.state))),
    detailed: views.length > 0,
    actions: views,
    cut: views.some((view) => view.cut),
  };
}

function stepNote(step: StepState, leftOut: boolean): string {
  const changes = step.actions.flatMap((action) => action.changes).length;
  const skipped = step.actions.flatMap((action) => action.skipped).length;
  const words = [changes === 0 ? 'nothing to do' : counted(changes, 'change')];
  if (skipped > 0) words.push(`${skipped} left alone`);
  if (leftOut) words.push('left out by the operator');
  return words.join(' · ');
}

function actionView(action: ActionState, mode: PlanMode): View & { readonly cut: boolean } {
  const { room, state } = mode;
  const changes = cut(
    action.changes.map(({ change }) => plain(change.what, room.chars)),
    room,
  );
  const skipped = cut(
    action.skipped.map((one) => `${plain(one.what, room.chars)}: ${plain(one.why, room.chars)}`),
    room,
  );
  return {
    id: action.action,
    title: actionTitle(action, state, mode.choosing),
    switchable: mode.choosing && action.changes.length > 0,
    on: String(!state.off.has(action.action)),
    lines: bulleted(changes.lines, changes.left, '• '),
    warnings: dangerReasons(action, Math.max(room.chars, 80)).map((text) => ({ text })),
    skipped: bulleted(skipped.lines, skipped.left, 'Left alone: '),
    cut: changes.left + skipped.left > 0,
  };
}

function actionTitle(action: ActionState, state: CaseState, choosing: boolean): string {
  const count = action.changes.length === 0 ? '' : ` (${action.changes.length})`;
  const off = !choosing && state.off.has(action.action) ? ', left out' : '';
  return `${plain(action.title, 80)}${count}${off}`;
}

function bulleted(lines: readonly string[], left: number, mark: string): readonly View[] {
  const rows = lines.map((line) => ({ text: `${mark}${line}` }));
  return left > 0 && lines.length > 0 ? [...rows, { text: `${mark}and ${left} more` }] : rows;
}
