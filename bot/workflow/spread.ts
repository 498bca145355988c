import type { ChangeState } from './case-state.ts';

/** Entra ID keeps copies that lag; most catch up within seconds, and Microsoft asks to allow for a minute. */
export const spreadMs = 60_000;

/** How long, in ms, a system may still show what was before the newest act on this change; 0 = no longer. */
export function spreadsForMs({ intentAt, outcomeAt }: ChangeState, now: Date, forMs: number): number {
  const times = [intentAt, outcomeAt].flatMap((at) => (at === undefined ? [] : [Date.parse(at)]));
  return times.length === 0 ? 0 : Math.max(0, Math.max(...times) + forMs - now.getTime());
}
