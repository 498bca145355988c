import type { Choices, StepId } from '#providers/action.ts';
import type { Leaver } from '#providers/leaver.ts';
import type { Actor, LoggedError } from '#storage/entry.ts';
import type { Head } from '#storage/seal.ts';
import type { ApproverPolicy, EventData, PlannedAction, PlannedChange, SkippedThing } from './events.ts';

/**
 * Where a change stands. `waiting`: nothing sent. `intended`: an intent is written and no outcome yet, so
 * it may have happened. The rest are the result words of the log.
 */
export type ChangeStatus =
  | 'waiting'
  | 'intended'
  | 'verified'
  | 'applied'
  | 'failed'
  | 'skipped'
  | 'unknown'
  | 'undo-intended'
  | 'undo-applied'
  | 'undo-failed'
  | 'undo-skipped'
  | 'undone';

export interface ChangeState {
  /** `<action>/<key>`: names the change in the case. */
  readonly ref: string;
  readonly change: PlannedChange;
  readonly status: ChangeStatus;
  readonly error?: LoggedError;
  readonly reason?: string;
  /** Times of the newest intent and outcome, RFC 3339 UTC. */
  readonly intentAt?: string;
  readonly outcomeAt?: string;
  /** When it was last read back as done; absent while it never was. */
  readonly seenAt?: string;
  /** How often it was sent. */
  readonly attempts: number;
}

export interface ActionState {
  readonly action: string;
  readonly title: string;
  readonly system: string;
  readonly irreversible?: string;
  /** Actions it comes after, as planned. */
  readonly after?: PlannedAction['after'];
  readonly changes: readonly ChangeState[];
  readonly skipped: readonly SkippedThing[];
}

/** How a step's approval stands. `off`: the operator left it out. `none`: nobody was asked yet. */
export type ApprovalStatus = 'off' | 'none' | 'asked' | 'approved' | 'rejected' | 'expired';

export interface StepState {
  readonly step: StepId;
  readonly hash: string;
  readonly actions: readonly ActionState[];
  readonly approval: {
    readonly status: ApprovalStatus;
    readonly policy?: ApproverPolicy;
    readonly approver?: Actor | null;
    readonly because?: string;
    readonly askedAt?: string;
    readonly deadline?: string;
    readonly decidedBy?: Actor;
    readonly decidedAt?: string;
    /** Why it was rejected. */
    readonly reason?: string;
    /** Why the bot itself ended it before its time. */
    readonly stopped?: string;
    /** Set when the approver could not be reached in Teams. */
    readonly undelivered?: string;
  };
  /** The last no to this step, kept when it is asked again: nobody else may be asked behind that person's back. */
  readonly rejected?: { readonly by: Actor; readonly at: string; readonly reason?: string };
  /** Set when the step stopped because the systems were no longer as approved. */
  readonly drift?: { readonly added: readonly string[]; readonly gone: readonly string[] };
}

/**
 * `opened`: being read. `unreadable`: a system could not be read, nothing planned. `choosing`: the operator has
 * the plan. `working`: approvals and changes under way. `attention`: all that could be done is done, something
 * is open. `undo-asked`, `undoing`. `closed`: ended.
 */
export type CaseStatus =
  | 'opened'
  | 'unreadable'
  | 'choosing'
  | 'working'
  | 'attention'
  | 'undo-asked'
  | 'undoing'
  | 'closed';

/**
 * `asked`: waits for a second person. `confirmed`: the key is about to be destroyed, and nothing else may happen.
 * `verified`: it is gone.
 */
export interface Erasure {
  readonly stage: 'asked' | 'confirmed' | 'verified';
  readonly askedBy: Actor;
  /** Legal basis, in words that name nobody. */
  readonly basis: string;
  /** The case in which it was asked. */
  readonly lead: string;
  /** All cases of the person when it was asked. */
  readonly cases: readonly string[];
  readonly askedAt?: string;
  /** Names what is asked; absent where another case leads. */
  readonly hash?: string;
  readonly deadline?: string;
  /** Since when it was allowed. */
  readonly due?: string;
  readonly confirmedBy?: Actor;
  readonly confirmedAt?: string;
  readonly verifiedBy?: Actor;
  readonly verifiedAt?: string;
}

/** A case as its entries tell it. Never stored: `fold` makes it. */
export interface CaseState {
  readonly caseId: string;
  readonly head: Head;
  readonly status: CaseStatus;
  readonly openedAt: string;
  readonly leaver: Leaver;
  /** Who opened the case. */
  readonly operator: Actor;
  /** Who settled the plan; absent before. */
  readonly chosenBy?: Actor;
  readonly chosenAt?: string;
  readonly dryRun: boolean;
  readonly choices: Choices;
  /** Steps and actions the operator switched off. */
  readonly off: ReadonlySet<string>;
  /** True once the operator has chosen: the plan made from then on is the one that is approved and run. */
  readonly frozen: boolean;
  /** True while a plan must be made (again) before anything else. */
  readonly planDue: boolean;
  /** Plan revision; 0 before the first plan. */
  readonly revision: number;
  readonly steps: readonly StepState[];
  readonly archive?: { readonly document: string; readonly hash: string };
  /** Which instance works on the case, and until when; both times are by its own clock. */
  readonly hold?: {
    readonly instance: string;
    readonly epoch: number;
    readonly since: string;
    readonly until: string;
  };
  /** The highest epoch ever taken. */
  readonly epoch: number;
  /** Set while a system cannot be read and nothing is sent for it: what it said, and until when the case waits. */
  readonly heldUp?: {
    readonly tries: number;
    readonly until: string;
    readonly error?: LoggedError;
    /** Who asked that it is tried before that time. */
    readonly hurriedBy?: Actor;
  };
  /** Why reading failed, per system. */
  readonly unreadable: readonly LoggedError[];
  /** Refs of the changes an undo was asked or confirmed for, and the hash that names them. */
  readonly undo?: {
    readonly refs: readonly string[];
    readonly hash: string;
    /** False when only a step or a change was asked back. */
    readonly whole: boolean;
    readonly askedBy: Actor;
    readonly askedAt: string;
    readonly confirmed: boolean;
    /** Asked back as well, and not possible before what is named as `first` is back. */
    readonly waiting?: EventData<'undo-asked'>['waiting'];
    /** What can be confirmed instead: all of it in one. */
    readonly wider?: EventData<'undo-asked'>['wider'];
  };
  /** How many undos were confirmed so far; absent while none was. */
  readonly undos?: number;
  /** What the closing sweep found; gone as soon as something is sent again. */
  readonly sweep?: EventData<'swept'>;
  /** Where the case stood before an undo was asked. */
  readonly before?: CaseStatus;
  readonly outcome?: EventData<'closed'>['outcome'];
  readonly closedAt?: string;
  /** Random id of the leaver's key; absent in a case that was begun before there were keys. */
  readonly subject?: string;
  /** The key is gone: what is missing here can be read by nobody any more. Such a case is closed for ever. */
  readonly erased?: true;
  readonly erasure?: Erasure;
  /** Set while a legal hold forbids to erase. */
  readonly legalHold?: { readonly by: Actor; readonly at: string; readonly reason: string };
  /** Time of the newest entry. */
  readonly lastAt: string;
}
