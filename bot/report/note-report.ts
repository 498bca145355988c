import type { Actor } from '#storage/entry.ts';
import { event } from '../workflow/case/event.ts';
import type { EventData } from '../workflow/case/events.ts';
import { appendToRegister, type RegisterWorld } from '../workflow/case/register.ts';
import type { Cases } from '../workflow/case/cases.ts';
import type { Form, Subject } from './report-order.ts';

export interface Taking {
  readonly by: Actor;
  readonly subject: Subject;
  readonly form: Form;
  readonly via: EventData<'reported'>['via'];
}

/** Notes who takes which report, before it is made: in the case it is about, or in the day's register. @throws StoreDown */
export async function noteReport(
  world: RegisterWorld & { readonly cases: Pick<Cases, 'record'> },
  { by, subject, form, via }: Taking,
): Promise<void> {
  if (!('caseId' in subject)) {
    return appendToRegister(world, event('reported', by, { form, via, from: subject.from, to: subject.to }));
  }
  await world.cases.record(subject.caseId, (state) => (state ? event('reported', by, { form, via }) : null));
}
