import type { CaseState } from '../../workflow/case-state.ts';
import type { Workflow } from '../workflow.ts';
import type { Placed } from './placed.ts';
import type { Showing } from './showings.ts';
import { messagesOf } from './wanted.ts';

/** Writes to the log whom a request for approval reached; when nobody, the operator is told by the case's cards. */
export async function noteDelivery(
  workflow: Pick<Workflow, 'recordDelivery'>,
  state: CaseState,
  showing: Showing,
  placed: Placed,
): Promise<void> {
  const { step, key, onlyUpdate } = showing;
  if (step === undefined || onlyUpdate) return;
  const { caseId } = state;
  const messages = messagesOf(key, placed);
  const reached = messages.filter(([, { at }]) => at !== null);
  if (reached.length === 0) {
    const [name, first] = messages[0] ?? [];
    if (first?.noted) return;
    const person = first?.person ?? { id: '', name: 'any other operator' };
    const reason = first?.why ?? 'there is no other operator';
    await workflow.recordDelivery({ caseId, step, person, delivered: false, reason });
    if (first && name !== undefined) await placed.set(name, { ...first, noted: true });
    return;
  }
  for (const [name, message] of reached.filter(([, { noted }]) => !noted)) {
    await workflow.recordDelivery({ caseId, step, person: message.person, delivered: true, reason: '' });
    await placed.set(name, { ...message, noted: true });
  }
}
