import type { CaseState } from '#bot/workflow/case/case-state.ts';
import { event } from '#bot/workflow/case/event.ts';
import type { PlannedChange, PlannedStep } from '#bot/workflow/case/events.ts';
import { fold } from '#bot/workflow/case/fold.ts';
import type { Draft, Entry } from '#storage/entry.ts';
import { alex, john, sealed } from '#test/storage/sealed.ts';

/** Cases as their log tells them, entry by entry, one a minute from noon on. */

export const leaver = { ...john, mail: null, synced: false, directory: null, manager: null };

export const opened = event('opened', alex, {
  query: 'jdoe',
  leaver,
  choices: { mailbox: 'both', successor: null },
  dryRun: false,
});

/** The minute of the entry at this place, from 0. */
export function minute(place: number): string {
  return new Date(Date.UTC(2026, 10, 23, 12, place)).toISOString();
}

export function entriesOf(...drafts: readonly Draft[]): Entry[] {
  const entries: Entry[] = [];
  for (const draft of drafts) {
    const after = entries.at(-1);
    const at = minute(entries.length);
    entries.push(sealed(draft, after ? { after, at } : { caseId: 'OFF-TOLD1', at }));
  }
  return entries;
}

/** The case after these entries; the first opens it. */
export function told(...drafts: readonly Draft[]): CaseState {
  const state = fold(entriesOf(opened, ...drafts));
  if (!state) throw new Error('nothing was told');
  return state;
}

export function plannedChange(key: string, more: Partial<PlannedChange> = {}): PlannedChange {
  return { kind: 'change', key, what: `Remove ${key}`, from: key, to: null, ...more };
}

export function plannedStep(step: PlannedStep['step'], ...changes: readonly PlannedChange[]): PlannedStep {
  const action = { action: `test.${step}`, title: step, system: 'entra', changes: [...changes], skipped: [] };
  return { step, hash: `hash of ${step}`, actions: [action] };
}
