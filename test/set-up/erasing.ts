import { confirmErasure } from '#bot/workflow/erase/answer-erasure.ts';
import { askErasure } from '#bot/workflow/erase/ask-erasure.ts';
import { finishErasure } from '#bot/workflow/erase/finish-erasure.ts';
import type { CaseState } from '#bot/workflow/case/case-state.ts';
import type { World } from '#bot/workflow/world.ts';
import type { Caller } from '#bot/policy/caller.ts';
import { event } from '#bot/workflow/case/event.ts';
import { cupboard, removeThings } from './cupboard.ts';
import { alex, caseId, isaiah, johnDoe, opened, type SmallWorld, smallWorld } from './small-world.ts';

/** Alex asks for an erasure; whoever is given confirms what the card shows. */
export async function erasureConfirmedBy(
  world: World,
  caseId: string,
  by: Caller = isaiah,
): Promise<CaseState> {
  const asked = await askErasure(world, { by: alex, caseId, basis: 'GDPR Article 17' });
  if (!asked.ok) throw new Error(JSON.stringify(asked));
  const hash = asked.value.erasure?.hash ?? '';
  const confirmed = await confirmErasure(world, { by, caseId, hash });
  if (!confirmed.ok) throw new Error(JSON.stringify(confirmed));
  return confirmed.value;
}

/** What the driver does with whatever is on the list, until nothing is. */
export async function recovered(world: World): Promise<void> {
  for (const caseId of await world.store.listOpen()) {
    const state = await world.cases.read(caseId);
    if (state) await finishErasure(world, state);
    if (state?.status === 'closed') await world.store.markEnded(caseId);
  }
}

export async function erasedCase(world: World, caseId: string): Promise<CaseState> {
  await erasureConfirmedBy(world, caseId);
  await recovered(world);
  const state = await world.cases.read(caseId);
  if (!state) throw new Error('there is no case');
  return state;
}

export const basis = 'GDPR Article 17';
export const years = 6;

export async function closedCase(world: SmallWorld, id = caseId): Promise<CaseState> {
  if (id === caseId) await opened(world);
  const outcome = { outcome: 'complete' } as const;
  return world.cases.record(id, () => event('closed', alex, outcome, { result: 'verified' }));
}

export async function kept(): Promise<SmallWorld> {
  const box = cupboard({ name: 'a', group: 'doors', value: 'open' });
  const world = {
    ...(await smallWorld([removeThings(box, { id: 'test.doors', group: 'doors' })])),
    retention: { years },
  };
  await closedCase(world);
  return world;
}

/** Closed, and its retention is over. */
export async function due(): Promise<SmallWorld> {
  const world = await kept();
  world.clock.advance((years * 365 + 3) * 86_400_000);
  return world;
}

/** Another case of the same person. */
export async function secondCase(world: SmallWorld, id = 'OFF-TEST2'): Promise<string> {
  const choices = { mailbox: 'both', successor: null } as const;
  const { upn, name } = johnDoe;
  const data = { query: 'jdoe', leaver: johnDoe, choices, dryRun: false };
  await world.cases.record(id, () => event('opened', alex, data, { leaver: { id: johnDoe.id, upn, name } }));
  return id;
}

/** Three closed cases of one person, all kept long enough; `OFF-TEST3` was opened last. */
export async function threeCases(): Promise<SmallWorld> {
  const world = await due();
  for (const id of ['OFF-TEST2', 'OFF-TEST3']) {
    world.clock.advance(1000);
    await closedCase(world, await secondCase(world, id));
  }
  world.clock.advance((years * 365 + 3) * 86_400_000);
  return world;
}
