import type { CaseState, ChangeState, StepState } from '#bot/workflow/case/case-state.ts';
import { approverName } from './approver-words.ts';
import { chosenActions, chosenChanges } from './chosen.ts';
import { errorWords } from './error-words.ts';
import { wasNeverBegun } from './made.ts';
import { plain } from './plain-text.ts';
import { tally, tallyWords } from './tally.ts';
import { utc } from './times.ts';
import { isWaiting, stepWaitsFor } from './waits-for.ts';
import { counted, listed, stepNames, systemName } from './words.ts';

export type Tone = 'default' | 'good' | 'warning' | 'attention' | 'accent';

/** Where a step stands: one word with its colour, and what holds it up, in sentences. */
export interface StepProgress {
  readonly word: string;
  readonly tone: Tone;
  readonly details: readonly string[];
}

export function stepProgress(step: StepState, state: CaseState): StepProgress {
  const changes = chosenChanges(step, state);
  if (step.approval.status === 'off') return quiet('left out');
  if (changes.length === 0) return quiet('nothing to do');
  if (isInUndo(changes, state)) return undoing(step, changes, state);
  if (state.status === 'closed' && changes.every(wasNeverBegun)) return neverMade(step);
  if (step.approval.status === 'approved' || state.status === 'closed') return running(step, changes, state);
  return unanswered(step, state);
}

function quiet(word: string): StepProgress {
  return { word, tone: 'default', details: [] };
}

/** Of a case that has ended nobody waits for anybody: only a no is still worth its reason. */
function neverMade({ approval }: StepState): StepProgress {
  const { status, decidedBy, reason, stopped } = approval;
  const no = `${plain(decidedBy?.name ?? 'Somebody', 60)} said no${reason ? `: ${plain(reason, 200)}` : ''}`;
  const why = stopped === undefined ? [] : [plain(stopped, 240)];
  return { word: 'not made', tone: 'default', details: status === 'rejected' ? [no] : why };
}

function unanswered(step: StepState, state: CaseState): StepProgress {
  const { status, deadline, undelivered, decidedBy, reason, stopped } = step.approval;
  const who = approverName(step, state);
  const name = stepNames[step.step];
  const until = deadline ? ` until ${utc(deadline)}` : '';
  if (status === 'rejected') {
    const why = reason ? `: ${plain(reason, 200)}` : '';
    const no = `${plain(decidedBy?.name ?? who, 60)} said no${why}`;
    return { word: 'rejected', tone: 'attention', details: [no, ...halted(step, state)] };
  }
  if (stopped !== undefined)
    return { word: 'stopped', tone: 'attention', details: [plain(stopped, 240), ...halted(step, state)] };
  if (status === 'expired') {
    const late = `${who} did not answer${until}`;
    return { word: 'expired', tone: 'attention', details: [late, ...halted(step, state)] };
  }
  if (status !== 'asked') {
    return {
      word: 'not asked yet',
      tone: 'default',
      details: step.drift ? ['The systems changed since the approval'] : [],
    };
  }
  const drift = step.drift ? ['The systems changed since the last approval: asked again'] : [];
  if (undelivered === undefined) {
    return {
      word: 'waits',
      tone: 'warning',
      details: [...drift, `waits for ${who} to confirm ${name}${until}`],
    };
  }
  const unreached = `${who} could not be reached in Teams: ${plain(undelivered, 160)}. Name another approver.`;
  return { word: 'nobody reached', tone: 'attention', details: [...drift, unreached] };
}

/** What of the step is not made until somebody asks once more. */
function halted(step: StepState, state: CaseState): readonly string[] {
  const open = chosenChanges(step, state).filter(({ status }) => status === 'waiting').length;
  return open > 0
    ? [`${counted(open, 'change')} of this step will not be made unless it is asked once more`]
    : [];
}

function running(step: StepState, changes: readonly ChangeState[], state: CaseState): StepProgress {
  const count = tally(changes);
  const ended = state.status === 'closed';
  const counts = tallyWords(count, ended);
  const details = [counts, ...firstError(changes), ...(ended ? [] : holdUp(step, changes, state))];
  if (count.failed + count.unknown > 0) return { word: 'needs attention', tone: 'attention', details };
  if (count.verified + count.skipped === changes.length) return { word: 'verified', tone: 'good', details };
  if (ended) return { word: 'partly made', tone: 'warning', details };
  if (count.intended > 0) return { word: 'running', tone: 'accent', details };
  if (count.waiting === changes.length)
    return { word: 'approved', tone: 'accent', details: details.slice(1) };
  if (count.waiting === 0 && count.applied > 0) return { word: 'being checked', tone: 'accent', details };
  return { word: 'running', tone: 'accent', details };
}

/** What the changes that were not started wait for: other actions by name, or only their turn at a system. */
function holdUp(step: StepState, changes: readonly ChangeState[], state: CaseState): readonly string[] {
  if (!changes.some(isWaiting)) return [];
  const { decidedBy } = step.approval;
  const none = changes.every(isWaiting);
  const by = none ? `approved${decidedBy ? ` by ${plain(decidedBy.name, 60)}` : ''}, ` : '';
  const names = stepWaitsFor(step, state);
  const turn = state.heldUp
    ? 'until the system can be read'
    : `for its turn at ${listed(systemsOf(step, state))}`;
  return [`${by}${none ? 'waits' : 'the rest waits'} ${names.length > 0 ? `for ${listed(names)}` : turn}`];
}

function systemsOf(step: StepState, state: CaseState): readonly string[] {
  const busy = chosenActions(step, state).filter(({ changes }) => changes.some(isWaiting));
  return [...new Set(busy.map(({ system }) => systemName(system)))];
}

/** Something of the step was put back, or is to be by the undo that is under way. */
function isInUndo(changes: readonly ChangeState[], { status, undo }: CaseState): boolean {
  const refs = new Set(status === 'undoing' ? undo?.refs : []);
  return changes.some((change) => change.status.startsWith('und') || refs.has(change.ref));
}

const settled: ReadonlySet<string> = new Set(['undone', 'undo-skipped', 'undo-failed', 'undo-applied']);

function undoing(step: StepState, changes: readonly ChangeState[], state: CaseState): StepProgress {
  const count = tally(changes);
  const details = [tallyWords(count), ...firstError(changes)];
  const refs = new Set(state.status === 'undoing' ? state.undo?.refs : []);
  const isUnderWay = changes.some((change) => refs.has(change.ref) && !settled.has(change.status));
  if (count['undo-failed'] + (isUnderWay ? 0 : count['undo-applied'] + count['undo-intended']) > 0)
    return { word: 'needs attention', tone: 'attention', details };
  if (isUnderWay) return { word: 'undoing', tone: 'accent', details };
  const isWhole = chosenActions(step, state).every(
    (action) =>
      action.irreversible !== undefined || action.changes.every(({ status }) => status === 'undone'),
  );
  if (count.undone === 0) return { word: 'left alone', tone: 'default', details };
  return { word: isWhole ? 'undone' : 'partly undone', tone: 'default', details };
}

function firstError(changes: readonly ChangeState[]): readonly string[] {
  const failed = changes.find((change) => change.error !== undefined && change.status.endsWith('failed'));
  return failed?.error ? [`${plain(failed.change.what, 80)}: ${errorWords(failed.error)}`] : [];
}
