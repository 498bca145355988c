import type { Fault } from '#storage/check-entry.ts';
import { duration, logTime } from '#cards/times.ts';
import type { ChangeLine } from './change-lines.ts';
import type { AccessEnd } from './access-end.ts';

/** What stands where the log says nothing. Never a blank: that could mean "none" as well. */
export const unknown = 'not known';

/** `2026-11-24 14:05:09`, UTC. */
export function time(at: string | null, instead = unknown): string {
  return at === null ? instead : logTime(at);
}

/** When the system took the call, RFC 3339 UTC, or why there is no time: it may have taken it without our learning of it. */
export function acceptedCell({ sentAt, acceptedAt }: ChangeLine): string {
  return acceptedAt ?? (sentAt === null ? 'not sent' : unknown);
}

/** When it was read back as done, or why there is no time. */
export function observedCell({ sentAt, observedAt, status }: ChangeLine): string {
  if (observedAt !== null) return observedAt;
  if (status === 'skipped') return 'skipped';
  return sentAt === null ? 'not sent' : 'not observed';
}

/** `3 min 12 s`, of minutes. */
export function minutesWords(minutes: number | null, instead = unknown): string {
  return minutes === null ? instead : duration(minutes * 60_000);
}

/** Whether access ended in time, in one sentence. */
export function keptWords({ kept, minutes, targetMinutes, why }: AccessEnd): string {
  const target = minutesWords(targetMinutes);
  if (kept === 'met') return `Met: ${minutesWords(minutes)} of ${target}.`;
  if (kept === 'missed' && minutes !== null) return `Missed: ${minutesWords(minutes)}, target ${target}.`;
  if (kept === 'missed') return `Missed: not ended within ${target}. ${why}`;
  if (kept === 'erased') return `Erased. ${why}`;
  if (kept === 'unreadable') return `Unreadable. ${why}`;
  if (kept === 'open') return `Not ended yet; ${target} have not passed. ${why}`;
  return `Not known. ${why}`;
}

/** `entry 1`, `entries 1 to 5`: which ones, by their positions. */
export function positionWords(from: number, to: number): string {
  return from === to ? `entry ${from}` : `entries ${from} to ${to}`;
}

/** `sound`, or where it is not. */
export function chainWords(fault: Fault | null): string {
  return fault === null ? 'sound' : `TAMPERED: ${fault.where} ${fault.how}`;
}
