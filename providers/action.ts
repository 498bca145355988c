import type { z } from 'zod';
import type { Leaver, Person } from './leaver.ts';
import type { Permission } from './permission.ts';
import type { Systems } from './systems.ts';

/** The seven steps of the checklist, in the order people read them. */
export const stepIds = [
  'directory-account',
  'group-memberships',
  'licences',
  'mailbox',
  'data-transfer',
  'azure-access',
  'final-cleanup',
] as const;
export type StepId = (typeof stepIds)[number];

/** The systems we change. Work inside one system starts in catalogue order; systems run side by side. */
export const systemIds = ['active-directory', 'entra', 'exchange', 'sharepoint', 'azure'] as const;
export type SystemId = (typeof systemIds)[number];

/** What the operator decided about the way, as far as actions need it. */
export interface Choices {
  readonly mailbox: 'convert' | 'forward' | 'both';
  /** Who receives mail, files and ownership. Defaults to the manager; `null` when nobody is known. */
  readonly successor: Person | null;
}

/** All a pure plan may look at, besides what was found. */
export interface PlanContext {
  readonly leaver: Leaver;
  readonly choices: Choices;
  /** When the case was opened, RFC 3339 UTC: what happened before it is not proof of our work. */
  readonly openedAt: string;
  /**
   * When this case last sent a change of the action, RFC 3339 UTC; `null` = never. Absent where no log is kept. For
   * what looks the same whoever did it.
   */
  readonly sentAt?: (action: string) => string | null;
}

export interface Context extends PlanContext {
  readonly systems: Systems;
}

/** One thing that will be altered. `from` is its pre-image: enough to put it back. */
export interface Change<Item = unknown> {
  readonly kind: 'change';
  /** Identifies the thing inside its action (a group's id, a setting's name); the same on every planning. */
  readonly key: string;
  /** A sentence for approver, log and report: "Remove from group Sales EMEA". Plain text. */
  readonly what: string;
  readonly from: Item;
  /** `null` = it will be gone. */
  readonly to: Item | null;
  /** Actions which must be verified first, beside the action's own `after`. */
  readonly after?: readonly string[];
  /** Set when data is lost for good, in the approver's words: asks for a second operator. */
  readonly destroys?: string;
}

/** Something found that this action leaves alone, with the reason, so that nobody believes it was forgotten. */
export interface Skipped {
  readonly kind: 'skipped';
  readonly key: string;
  readonly what: string;
  readonly why: string;
}

export type Planned<Item = unknown> = Change<Item> | Skipped;

/**
 * The smallest unit of work, on one system. The whole product speaks of its `Change`s: preview, approval,
 * execution, log, report and undo, so what was approved is what is executed.
 */
export type Action<Item = unknown> = Unit<Item> & (Reversible<Item> | Irreversible);

interface Unit<Item> {
  /** Written to the log, so never renamed. */
  readonly id: string;
  readonly title: string;
  readonly step: StepId;
  readonly system: SystemId;
  /** Everything `inspect`, `apply` and `rollback` call needs. The sandbox refuses what is not declared. */
  readonly permissions: readonly Permission[];
  /** Actions whose changes must be verified before this one starts. One that is not part of the plan is no hindrance. */
  readonly after?: readonly string[];
  /** Its changes alter one and the same object, or need their order: never two of them at a time. */
  readonly oneByOne?: true;
  /** Parses a stored `from` or `to` when a case is taken up again. */
  readonly item: z.ZodType<Item>;
  /** The key `plan` gives the change of this item. */
  keyOf(item: Item): string;
  /** Reads what is there now, whether it is to be changed or not. Never writes. @throws ProviderError when unreadable: unknown is not empty. */
  inspect(context: Context): Promise<readonly Item[]>;
  /** Pure. No changes means that the work is already done. Never plans two changes with one key. */
  plan(found: readonly Item[], context: PlanContext): readonly Planned<Item>[];
  /** Makes one approved change. Safe to repeat: "already so" is success. @throws ProviderError */
  apply(change: Change<Item>, context: Context): Promise<void>;
  /** Whether the thing is now as the change wants it. Default: planning again no longer asks for this change. */
  verify?(change: Change<Item>, context: Context): Promise<boolean>;
  /**
   * Whether the thing is part of the way between the change's two ends, as several calls leave it when they are cut
   * off: then going on, either way, is ours. Default: one call makes the change, and there is nothing in between.
   */
  isPartWay?(now: Item, change: Change<Item>): boolean;
  /** Whether two readings mean the same; default: equal in every field. Needed where an id changes on re-creation. */
  same?(a: Item, b: Item): boolean;
}

interface Reversible<Item> {
  /** Puts `change.from` back. Safe to repeat. The workflow calls it only where the thing still is as we left it. */
  rollback(change: Change<Item>, context: Context): Promise<void>;
  /** Actions that must be undone before this one's undo, beside the reverse of `after`. */
  readonly undoAfter?: readonly string[];
  /** Every change that had to wait for this action must be back before its undo, also one nobody asks to undo. */
  readonly undoAfterFollowers?: true;
}

interface Irreversible {
  /** Why there is no way back, in words the approver reads before saying yes. */
  readonly irreversible: string;
}

/**
 * An action as the workflow holds it, when its items' type no longer matters. Sound because a change is given
 * only to the action that planned it, and is parsed by `item` after storage.
 */
export type AnyAction = Action;

/** Forgets the item type of an action, for the catalogue. */
export function action<Item>(unit: Action<Item>): AnyAction {
  return unit;
}
