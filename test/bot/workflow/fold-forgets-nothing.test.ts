import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { event } from '#bot/workflow/case/event.ts';
import { fold } from '#bot/workflow/case/fold.ts';
import { allChanges } from '#bot/workflow/case/steps.ts';
import type { Draft } from '#storage/entry.ts';
import { entriesOf, opened, plannedChange } from '#test/set-up/told-case.ts';
import { alex } from '#test/storage/sealed.ts';

const steps = ['licences', 'mailbox'] as const;
const keys = ['a', 'b'] as const;

/** An action belongs to one step. */
const actionsOf = (step: string): readonly string[] => [`${step}.one`, `${step}.two`];

const step = fc.constantFrom(...steps);
const key = fc.constantFrom(...keys);

function planOf(id: (typeof steps)[number], found: Readonly<Record<string, readonly string[]>>) {
  const actions = Object.entries(found).map(([action, names]) => ({
    action,
    title: action,
    system: 'entra' as const,
    changes: names.map((name) => plannedChange(name)),
    skipped: [],
  }));
  return { step: id, hash: 'h', actions };
}

/** One step as any later look may find it: actions and changes come and go. */
const planned = step.chain((id) =>
  fc.dictionary(fc.constantFrom(...actionsOf(id)), fc.uniqueArray(key)).map((found) => planOf(id, found)),
);

const everything = steps.map((id) =>
  planOf(id, Object.fromEntries(actionsOf(id).map((action) => [action, keys]))),
);

const about = step.chain((id) =>
  fc.record({ step: fc.constant(id), action: fc.constantFrom(...actionsOf(id)), change: key }),
);
const direction = fc.constantFrom('apply', 'undo');
const refs = fc.uniqueArray(about.map(({ action, change }) => `${action}/${change}`));

const draft: fc.Arbitrary<Draft> = fc.oneof(
  fc
    .tuple(about, direction)
    .map(([names, way]) => event('intent', alex, { direction: way, attempt: 1, what: 'x' }, names)),
  about.map((names) =>
    event('outcome', alex, { direction: 'apply', what: 'x' }, { ...names, result: 'failed' }),
  ),
  planned.map((one) => event('drifted', alex, { step: one, added: [], gone: [] })),
  fc
    .uniqueArray(planned, { selector: (one) => one.step })
    .map((found) => event('planned', alex, { revision: 2, steps: found })),
  refs.map((some) => event('retried', alex, { refs: some, steps: [] })),
  refs.map((some) => event('undo-asked', alex, { refs: some, hash: 'h' })),
  refs.map((some) => event('undo-confirmed', alex, { refs: some, hash: 'h' })),
);

test('whatever is entered, nothing that was sent is ever forgotten', () => {
  fc.assert(
    fc.property(fc.array(draft, { maxLength: 12 }), (drafts) => {
      const entries = entriesOf(
        opened,
        event('planned', alex, { revision: 1, steps: everything }),
        ...drafts,
      );
      let sent = new Set<string>();
      for (let count = 1; count <= entries.length; count++) {
        const changes = allChanges(fold(entries.slice(0, count))!);
        const now = new Set(changes.filter(({ intentAt }) => intentAt !== undefined).map(({ ref }) => ref));
        expect([...sent].filter((ref) => !now.has(ref))).toEqual([]);
        sent = now;
      }
    }),
    { numRuns: 300 },
  );
});
