import type { Actor } from '#storage/entry.ts';
import type { History, HistoryRequest } from '../history/read-history.ts';
import type { ReportAsk } from '../report/may-report.ts';
import type { ReportFile, TellBefore } from '../report/reporter.ts';
import type { Caller } from '../policy/caller.ts';
import type { Answer } from '../policy/refusal.ts';
import type { CaseState } from '../workflow/case/case-state.ts';
import type { Choice } from '../workflow/acts/choose.ts';
import type { Decision } from '../workflow/acts/decide.ts';
import type { Naming } from '../workflow/acts/name-approver.ts';
import type { Opened, OpenRequest } from '../workflow/acts/open-case.ts';
import type { Delivery } from '../workflow/case/record-delivery.ts';
import type { RefusedAct } from '../workflow/case/register.ts';
import type { ErasureAnswer } from '../workflow/erase/answer-erasure.ts';
import type { ErasureRequest } from '../workflow/erase/ask-erasure.ts';
import type { Due } from '../workflow/erase/due-for-erasure.ts';
import type { LegalHold } from '../workflow/erase/legal-hold.ts';
import type { UndoAnswer, UndoRequest } from '../workflow/acts/undo.ts';

export interface OnCase {
  readonly by: Caller;
  readonly caseId: string;
}

/** All that Teams may ask of the workflow: what a person can do, read, or be told. */
export interface Workflow {
  open(request: OpenRequest): Promise<Answer<Opened>>;
  choose(choice: Choice): Promise<Answer<CaseState>>;
  decide(decision: Decision): Promise<Answer<CaseState>>;
  nameApprover(naming: Naming): Promise<Answer<CaseState>>;
  retry(act: OnCase): Promise<Answer<CaseState>>;
  cancel(act: OnCase): Promise<Answer<CaseState>>;
  askUndo(request: UndoRequest): Promise<Answer<CaseState>>;
  confirmUndo(answer: UndoAnswer): Promise<Answer<CaseState>>;
  askErasure(request: ErasureRequest): Promise<Answer<CaseState>>;
  confirmErasure(answer: ErasureAnswer): Promise<Answer<CaseState>>;
  declineErasure(answer: ErasureAnswer): Promise<Answer<CaseState>>;
  dueForErasure(ask: { by: Caller }): Promise<Answer<readonly Due[]>>;
  placeHold(hold: LegalHold): Promise<Answer<CaseState>>;
  endHold(hold: LegalHold): Promise<Answer<CaseState>>;
  declineUndo(act: OnCase): Promise<Answer<CaseState>>;
  read(caseId: string): Promise<CaseState | null>;
  find(ask: { by: Caller; who?: string }): Promise<Answer<readonly CaseState[]>>;
  history(request: HistoryRequest): Promise<Answer<History>>;
  /** Whether somebody may take a report, before anything is made. */
  mayReport(ask: Pick<ReportAsk, 'by' | 'subject'>): Promise<Answer<null>>;
  /** Notes who takes it, and makes it when its turn has come. The file is the caller's to remove. */
  takeReport(ask: ReportAsk, tellBefore: TellBefore): Promise<Answer<ReportFile>>;
  recordRefusal(refused: RefusedAct): Promise<void>;
  recordDelivery(delivery: Delivery): Promise<void>;
  listOpen(): Promise<readonly string[]>;
  /** Work on this case soon. */
  wake(caseId: string): void;
  /** Operators of the company, for requests that any of them may answer. */
  operators(): Promise<readonly Actor[]>;
}
