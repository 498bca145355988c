import { stepTitle, stepTitles } from '#cards/words.ts';
import type { Actor } from '#storage/entry.ts';
import type { Decision } from '../report/decisions.ts';
import type { ApprovalStatus, CaseState, StepState } from '../workflow/case/case-state.ts';
import { changesOf } from '../workflow/case/steps.ts';

/** How the approval of a step stands, for the tab. */
export interface ApprovalRow {
  readonly step: string;
  readonly stepName: string;
  readonly status: ApprovalStatus;
  readonly statusName: string;
  readonly policy: string | null;
  /** Who answered, else who is asked. */
  readonly approver: Actor | null;
  readonly because: string | null;
  readonly askedAt: string | null;
  readonly decidedAt: string | null;
  readonly deadline: string | null;
  readonly reason: string | null;
  readonly hasDrifted: boolean;
  readonly rejectedBefore: { readonly by: Actor; readonly at: string; readonly reason: string | null } | null;
}

/** Of a case that can be read. Pure. */
export function approvalRows({ steps }: CaseState): readonly ApprovalRow[] {
  return steps.map(approvalRow);
}

/**
 * Of a case whose key is gone: who was asked and who answered stand in the clear. Pure.
 * @param word stands where a text was
 */
export function goneApprovalRows(decisions: readonly Decision[], word: string): readonly ApprovalRow[] {
  const told = decisions.filter(({ kind }) => kind !== 'undelivered');
  return [...Map.groupBy(told, ({ step }) => step).values()].flatMap((ofStep) => goneRow(ofStep, word));
}

function goneRow(decisions: readonly Decision[], word: string): readonly ApprovalRow[] {
  const last = decisions.at(-1);
  if (!last || last.kind === 'undelivered') return [];
  const { step, kind, by, at, why } = last;
  const isAnswer = kind === 'approved' || kind === 'rejected';
  const answer = isAnswer
    ? { approver: by, decidedAt: at }
    : { approver: { id: word, name: word }, decidedAt: null };
  const askedAt = decisions.findLast((one) => one.kind === 'asked')?.at ?? null;
  const status = { step, stepName: stepTitle(step), status: kind, statusName: approvalWords[kind] };
  const rejectedBefore = rejectionBefore(last, decisions);
  return [{ ...status, ...answer, askedAt, reason: why, rejectedBefore, ...untold }];
}

/** What no entry in the clear tells. */
const untold = { policy: null, because: null, deadline: null, hasDrifted: false } as const;

function rejectionBefore(last: Decision, decisions: readonly Decision[]): ApprovalRow['rejectedBefore'] {
  const rejected = decisions.findLast(({ kind }) => kind === 'rejected');
  if (!rejected || rejected === last) return null;
  return { by: rejected.by, at: rejected.at, reason: rejected.why };
}

function approvalRow(row: StepState): ApprovalRow {
  const { step, approval, drift } = row;
  return {
    step,
    stepName: stepTitles[step],
    status: approval.status,
    statusName: changesOf(row).length === 0 ? 'nothing to change' : approvalWords[approval.status],
    policy: approval.policy ?? null,
    approver: approval.decidedBy ?? approval.approver ?? null,
    because: approval.because ?? null,
    askedAt: approval.askedAt ?? null,
    decidedAt: approval.decidedAt ?? null,
    deadline: approval.deadline ?? null,
    reason: approval.reason ?? approval.stopped ?? null,
    hasDrifted: drift !== undefined,
    rejectedBefore: earlierRejection(row),
  };
}

/** A no that is not how the step stands now: it was asked again since. */
function earlierRejection({ approval, rejected }: StepState) {
  if (!rejected || rejected.at === approval.decidedAt) return null;
  return { by: rejected.by, at: rejected.at, reason: rejected.reason ?? null };
}

const approvalWords: Readonly<Record<ApprovalStatus, string>> = {
  off: 'left out',
  none: 'not asked',
  asked: 'asked',
  approved: 'approved',
  rejected: 'rejected',
  expired: 'expired',
};
