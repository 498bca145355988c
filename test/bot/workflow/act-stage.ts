import { event } from '#bot/workflow/case/event.ts';
import type { Draft, Entry } from '#storage/entry.ts';
import { alex, caseId, opened, smallWorld, type SmallWorld } from '#test/set-up/small-world.ts';
import { plannedChange, plannedStep } from '#test/set-up/told-case.ts';

/** A case brought by its log to where somebody acts on it; nothing runs. */
export interface ActStage extends SmallWorld {
  /** Brings the case to where these entries lead. */
  at(...drafts: readonly Draft[]): Promise<void>;
  last(): Promise<Entry | undefined>;
  isOpen(): Promise<boolean>;
}

export async function actStage(): Promise<ActStage> {
  const world = await smallWorld([]);
  return {
    ...world,
    async at(...drafts) {
      await opened(world);
      for (const draft of drafts) await world.cases.record(caseId, () => draft);
    },
    last: async () => (await world.store.readCase(caseId)).at(-1),
    isOpen: async () => (await world.store.listOpen()).includes(caseId),
  };
}

export const refused = (code: string, facts: object = { case: caseId }) => ({
  ok: false,
  refusal: { code, facts },
});

export const azure = plannedStep('azure-access', plannedChange('a'), plannedChange('b'));
export const mailbox = plannedStep('mailbox', plannedChange('mail'));
export const plan = event('planned', alex, { revision: 1, steps: [azure, mailbox] });
export const choice = event('chosen', alex, { choices: { mailbox: 'both', successor: null }, off: [] });
export const closed = event('closed', alex, { outcome: 'complete' });
export const swept = event('swept', alex, { remaining: [], unreadable: [] }, { result: 'failed' });
export const about = (change: string) => ({ step: azure.step, action: 'test.azure-access', change });
export const outcome = (change: string, result: NonNullable<Draft['result']>) =>
  event('outcome', alex, { direction: 'apply', what: 'x' }, { ...about(change), result });
export const intent = (change: string) =>
  event('intent', alex, { direction: 'apply', attempt: 1, what: 'x' }, about(change));
export const ask = (deadline = '2026-11-26T09:00:00.000Z') =>
  event(
    'asked',
    alex,
    { hash: azure.hash, policy: 'operator', approver: alex, deadline },
    { step: azure.step },
  );
export const rejected = event('rejected', alex, { hash: azure.hash }, { step: azure.step });
export const done = [choice, plan, intent('a'), outcome('a', 'verified')];
