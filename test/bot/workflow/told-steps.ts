import type { CaseState, StepState } from '#bot/workflow/case/case-state.ts';
import { event } from '#bot/workflow/case/event.ts';
import type { EventData } from '#bot/workflow/case/events.ts';
import type { Draft } from '#storage/entry.ts';
import { minute, plannedChange, plannedStep, told } from '#test/set-up/told-case.ts';
import { alex, isaiah } from '#test/storage/sealed.ts';

/** Two steps of a case at work, and what may be told of them. */

export const mailbox = plannedStep('mailbox', plannedChange('mail'), plannedChange('rules'));
export const licences = plannedStep('licences', plannedChange('mail'));
export const plan = event('planned', alex, { revision: 1, steps: [mailbox, licences] });
export const choice = event('chosen', alex, { choices: { mailbox: 'both', successor: null }, off: [] });
export const working = [choice, plan];
export const error = { system: 'entra', operation: 'PATCH /users', code: 'http-503', message: 'later' };

export const ask = (more: Partial<EventData<'asked'>> = {}) =>
  event(
    'asked',
    alex,
    { hash: mailbox.hash, policy: 'operator', approver: alex, deadline: minute(59), ...more },
    { step: 'mailbox' },
  );
export const say = (phase: 'approved' | 'rejected', hash = mailbox.hash, reason?: string) =>
  event(phase, isaiah, { hash }, { step: 'mailbox', ...(reason ? { reason } : {}) });
export const about = (key: string) => ({ step: 'mailbox', action: 'test.mailbox', change: key });
export const intent = (key: string, direction: 'apply' | 'undo' = 'apply') =>
  event('intent', alex, { direction, attempt: 1, what: 'x' }, about(key));
export const outcome = (
  key: string,
  result: NonNullable<Draft['result']>,
  more: Partial<Draft> = {},
  direction: 'apply' | 'undo' = 'apply',
) => event('outcome', alex, { direction, what: 'x' }, { ...about(key), result, ...more });
export const swept = event('swept', alex, { remaining: [], unreadable: [] }, { result: 'failed' });

export const stepOf = (state: CaseState, id = 'mailbox'): StepState =>
  state.steps.find(({ step }) => step === id)!;
export const approvalAfter = (...drafts: Draft[]) => stepOf(told(...working, ...drafts)).approval;
export const changesOf = (state: CaseState, id = 'mailbox') => stepOf(state, id).actions[0]!.changes;
export const after = (...drafts: Draft[]) => changesOf(told(...working, ...drafts))[0]!;
