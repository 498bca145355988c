import type { Card } from '#cards/card.ts';
import type { ButtonData, Verb } from '#cards/buttons.ts';
import type { Act } from '../policy/acts.ts';
import type { Caller } from '../policy/caller.ts';
import { accepted, type Answer } from '../policy/refusal.ts';
import type { CaseState } from '../workflow/case/case-state.ts';
import type { FileInfo, FileOffer } from './file-cards.ts';
import type { Where } from './where.ts';
import type { Workflow } from './workflow.ts';

/** Somebody did something: who, and where. */
export interface Turn {
  readonly by: Caller;
  readonly at: Where;
}

/** What commands and buttons work with. */
export interface Desk {
  readonly workflow: Workflow;
  readonly now: () => Date;
  /** From now on the case's cards go to this conversation; shows what there is at once. */
  adopt(state: CaseState, at: Where): Promise<void>;
  /** Whether the case's cards go to this conversation. False when that is not known (any more). */
  livesAt(caseId: string, at: Where): Promise<boolean>;
  /** Whether a file may be put at an address that a client has told. */
  mayUploadTo(address: string): boolean;
  /** Address of the History tab, if there is one. */
  readonly tabUrl?: string;
  /** The log as a command must name it; left out where the settings on the bot's machine name it. */
  readonly logToName?: string;
}

/** What somebody sees of what they did. `null`: the case's own cards say it. */
export interface Shown {
  readonly card: Card | null;
  /** True when a button's card is to stand as a new message; otherwise it takes the clicked card's place. */
  readonly below?: boolean;
  /** A file is offered; the card says how else to get it, where no file can be shown. */
  readonly offer?: FileOffer;
  /** A file was put into the person's OneDrive. */
  readonly given?: FileInfo;
}

/** A command people type, by its name. */
export interface Command {
  readonly name: Act;
  run(desk: Desk, turn: Turn, argument: string): Promise<Answer<Shown>>;
}

/** A button, by its verb. Its data is parsed before, and may still be a lie. */
export interface Button<V extends Verb = Verb> {
  readonly verb: V;
  run(desk: Desk, turn: Turn, data: ButtonData<V>): Promise<Answer<Shown>>;
}

/** After an act on a case: the work goes on, and a fresh card is shown. A refusal passes through. */
export function carriedOn(
  desk: Desk,
  answer: Answer<CaseState>,
  card: (state: CaseState) => Card | null,
): Answer<Shown> {
  if (!answer.ok) return answer;
  desk.workflow.wake(answer.value.caseId);
  return accepted({ card: card(answer.value) });
}
