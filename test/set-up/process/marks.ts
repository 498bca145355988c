import type { Phase } from '#bot/workflow/case/events.ts';
import type { Json } from '#storage/json.ts';

/** Names one direction of one change of a case: what an intent, an effect and an outcome have in common. */
export interface Doing {
  /** `<action>/<key>` */
  readonly ref: string;
  readonly direction: 'apply' | 'undo';
}

/** What a bot in a process of its own says on standard output, one line of JSON each, at the moment it happens. */
export type Mark =
  /** `origin`: where Teams reaches it, if it does. */
  | { readonly at: 'ready'; readonly origin: string }
  /** The store has confirmed this entry: it may never be lost from here on. */
  | ({ readonly at: 'entry' } & EntryMark)
  /** An action begins to change its system. */
  | ({ readonly at: 'effect' } & Doing)
  /** A request that is no GET leaves the process; `doing` is `null` outside an effect. */
  | ({ readonly at: 'send'; readonly doing: Doing | null } & Sent)
  | { readonly at: 'answered'; readonly order: number; readonly ok: boolean; readonly why: string }
  | { readonly at: 'log'; readonly level: string; readonly message: string; readonly error: string };

export interface EntryMark {
  readonly id: string;
  readonly hash: string;
  readonly phase: string;
  readonly epoch: number;
  /** Of an intent or outcome. */
  readonly doing: Doing | null;
}

export interface Sent {
  readonly method: string;
  /** With its query. */
  readonly path: string;
  readonly body: Json;
}

/** A moment at which a bot kills itself with SIGKILL, so that not one instruction more is run. */
export interface KillPoint {
  readonly moment: 'before entry' | 'after entry' | 'before effect' | 'during effect' | 'after effect';
  /** Only entries of this phase. */
  readonly phase?: Phase;
  readonly direction?: Doing['direction'];
  /** The how manieth such moment of that process, from 1. */
  readonly nth: number;
}

/** What a bot process is started with, as one argument of JSON. */
export interface BotPlan {
  readonly instance: string;
  readonly store: { readonly file: string } | { readonly mongoUri: string };
  /** Address of the sandbox's cloud. */
  readonly cloud: string;
  readonly holdMs: number;
  /** Open to Teams, instead of taking orders on standard input. */
  readonly inTeams?: true;
  readonly kill?: KillPoint;
}
