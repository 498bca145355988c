import type { CaseState, ChangeState, StepState } from '#bot/workflow/case/case-state.ts';
import { approverName } from './approver-words.ts';
import { chosenChanges } from './chosen.ts';
import { errorWords } from './error-words.ts';
import { plain } from './plain-text.ts';
import { tally, tallyWords } from './tally.ts';
import { utc } from './times.ts';
import { stepNames } from './words.ts';

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
  if (changes.some((change) => change.status.startsWith('und'))) return undoing(changes);
  if (step.approval.status === 'approved') return running(step, changes);
  return unanswered(step, state);
}

function quiet(word: string): StepProgress {
  return { word, tone: 'default', details: [] };
}

function unanswered(step: StepState, state: CaseState): StepProgress {
  const { status, deadline, undelivered, decidedBy, reason, stopped } = step.approval;
  const who = approverName(step, state);
  const name = stepNames[step.step];
  const until = deadline ? ` until ${utc(deadline)}` : '';
  if (status === 'rejected') {
    const why = reason ? `: ${plain(reason, 200)}` : '';
    return {
      word: 'rejected',
      tone: 'attention',
      details: [`${plain(decidedBy?.name ?? who, 60)} said no${why}`],
    };
  }
  if (stopped !== undefined) return { word: 'stopped', tone: 'attention', details: [plain(stopped, 240)] };
  if (status === 'expired')
    return { word: 'expired', tone: 'attention', details: [`${who} did not answer${until}`] };
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

function running(step: StepState, changes: readonly ChangeState[]): StepProgress {
  const count = tally(changes);
  const details = [tallyWords(count), ...firstError(changes)];
  if (count.failed + count.unknown > 0) return { word: 'needs attention', tone: 'attention', details };
  if (count.verified + count.skipped === changes.length) return { word: 'verified', tone: 'good', details };
  if (count.intended > 0) return { word: 'running', tone: 'accent', details };
  if (count.waiting === changes.length) return { word: 'approved', tone: 'accent', details: [holdUp(step)] };
  if (count.applied > 0) return { word: 'being checked', tone: 'accent', details };
  return { word: 'running', tone: 'accent', details };
}

function holdUp(step: StepState): string {
  const by = step.approval.decidedBy;
  return by ? `approved by ${plain(by.name, 60)}, waits for its turn` : 'approved, waits for its turn';
}

function undoing(changes: readonly ChangeState[]): StepProgress {
  const count = tally(changes);
  const details = [tallyWords(count), ...firstError(changes)];
  if (count['undo-failed'] > 0) return { word: 'needs attention', tone: 'attention', details };
  const open = count['undo-intended'] + count['undo-applied'];
  return open > 0
    ? { word: 'undoing', tone: 'accent', details }
    : { word: 'undone', tone: 'default', details };
}

function firstError(changes: readonly ChangeState[]): readonly string[] {
  const failed = changes.find((change) => change.error !== undefined && change.status.endsWith('failed'));
  return failed?.error ? [`${plain(failed.change.what, 80)}: ${errorWords(failed.error)}`] : [];
}
