import { expect, test } from 'vitest';
import { progressCard } from '#cards/progress-card.ts';
import { resultCard } from '#cards/result-card.ts';
import { statusCard } from '#cards/status-card.ts';
import { attention, dryRun } from './ended-fixtures.ts';
import { asked, now } from './fixtures.ts';
import { ofType, textOf } from './nodes-of.ts';

test('result, status and progress of a case count what is open the same way: in changes', () => {
  const state = attention();
  const texts = ofType(resultCard(state), 'TextBlock').map((node) => node['text']);
  expect(texts).toContain('Not complete: 5 changes open');
  expect(texts[texts.indexOf('verified') - 1]).toBe('24');
  expect(texts[texts.indexOf('open') - 1]).toBe('5');
  expect(textOf(resultCard(state))).toContain('Step Data transfer, 2 changes');
  expect(textOf(statusCard([state], now))).toContain('24 verified · 5 open');
  expect(textOf(progressCard(state, now))).toContain('29 changes: 24 verified · 5 open');
});

test('what a canceled case never began is not open on any card', () => {
  const state = { ...asked(), status: 'closed', outcome: 'canceled' } as const;
  expect(textOf(statusCard([state], now))).not.toMatch(/\d (?:open|waiting)/u);
  expect(textOf(resultCard(state))).not.toContain('Still open');
});

test('nothing of a dry run is said to wait', () => {
  expect(textOf(statusCard([dryRun()], now))).toContain('29 changes planned');
  expect(textOf(statusCard([dryRun()], now))).not.toContain('waiting');
});
