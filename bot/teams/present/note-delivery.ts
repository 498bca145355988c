import type { CaseState } from '../../workflow/case/case-state.ts';
import type { Workflow } from '../workflow.ts';
import type { Placed } from './placed.ts';
import type { Showing } from './showings.ts';
import { messagesOf } from './wanted.ts';

type Recorder = Pick<Workflow, 'recordDelivery'>;
type Message = ReturnType<typeof messagesOf>[number];

/** Writes to the log whom a request for approval reached; when nobody, the operator is told by the case's cards. */
export async function noteDelivery(
  workflow: Recorder,
  { caseId }: CaseState,
  { step, key, onlyUpdate }: Showing,
  placed: Placed,
): Promise<void> {
  if (step === undefined || onlyUpdate) return;
  const messages = messagesOf(key, placed);
  const reached = messages.filter(([, { at }]) => at !== null);
  if (reached.length === 0) return noteNobody(workflow, { caseId, step }, messages[0], placed);
  for (const [name, message] of reached.filter(([, { noted }]) => !noted)) {
    await workflow.recordDelivery({ caseId, step, person: message.person, delivered: true, reason: '' });
    await placed.set(name, { ...message, noted: true });
  }
}

async function noteNobody(
  workflow: Recorder,
  request: { readonly caseId: string; readonly step: string },
  first: Message | undefined,
  placed: Placed,
): Promise<void> {
  const [name, message] = first ?? ['', null];
  if (message?.noted) return;
  const person = message?.person ?? { id: '', name: 'any other operator' };
  const reason = message?.why ?? 'there is no other operator';
  await workflow.recordDelivery({ ...request, person, delivered: false, reason });
  if (message) await placed.set(name, { ...message, noted: true });
}
