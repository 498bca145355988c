import { isErasureOnRecord } from '#cards/gone-word.ts';
import type { CaseState } from '../workflow/case/case-state.ts';
import type { ChangeLine } from './change-lines.ts';

/** What keeps the person from signing in anew, and what ends where they are signed in. */
const doors: ReadonlySet<string> = new Set([
  'ad.disable-account',
  'entra.block-sign-in',
  'entra.revoke-sessions',
]);

/**
 * Whether access ended in the time promised. `open`: it has not, and there is time left. `not known`: the log holds
 * nothing to judge by; `why` says what. `erased`, `unreadable`: nobody can read any more
 * what it holds, by an erasure that is on record or without one.
 */
export type Kept = 'met' | 'missed' | 'open' | 'not known' | 'erased' | 'unreadable';

/** When the person could no longer sign in, beside what was promised. */
export interface AccessEnd {
  readonly requestedAt: string;
  /** The newest yes to closing a door; `null` when there is none. */
  readonly approvedAt: string | null;
  /** The first change of all that was read back. */
  readonly firstCutAt: string | null;
  /** When the last door was taken by its system; `null` when the log does not say it of each. */
  readonly acceptedAt: string | null;
  /** When the last door was read back as closed; `null` while one is not. */
  readonly observedAt: string | null;
  /** From the request to the last door; `null` while one is open. */
  readonly minutes: number | null;
  readonly targetMinutes: number;
  readonly kept: Kept;
  readonly why: string;
  /** Whether a door that was closed was opened again by an undo. */
  readonly reopened: boolean;
}

/** @param asOf until when the log was read, RFC 3339 UTC */
export function accessEnd(
  state: CaseState,
  lines: readonly ChangeLine[],
  { targetMinutes, asOf }: { readonly targetMinutes: number; readonly asOf: string },
): AccessEnd {
  const shut = lines.filter((line) => doors.has(line.action) && line.chosen);
  const observedAt = lastOf(shut.map((line) => line.observedAt));
  const acceptedAt = lastOf(shut.map((line) => line.acceptedAt));
  const minutes = observedAt === null ? null : minutesBetween(state.openedAt, observedAt);
  const judged = judge(state, { shut, minutes, targetMinutes, asOf });
  return {
    requestedAt: state.openedAt,
    approvedAt: newest(shut.map((line) => line.yes?.at ?? null)),
    firstCutAt: oldest(lines.map((line) => line.observedAt)),
    acceptedAt,
    observedAt,
    minutes,
    targetMinutes,
    ...judged,
    reopened: shut.some(({ undo }) => undo?.result === 'undone'),
  };
}

interface Judged {
  readonly shut: readonly ChangeLine[];
  readonly minutes: number | null;
  readonly targetMinutes: number;
  readonly asOf: string;
}

function judge(
  state: CaseState,
  { shut, minutes, targetMinutes, asOf }: Judged,
): Pick<AccessEnd, 'kept' | 'why'> {
  if (state.erased)
    return {
      kept: isErasureOnRecord(state) ? 'erased' : 'unreadable',
      why: 'What was changed, and when, can be read by nobody any more.',
    };
  if (state.dryRun) return { kept: 'not known', why: 'This was a dry run: nothing was to be changed.' };
  if (minutes !== null) {
    const kept = minutes <= targetMinutes ? 'met' : 'missed';
    return { kept, why: 'Every way to sign in was read back as closed.' };
  }
  if (state.outcome === 'canceled') {
    return { kept: 'not known', why: 'The case was canceled before every way to sign in was closed.' };
  }
  if (shut.length === 0 && state.revision > 0) {
    const why = 'Closing sign-in was not part of this case: it was closed already, or was left out.';
    return { kept: 'not known', why };
  }
  const late = minutesBetween(state.openedAt, asOf) > targetMinutes;
  return { kept: late ? 'missed' : 'open', why: 'Not every way to sign in was read back as closed.' };
}

/** The last of all; `null` unless each has one. */
function lastOf(times: readonly (string | null)[]): string | null {
  return times.includes(null) ? null : newest(times);
}

function newest(times: readonly (string | null)[]): string | null {
  return (
    times
      .filter((time) => time !== null)
      .toSorted()
      .at(-1) ?? null
  );
}

function oldest(times: readonly (string | null)[]): string | null {
  return times.filter((time) => time !== null).toSorted()[0] ?? null;
}

function minutesBetween(from: string, to: string): number {
  return (Date.parse(to) - Date.parse(from)) / 60_000;
}
