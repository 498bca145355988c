import type { ChangeState } from '../case/case-state.ts';

/** Entra ID keeps copies that lag behind. How far is promised nowhere; most catch up in seconds, and a minute is careful. */
export const spreadMs = 60_000;

/** How long, in ms, a system may still show what was before the newest act on this change; 0 = no longer. */
export function spreadsForMs({ intentAt, outcomeAt }: ChangeState, now: Date, forMs: number): number {
  const times = [intentAt, outcomeAt].flatMap((at) => (at === undefined ? [] : [Date.parse(at)]));
  return times.length === 0 ? 0 : Math.max(0, Math.max(...times) + forMs - now.getTime());
}
