import type { StepState } from '#bot/workflow/case-state.ts';
import { cut, type Room } from './fit.ts';
import { plain } from './plain-text.ts';

/** What is different from what was approved, one line each. */
export function driftLines(step: StepState, room: Room): readonly { readonly text: string }[] {
  const drift = step.drift ?? { added: [], gone: [] };
  const all = [
    ...drift.added.map((what) => `New: ${plain(what, room.chars)}`),
    ...drift.gone.map((what) => `No longer so: ${plain(what, room.chars)}`),
  ];
  const { lines, left } = cut(all, room);
  return [...lines, ...(left > 0 ? [`and ${left} more`] : [])].map((text) => ({ text }));
}
