import type { StepState } from '#bot/workflow/case/case-state.ts';
import { bullets, cut, type Room } from './fit.ts';
import { plain } from './plain-text.ts';

/** What is different from what was approved, one line each. */
export function driftLines(step: StepState, room: Room): string {
  const { added, gone } = step.drift ?? { added: [], gone: [] };
  const all = [
    ...added.map((what) => `New: ${plain(what, room.chars)}`),
    ...gone.map((what) => `No longer so: ${plain(what, room.chars)}`),
  ];
  return bullets(cut(all, room));
}
