import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import type { CardNode } from '#cards/card.ts';
import { changesCard } from '#cards/changes-card.ts';
import { cardLimit } from '#cards/fit.ts';
import { plain } from '#cards/plain-text.ts';
import { planCard } from '#cards/plan-card.ts';
import { unreadableCard } from '#cards/unreadable-card.ts';
import { cloudOnly, dryRun, empty, huge, unreadable } from './ended-fixtures.ts';
import { choosing, withStep } from './fixtures.ts';
import { ofType, textOf } from './nodes-of.ts';
import { changeOf } from './plan-fixture.ts';

const verbs = (card: unknown): unknown[] => ofType(card, 'Action.Execute').map((node) => node['verb']);
const byId = (card: unknown, id: string): CardNode | undefined =>
  ofType(card, 'Input.Toggle', 'Input.Text', 'Input.ChoiceSet', 'Container').find(
    (node) => node['id'] === id,
  );

test('every change of the plan stands on the card, under its step', () => {
  const state = choosing();
  const card = planCard(state);
  for (const step of state.steps) {
    const details = textOf(byId(card, `d-${step.step}`));
    for (const { changes } of step.actions) {
      for (const { change } of changes) expect(details).toContain(change.what);
    }
  }
});

test('each of the seven steps has a switch, and each action of a step with several', () => {
  const ids = ofType(planCard(choosing()), 'Input.Toggle').map((node) => node['id']);
  expect(ids).toEqual(
    expect.arrayContaining(['on:directory-account', 'on:final-cleanup', 'on:entra.block-sign-in']),
  );
  expect(ids.filter((id) => !String(id).includes('.'))).toHaveLength(7);
});

test('what the operator switched off is shown as switched off', () => {
  const card = planCard({ ...choosing(), off: new Set(['mailbox', 'entra.block-sign-in']) });
  expect(byId(card, 'on:mailbox')?.['value']).toBe('false');
  expect(byId(card, 'on:entra.block-sign-in')?.['value']).toBe('false');
  expect(byId(card, 'on:licences')?.['value']).toBe('true');
});

test('what is left alone is named with its reason', () => {
  expect(textOf(planCard(choosing()))).toContain('All Employees: dynamic group: its rule removes the person');
});

test('what cannot be undone and what destroys data is said in words, on the step and with its reason', () => {
  const state = withStep(choosing(), 'final-cleanup', (step) => ({
    ...step,
    actions: step.actions.map((action) => ({
      ...action,
      changes: [changeOf('x', 'y', 'Delete the authenticator', 'The second factor is lost.')],
    })),
  }));
  const text = textOf(planCard(state));
  expect(text).toContain('1 cannot be undone · 1 destroys data');
  expect(text).toContain('Cannot be undone: Ended sessions stay ended');
  expect(text).toContain('Destroys data: The second factor is lost.');
});

test('freezing names the case and the revision that was seen', () => {
  const [freeze] = ofType(planCard(choosing()), 'Action.Execute');
  expect(freeze).toMatchObject({ verb: 'choose', data: { caseId: 'OFF-7K3QX', revision: 1 } });
});

test('without a mailbox nothing is asked about one, and the answer is complete all the same', () => {
  const card = planCard(cloudOnly());
  expect(byId(card, 'mailbox')).toBeUndefined();
  expect(ofType(card, 'Action.Execute')[0]).toMatchObject({ data: { mailbox: 'forward' } });
});

test('a dry run and a frozen plan have nothing to press or to fill in', () => {
  for (const state of [dryRun(), { ...choosing(), status: 'working' as const }]) {
    expect(verbs(planCard(state))).toEqual([]);
    expect(ofType(planCard(state), 'Input.Toggle', 'Input.Text', 'Input.ChoiceSet')).toEqual([]);
  }
});

test('a plan without changes can only be closed', () => {
  expect(textOf(planCard(empty()))).toContain('Nothing to remove');
  expect(verbs(planCard(empty()))).toEqual(['cancel']);
});

test('a list that is too long is cut, says by how many, and offers all of it before anything is frozen', () => {
  const card = planCard(huge(200));
  expect(textOf(card)).toMatch(/and \d+ more/);
  expect(textOf(card)).toContain('Group memberships: 600 changes');
  expect(textOf(card)).toContain('Read in full: 619 changes');
  expect(verbs(card)).toEqual(['changes', 'choose', 'cancel']);
});

test('a plan that stands whole on its card offers nothing more to read', () => {
  const small = withStep(choosing(), 'group-memberships', (step) => ({ ...step, actions: [] }));
  expect(verbs(planCard(small))).toEqual(['choose', 'cancel']);
});

test('page by page the whole plan can be read word for word, with what it leaves alone', () => {
  fc.assert(
    fc.property(fc.array(fc.string({ maxLength: 400, unit: 'grapheme' }), { maxLength: 120 }), (names) => {
      const state = withStep(choosing(), 'group-memberships', (step) => ({
        ...step,
        actions: step.actions.map((action) => ({
          ...action,
          changes: names.map((name, place) => changeOf(action.action, `${place}`, `Leave ${place} ${name}`)),
        })),
      }));
      const pages = [changesCard(state, undefined, 0)];
      while (textOf(pages.at(-1)).includes('Next changes'))
        pages.push(changesCard(state, undefined, pages.length));
      const read = pages.map(textOf).join('\n');

      for (const page of pages) expect(JSON.stringify(page).length).toBeLessThanOrEqual(cardLimit);
      for (const [place, name] of names.entries())
        expect(read).toContain(`• ${plain(`Leave ${place} ${name}`, 1000)}`);
      expect(read).toContain('All Employees: dynamic group: its rule removes the person');
    }),
    { numRuns: 30 },
  );
});

test('whoever may not settle the plan gets nothing to switch or to press', () => {
  const card = planCard(choosing(), 'reading');
  expect(ofType(card, 'Input.Toggle', 'Input.Text', 'Input.ChoiceSet')).toEqual([]);
  expect(verbs(card)).not.toContain('choose');
  expect(textOf(card)).toContain('no operator has frozen the plan');
});

test('an unreadable system is named with its code, request id and what to do', () => {
  const text = textOf(unreadableCard(unreadable()));
  expect(text).toContain('Exchange Online said InsufficientPermissions (403): Access denied.');
  expect(text).toContain('Request id 1f6dd4a1-5b0e-4a41-9a3d-7c1e5f0e8b21');
  expect(text).toContain('have an administrator check its permissions');
  expect(text).toContain('Active Directory said unreachable');
  expect(verbs(unreadableCard(unreadable()))).toEqual(['retry', 'cancel']);
});
