import { mayAct } from '../policy/acts.ts';
import type { Caller } from '../policy/caller.ts';
import { notOwnCase } from '../policy/own-case.ts';
import { accepted, type Answer, refuse } from '../policy/refusal.ts';
import type { World } from '../workflow/world.ts';
import type { Form, Subject } from './report-order.ts';

/** A report that somebody asks for. */
export interface ReportAsk {
  readonly by: Caller;
  readonly subject: Subject;
  readonly form: Form;
}

/** Who may read the history may take reports, and nobody of the case about themselves. Asked again at every step. */
export async function mayReport(
  { cases }: Pick<World, 'cases'>,
  { by, subject }: Pick<ReportAsk, 'by' | 'subject'>,
): Promise<Answer<null>> {
  const may = mayAct(by, 'report');
  if (!may.ok || !('caseId' in subject)) return may;
  const state = await cases.read(subject.caseId);
  if (!state) return refuse('no-such-case', { case: subject.caseId });
  const others = notOwnCase(state, by);
  return others.ok ? accepted(null) : others;
}
