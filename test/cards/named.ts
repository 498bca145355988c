import { personOf } from '#providers/sandbox/people.ts';
import type { CaseState } from '#bot/workflow/case/case-state.ts';

/** Every text that a directory, a system or a person gave is `text`. */
export function named(state: CaseState, text: string): CaseState {
  const person = { id: personOf('meganb').id, upn: text, name: text };
  const actor = { id: personOf('alexw').id, name: text };
  const error = { system: text, operation: text, code: text, message: text, status: 400, requestId: text };
  return {
    ...state,
    leaver: {
      ...state.leaver,
      name: text,
      upn: text,
      manager: person,
      directory: state.leaver.directory && { ...state.leaver.directory, dn: text, accountName: text },
    },
    operator: actor,
    choices: { ...state.choices, successor: person },
    unreadable: state.unreadable.map(() => error),
    ...(state.erasure
      ? { erasure: { ...state.erasure, askedBy: actor, confirmedBy: actor, basis: text } }
      : {}),
    ...(state.undo ? { undo: { ...state.undo, askedBy: actor } } : {}),
    ...(state.sweep
      ? {
          sweep: {
            remaining: state.sweep.remaining.map(() => ({ system: text, what: text, why: text })),
            unreadable: state.sweep.unreadable.map(() => ({ system: text, why: text })),
          },
        }
      : {}),
    steps: state.steps.map((step) => ({
      ...step,
      ...(step.rejected ? { rejected: { ...step.rejected, by: actor, reason: text } } : {}),
      ...(step.drift ? { drift: { added: [text], gone: [text] } } : {}),
      approval: {
        ...step.approval,
        ...(step.approval.approver ? { approver: actor } : {}),
        ...(step.approval.decidedBy ? { decidedBy: actor } : {}),
        ...(step.approval.reason ? { reason: text } : {}),
        ...(step.approval.because ? { because: text } : {}),
        ...(step.approval.undelivered ? { undelivered: text } : {}),
      },
      actions: step.actions.map((action) => ({
        ...action,
        skipped: action.skipped.map((one) => ({ ...one, what: text, why: text })),
        changes: action.changes.map((one) => ({
          ...one,
          change: { ...one.change, what: text, ...(one.change.destroys ? { destroys: text } : {}) },
          ...(one.error ? { error } : {}),
          ...(one.reason ? { reason: text } : {}),
        })),
      })),
    })),
  };
}
