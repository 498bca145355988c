import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readHistory } from '#bot/history/read-history.ts';
import { goneCard } from '#bot/teams/present/gone-card.ts';
import type { CaseState } from '#bot/workflow/case/case-state.ts';
import { createCases } from '#bot/workflow/case/cases.ts';
import { accessTime } from '#cards/access-time.ts';
import { caseTally } from '#cards/case-tally.ts';
import { historyCard } from '#cards/history-card.ts';
import { resultCard } from '#cards/result-card.ts';
import { statusCard } from '#cards/status-card.ts';
import { textOf } from '#test/cards/nodes-of.ts';
import { due, erasedCase } from '#test/set-up/erasing.ts';
import { adele, caseId, type SmallWorld } from '#test/set-up/small-world.ts';

let world: SmallWorld;
beforeEach(async () => {
  world = await due();
});
afterEach(() => world.store.close());

/** Somebody who may write to the database takes the key away, and the log does not know. */
async function loseKey(): Promise<void> {
  const { subject } = (await world.cases.read(caseId)) ?? {};
  await world.store.keys.destroy(subject ?? '');
}
/** Everything the chat says of the case, once the bot was started anew. */
async function said(): Promise<string> {
  const { store, tenant, version, told } = world;
  const cases = createCases({ store, tenant, version, told, instance: 'anew', now: () => world.clock.now() });
  const state = (await cases.read(caseId)) as CaseState;
  const page = await readHistory({ ...world, cases }, { by: adele, who: caseId });
  if (!page.ok) throw new Error(page.refusal.code);
  const history = historyCard({ ...page.value, query: {} });
  const cards = [
    statusCard([state], world.clock.now()),
    resultCard(state),
    goneCard('result', state),
    history,
  ].map(textOf);
  return [...cards, caseTally(state), accessTime(state), page.value.title].join('\n');
}

describe('a case whose key is gone', () => {
  it('is called erased nowhere in the chat when no erasure is on record', async () => {
    await loseKey();
    const words = await said();

    expect(words).toContain(`${caseId}, [unreadable]`);
    expect(words).not.toMatch(/erased/i);
    expect(words).not.toMatch(/John|jdoe/);
  });

  it('is called erased where one is, and unreadable nowhere', async () => {
    await erasedCase(world, caseId);
    const words = await said();

    expect(words).toContain(`${caseId}, [erased]`);
    expect(words).not.toMatch(/unreadable/i);
    expect(words).not.toMatch(/John|jdoe/);
  });
});
