import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { historyCard } from '#cards/history-card.ts';
import { refusalCard } from '#cards/refusal-card.ts';
import { statusCard } from '#cards/status-card.ts';
import type { CaseState } from '#bot/workflow/case/case-state.ts';
import { complete } from './ended-fixtures.ts';
import { gallery } from './gallery.ts';
import { miscounted } from '#test/set-up/miscounted.ts';
import { historyOf } from './history-fixture.ts';
import { textOf } from './nodes-of.ts';

/** The case with at most so many changes an action, and as many things left alone. */
function trimmed(state: CaseState, most: readonly number[]): CaseState {
  const steps = state.steps.map((step, place) => ({
    ...step,
    actions: step.actions.map((action) => ({
      ...action,
      changes: action.changes.slice(0, most[place]),
      skipped: action.skipped.slice(0, most[place]),
    })),
  }));
  return { ...state, steps };
}

test('every card counts one thing as one and several as several, however many there are', () => {
  const most = fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 7, maxLength: 7 });
  fc.assert(
    fc.property(most, (counts) => {
      for (const [name, card] of gallery((state) => trimmed(state, counts)))
        expect(textOf(card), name).not.toMatch(miscounted);
    }),
    { numRuns: 20 },
  );
});

test.each([0, 1, 2])('so do the lists of %i cases and entries, and the limit of an hour', (count) => {
  const state = complete();
  const entries = historyOf(state).slice(0, count);
  const cards = [
    statusCard(
      Array.from({ length: count }, () => state),
      new Date(state.lastAt),
    ),
    historyCard({ title: 'John Doe', entries, next: null, query: {} }),
    refusalCard({ code: 'too-many-cases', facts: { limit: String(count) } }),
  ];

  for (const card of cards) expect(textOf(card)).not.toMatch(miscounted);
});
