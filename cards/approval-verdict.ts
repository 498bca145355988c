import type { CaseState, StepState } from '#bot/workflow/case/case-state.ts';
import { driftLines } from './drift-lines.ts';
import type { Room } from './fit.ts';
import { plain } from './plain-text.ts';
import { utc } from './times.ts';

/** How a request for approval ended; an empty `verdict` means that it still waits. */
export interface Verdict {
  readonly verdict: string;
  readonly verdictStyle: 'good' | 'warning' | 'attention' | 'emphasis';
  /** More sentences, a line each. */
  readonly verdictLines: string;
}

const waiting: Verdict = { verdict: '', verdictStyle: 'emphasis', verdictLines: '' };

/** `hash`: of the changes the request was made for. */
export function approvalVerdict(state: CaseState, step: StepState, hash: string, room: Room): Verdict {
  if (hash !== step.hash) return changed(step, room);
  const { status } = step.approval;
  if (status === 'approved') return decided(step, 'Approved', 'good');
  if (status === 'rejected') return decided(step, 'Rejected', 'attention');
  if (status === 'expired') return expired(step);
  if (state.outcome === 'canceled') return ended('The case was canceled', 'Your answer is no longer needed.');
  if (state.status === 'closed') return ended('The case has ended', 'Your answer is no longer needed.');
  if (status === 'asked') return waiting;
  return ended('This request was withdrawn', 'Your answer is no longer needed.');
}

function decided(step: StepState, word: string, style: 'good' | 'attention'): Verdict {
  const { decidedBy, decidedAt, reason } = step.approval;
  const by = `${word} by ${plain(decidedBy?.name ?? 'somebody unknown', 60)}`;
  const lines = [decidedAt ? `${by} on ${utc(decidedAt)}` : by];
  if (reason) lines.push(`Reason: ${plain(reason, 500)}`);
  return { verdict: word, verdictStyle: style, verdictLines: lines.join('\n') };
}

function expired(step: StepState): Verdict {
  const { deadline, stopped } = step.approval;
  if (stopped !== undefined) {
    const lines = `${plain(stopped, 240)}\nNothing more of this step is sent.`;
    return { verdict: 'Stopped', verdictStyle: 'warning', verdictLines: lines };
  }
  const line = deadline ? `Nobody answered until ${utc(deadline)}.` : 'Nobody answered in time.';
  return {
    verdict: 'Expired',
    verdictStyle: 'warning',
    verdictLines: `${line}\nNothing of this step was changed.`,
  };
}

function changed(step: StepState, room: Room): Verdict {
  return {
    verdict: 'No longer valid: the systems changed',
    verdictStyle: 'warning',
    verdictLines: `${driftLines(step, room)}\nA new request with the changes as they are now follows.`.trim(),
  };
}

function ended(verdict: string, line: string): Verdict {
  return { verdict, verdictStyle: 'emphasis', verdictLines: line };
}
