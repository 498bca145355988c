import { beforeEach, describe, expect, it } from 'vitest';
import type { Protection } from '#bot/policy/guard.ts';
import type { CaseState } from '#bot/workflow/case/case-state.ts';
import { chooseForCase } from '#bot/workflow/acts/choose.ts';
import { decide } from '#bot/workflow/acts/decide.ts';
import { retryCase } from '#bot/workflow/acts/retry-case.ts';
import type { World } from '#bot/workflow/world.ts';
import { resultCard } from '#cards/result-card.ts';
import { cupboard, removeThings, type Cupboard } from '#test/set-up/cupboard.ts';
import { alex, caseId, goOn, johnDoe, opened, smallWorld } from '#test/set-up/small-world.ts';

const group = 'The account is in the protected Active Directory group Domain Admins.';

let box: Cupboard;
let protection: () => Promise<Protection>;
let world: World;

beforeEach(async () => {
  box = cupboard({ name: 'a', group: 'doors', value: 'open' }, { name: 'b', group: 'lamps', value: 'on' });
  protection = async () => ({ reasons: [] });
  const small = await smallWorld([
    removeThings(box, { id: 'test.doors', group: 'doors' }),
    removeThings(box, { id: 'test.lamps', group: 'lamps', step: 'licences' }),
  ]);
  world = {
    ...small,
    protection: () => protection(),
  };
  await opened(world);
});

async function frozen(): Promise<CaseState> {
  const { revision } = await goOn(world);
  await chooseForCase(world, { by: alex, caseId, revision, mailbox: 'both', successor: '', off: [] });
  return goOn(world);
}

async function approved(step = 'azure-access'): Promise<void> {
  await decide(world, { by: alex, caseId, step, verdict: 'approve', reason: '' });
}

function approvals(state: CaseState): Record<string, string> {
  const chosen = state.steps.filter(({ actions }) => actions.some(({ changes }) => changes.length > 0));
  return Object.fromEntries(chosen.map(({ step, approval }) => [step, approval.status]));
}

const sent = (): readonly string[] => box.calls.filter((call) => call.startsWith('apply'));

describe('somebody who is protected since the case was opened', () => {
  it('is not touched: every approval ends, with the reason in the log and on the card', async () => {
    await frozen();
    protection = async () => ({ reasons: [group] });
    await approved();
    const state = await goOn(world);

    expect(sent()).toEqual([]);
    expect(state.status).toBe('attention');
    expect(approvals(state)).toEqual({ 'azure-access': 'expired', licences: 'expired' });
    const entries = await world.store.readCase(caseId);
    const ends = entries.filter(({ phase }) => phase === 'expired');
    expect(ends.map(({ reason }) => reason)).toEqual([group, group]);
    expect(JSON.stringify(resultCard(state))).toContain('Domain Admins');
  });

  it('is not even asked about when that was before the plan was frozen', async () => {
    protection = async () => ({ reasons: [group] });
    const state = await frozen();

    expect(approvals(state)).toEqual({ 'azure-access': 'expired', licences: 'expired' });
    const entries = await world.store.readCase(caseId);
    expect(entries.filter(({ phase }) => phase === 'asked')).toEqual([]);
  });

  it('is not touched by a step that is approved while another one is at work', async () => {
    await frozen();
    await approved();
    const acts: Promise<void>[] = [];
    box.meanwhile.set('apply a', () => {
      protection = async () => ({ reasons: [group] });
      acts.push(approved('licences'));
    });
    const state = await goOn(world);
    await Promise.all(acts);

    expect(sent()).toEqual(['apply a']);
    expect(approvals(state)).toMatchObject({ licences: 'expired' });
  });

  it('counts also when the account was put on the list of those never to touch', async () => {
    await frozen();
    world = { ...world, guards: { ...world.guards, neverTouch: [johnDoe.upn] } };
    await approved();
    await goOn(world);

    expect(sent()).toEqual([]);
  });

  it('can be gone on with, by a new approval, when the protection is gone', async () => {
    await frozen();
    protection = async () => ({ reasons: [group] });
    await approved();
    await goOn(world);
    protection = async () => ({ reasons: [] });
    await retryCase(world, { by: alex, caseId });
    expect(approvals(await goOn(world))).toEqual({ 'azure-access': 'asked', licences: 'asked' });
    await approved();
    await goOn(world);

    expect(sent()).toEqual(['apply a']);
  });
});
