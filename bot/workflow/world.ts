import type { AnyAction } from '#providers/action.ts';
import type { Leaver } from '#providers/leaver.ts';
import type { Systems } from '#providers/systems.ts';
import type { LogStore } from '#storage/log-store.ts';
import type { Entry } from '#storage/entry.ts';
import type { ApprovalSettings } from '../approvals/settings.ts';
import type { Protection } from '../policy/guard.ts';
import type { GuardSettings } from '../policy/guard-settings.ts';
import type { RetentionSettings } from '../policy/may-erase.ts';
import type { CaseState } from './case/case-state.ts';
import type { Cases } from './case/cases.ts';
import type { HoldsSeen } from './hold/holds-seen.ts';

/** Everything the workflow touches, passed in: tests give other systems, another clock, another store. */
export interface World {
  readonly store: LogStore;
  /** Reads cases and appends to them; the only way an entry of a case is written. */
  readonly cases: Cases;
  readonly systems: Systems;
  /** What the directories say now against touching this person. @throws ProviderError when one cannot be read */
  readonly protection: (leaver: Leaver) => Promise<Protection>;
  readonly catalog: readonly AnyAction[];
  readonly tenant: string;
  /** Names this process in the log; new at every start. */
  readonly instance: string;
  readonly version: string;
  readonly approvals: ApprovalSettings;
  readonly guards: GuardSettings;
  readonly retention: RetentionSettings;
  readonly timing: Timing;
  readonly clock: Clock;
  readonly holdsSeen: HoldsSeen;
  readonly log: Log;
  /** Told after every durable entry of a case this process wrote. Must not throw; slow work is its own business. */
  readonly told: (state: CaseState, entry: Entry) => void;
  /** Told once when a case in work stands still because the log cannot be written, and once when it goes on. As `told`. */
  readonly standsStill: (state: CaseState, isStill: boolean) => void;
}

export interface Clock {
  now(): Date;
  /** Resolves after `ms`, or at once when `signal` aborts. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
}

export interface Timing {
  /** How long an instance holds a case before it must say so again, in ms. */
  readonly holdMs: number;
  /** Waits between looks while a change is not visible yet, in ms; after the last it is `applied`. */
  readonly verifyWaitsMs: readonly number[];
  /** Waits before a case that a system holds up is tried again, in ms; the last one repeats. */
  readonly heldUpWaitsMs: readonly number[];
  /**
   * For so long after a change, in ms, a system may still show what was before it: a picture that is younger proves
   * nothing about which way it went last.
   */
  readonly spreadMs: number;
  /** How often one change is sent at most before it is `failed`. */
  readonly attempts: number;
}

/** One line of JSON an event; personal data only at `debug`. The shape of a pino logger. */
export interface Log {
  debug(facts: object, message: string): void;
  info(facts: object, message: string): void;
  warn(facts: object, message: string): void;
  error(facts: object, message: string): void;
}
