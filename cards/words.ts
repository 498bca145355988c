import type { StepId, SystemId } from '#providers/action.ts';
import type { CaseState, CaseStatus, ChangeStatus } from '#bot/workflow/case/case-state.ts';
import type { Phase } from '#bot/workflow/case/events.ts';
import type { Result } from '#storage/entry.ts';

/** The checklist as people read it. */
export const stepTitles: Readonly<Record<StepId, string>> = {
  'directory-account': 'Active Directory account',
  'group-memberships': 'Group memberships',
  licences: 'Microsoft 365 licences',
  mailbox: 'Mailbox',
  'data-transfer': 'Data transfer',
  'azure-access': 'Azure access',
  'final-cleanup': 'Final cleanup',
};

/** The same inside a sentence. */
export const stepNames: Readonly<Record<StepId, string>> = {
  ...stepTitles,
  'group-memberships': 'group memberships',
  mailbox: 'mailbox',
  'data-transfer': 'data transfer',
  'final-cleanup': 'final cleanup',
};

const systemNames: Readonly<Record<SystemId, string>> = {
  'active-directory': 'Active Directory',
  entra: 'Entra ID',
  exchange: 'Exchange Online',
  sharepoint: 'SharePoint',
  azure: 'Azure',
};

/** A system's name for people; one we do not know keeps its own. */
export function systemName(system: string): string {
  return Object.hasOwn(systemNames, system) ? systemNames[system as SystemId] : system;
}

/** What somebody asks an approver for: `Alex Wilber asks …`. */
export const stepRequests: Readonly<Record<StepId, string>> = {
  'directory-account': 'to shut the account in Active Directory',
  'group-memberships': 'to end these memberships',
  licences: 'to take back these licences',
  mailbox: 'to settle what becomes of the mailbox',
  'data-transfer': 'to hand over files and ownership',
  'azure-access': 'to block the sign-in and remove this access',
  'final-cleanup': 'for the final cleanup',
};

/** A step's name inside a sentence, of an id that may be anything. */
export function stepName(step: string): string {
  return Object.hasOwn(stepNames, step) ? stepNames[step as StepId] : step;
}

/** A step's name by itself, of an id that may be anything. */
export function stepTitle(step: string): string {
  return Object.hasOwn(stepTitles, step) ? stepTitles[step as StepId] : step;
}

export const caseWords: Readonly<Record<CaseStatus, string>> = {
  opened: 'reading the systems',
  unreadable: 'stopped: a system could not be read',
  choosing: 'plan is ready, waiting for the operator',
  working: 'in progress',
  attention: 'needs attention',
  'undo-asked': 'undo waits for confirmation',
  undoing: 'undo under way',
  closed: 'closed',
};

export const outcomeWords: Readonly<Record<NonNullable<CaseState['outcome']>, string>> = {
  complete: 'complete, all verified',
  incomplete: 'undo not complete',
  'dry-run': 'dry run, nothing changed',
  canceled: 'canceled',
  undone: 'undone',
  'partly-undone': 'partly undone, the rest stays done',
};

/** Where a change stands. */
export const changeWords: Readonly<Record<ChangeStatus, string>> = {
  waiting: 'waiting',
  intended: 'running',
  verified: 'verified',
  applied: 'accepted, not seen yet',
  failed: 'failed',
  skipped: 'skipped',
  unknown: 'unknown',
  'undo-intended': 'being undone',
  'undo-applied': 'undo accepted, not seen yet',
  'undo-failed': 'undo failed',
  'undo-skipped': 'not undone',
  undone: 'undone',
};

export const resultWords: Readonly<Record<Result, string>> = {
  verified: 'verified',
  applied: 'accepted, not seen yet',
  failed: 'failed',
  skipped: 'skipped',
  unknown: 'unknown',
  undone: 'undone',
  refused: 'refused',
};

/** What an entry of the log says happened. */
export const phaseWords: Readonly<Record<Phase, string>> = {
  opened: 'Case opened',
  unreadable: 'A system could not be read',
  planned: 'Plan made',
  chosen: 'Plan frozen',
  archived: 'What the person held was archived',
  asked: 'Approval asked',
  delivered: 'Request delivered',
  undelivered: 'Request not delivered',
  approved: 'Approved',
  rejected: 'Rejected',
  expired: 'Approval expired',
  taken: 'Work taken up',
  released: 'Work handed back',
  'held-up': 'On hold: a system could not be read',
  drifted: 'Systems changed since the approval',
  intent: 'About to change',
  outcome: 'Change',
  retried: 'Tried again',
  'undo-asked': 'Undo asked',
  'undo-confirmed': 'Undo confirmed',
  'undo-declined': 'Undo declined',
  'undo-ended': 'Undo ended, the case stays open',
  swept: 'Closing sweep',
  closed: 'Case closed',
  refused: 'Refused',
  reported: 'Report taken',
  'legal-hold': 'Legal hold placed',
  'legal-hold-ended': 'Legal hold ended',
  'erasure-asked': 'Erasure asked',
  'erasure-declined': 'Erasure declined',
  erased: 'Erasure confirmed',
  'erasure-stopped': 'Erasure stopped',
  'erasure-verified': 'Erased: the key is gone',
};

/** Stands where the key to a text is gone: not known to anybody any more, which is not the same as nothing. */
export const erasedWord = '[erased]';
/** The same where the log does not say that anybody asked for that: the key is lost, and nobody erased anything. */
export const lostWord = '[unreadable]';

/** `1 change`, `3 changes`, `2 entries`: the one way a card counts things. */
export function counted(count: number, one: string, more = `${one}s`): string {
  return `${count.toLocaleString('en')} ${count === 1 ? one : more}`;
}

/** `a, b and c`. */
export function listed(words: readonly string[]): string {
  return new Intl.ListFormat('en-GB').format(words);
}
