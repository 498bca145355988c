import type { CaseState, ChangeState, StepState } from '#bot/workflow/case/case-state.ts';
import { approverName } from './approver-words.ts';
import { chosenChanges } from './chosen.ts';
import { errorAdvice, errorWords, requestWords } from './error-words.ts';
import { wasNeverBegun } from './made.ts';
import { plain } from './plain-text.ts';
import { utc } from './times.ts';
import { endedByUndo } from './undo-tally.ts';
import { waitsFor } from './waits-for.ts';
import { changeWords, counted, stepTitles } from './words.ts';

/** Something the case did not bring to its end, with the system's own words and what to do. */
export interface OpenItem {
  readonly what: string;
  readonly lines: readonly string[];
  readonly advice: string;
  /** How many changes it stands for. */
  readonly changes: number;
}

/** How many changes are open: the one number that every card of the case tells. */
export function openCount(items: readonly OpenItem[]): number {
  return items.reduce((sum, item) => sum + item.changes, 0);
}

/** Everything that is open, exactly: refused steps, changes that failed or were never seen. */
export function openItems(state: CaseState): readonly OpenItem[] {
  return state.steps.flatMap((step) => {
    const item = (change: ChangeState): OpenItem => openChange(change, step, state);
    const changes = chosenChanges(step, state);
    if (changes.length === 0) return [];
    if (state.outcome === 'canceled')
      return changes.filter((one) => !wasNeverBegun(one) && isOpen(one)).map(item);
    if (state.status === 'undoing') return changes.filter(({ status }) => status === 'undo-failed').map(item);
    if (endedByUndo(state)) return changes.filter(isUndoOpen).map(item);
    const open = changes.filter(isOpen);
    const refused = open.length > 0 ? refusedStep(step, state) : undefined;
    return refused ? [withCount(refused, open.length)] : open.map(item);
  });
}

function withCount(refused: Words, changes: number): OpenItem {
  return { ...refused, what: `${refused.what}, ${counted(changes, 'change')}`, changes };
}

type Words = Omit<OpenItem, 'changes'>;

function refusedStep(step: StepState, state: CaseState): Words | undefined {
  const { status, decidedBy, reason, deadline, stopped } = step.approval;
  const what = `Step ${stepTitles[step.step]}`;
  if (status === 'rejected') {
    const by = plain(decidedBy?.name ?? approverName(step, state), 60);
    return {
      what,
      lines: [`Rejected by ${by}: ${plain(reason ?? 'no reason given', 240)}`],
      advice: 'Clear it with the approver; “Try again” asks once more.',
    };
  }
  if (stopped !== undefined) {
    return {
      what,
      lines: [plain(stopped, 240)],
      advice: 'Nothing more of this step is sent. When that has changed, “Try again” asks once more.',
    };
  }
  if (status === 'expired') {
    const until = deadline ? ` until ${utc(deadline)}` : '';
    return {
      what,
      lines: [`${approverName(step, state)} did not answer${until}`],
      advice: '“Try again” asks once more.',
    };
  }
  if (status === 'approved') return undefined;
  return {
    what,
    lines: [`Not confirmed by ${approverName(step, state)}`],
    advice: 'Nothing of this step was changed.',
  };
}

const settled: ReadonlySet<string> = new Set(['verified', 'skipped', 'undone', 'undo-skipped']);

function isOpen(change: ChangeState): boolean {
  return !settled.has(change.status);
}

/** After an undo only what the undo itself left open counts. */
function isUndoOpen({ status }: ChangeState): boolean {
  return status === 'undo-failed' || status === 'undo-applied' || status === 'undo-intended';
}

function openChange(change: ChangeState, step: StepState, state: CaseState): OpenItem {
  const again = howAgain(change, step, state);
  const { error, reason } = change;
  const what = `${plain(change.change.what, 160)}: ${error ? changeWords[change.status] : quietWord(change)}`;
  const why = reason ? [plain(reason, 240)] : [];
  if (error) {
    const advice = errorAdvice(error, { undoing: isUndo(change), again });
    return { what, lines: [...why, errorWords(error), requestWords(error)], advice, changes: 1 };
  }
  return { what, lines: why, advice: statusAdvice(change, again, state), changes: 1 };
}

/** Without an error nothing failed: it was left alone, or never begun, for the reason that is given. */
function quietWord({ status }: ChangeState): string {
  return status === 'undo-failed' ? 'not put back' : changeWords[status];
}

function isUndo({ status }: ChangeState): boolean {
  return status.startsWith('undo-');
}

/** What somebody has to do so that the bot looks at it once more; a case that has ended is gone on with by nobody. */
function howAgain(change: ChangeState, { step }: StepState, { status, caseId, undo }: CaseState): string {
  if (isUndo(change)) {
    const part = undo?.whole === false ? ` ${step}` : '';
    const ask = `ask for the undo once more: /undo ${caseId}${part}`;
    return status === 'undoing' ? `when this undo has ended, ${ask}` : ask;
  }
  return status === 'closed' || status === 'undo-asked' ? 'open a new case with /offboard' : '“Try again”';
}

function statusAdvice(change: ChangeState, again: string, state: CaseState): string {
  const { status } = change;
  if (status === 'undo-failed') return `Once that is settled, ${again}`;
  if (status === 'undo-intended' || status === 'undo-applied' || status === 'applied') {
    return `The system took it but does not show it yet. To have it looked at again: ${again}.`;
  }
  if (status === 'waiting') return waitsFor(change, state);
  return `It may or may not have happened. To have it looked at before anything is sent: ${again}.`;
}
