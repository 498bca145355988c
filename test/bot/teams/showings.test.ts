import { beforeEach, describe, expect, it } from 'vitest';
import { showings } from '#bot/teams/present/showings.ts';
import type { CaseState } from '#bot/workflow/case/case-state.ts';
import { chooseForCase } from '#bot/workflow/acts/choose.ts';
import { decide } from '#bot/workflow/acts/decide.ts';
import { recordDelivery } from '#bot/workflow/case/record-delivery.ts';
import { retryCase } from '#bot/workflow/acts/retry-case.ts';
import { askUndo } from '#bot/workflow/acts/undo.ts';
import { askErasure } from '#bot/workflow/erase/ask-erasure.ts';
import { erasureCard } from '#cards/erasure-card.ts';
import { erasureConfirmedBy, recovered } from '#test/set-up/erasing.ts';
import { type Cupboard, cupboard, fault, removeThings } from '#test/set-up/cupboard.ts';
import {
  alex,
  caseId,
  current,
  goOn,
  isaiah,
  megan,
  opened,
  smallWorld,
  type SmallWorld,
  confirmShown,
} from '#test/set-up/small-world.ts';

let world: SmallWorld;
let box: Cupboard;
const now = new Date('2026-11-23T10:00:00Z');

beforeEach(async () => {
  box = cupboard(
    { name: 'a', group: 'doors', value: 'open' },
    { name: 'mail', group: 'letters', value: 'unread' },
  );
  world = await smallWorld([
    removeThings(box, { id: 'test.doors', group: 'doors', step: 'azure-access' }),
    removeThings(box, { id: 'test.letters', group: 'letters', step: 'mailbox' }),
  ]);
});

async function frozen(): Promise<CaseState> {
  await opened(world);
  const { revision } = await goOn(world);
  await chooseForCase(world, { by: alex, caseId, revision, mailbox: 'both', successor: '', off: [] });
  return goOn(world);
}

async function ended(): Promise<CaseState> {
  await frozen();
  await decide(world, { by: alex, caseId, step: 'azure-access', verdict: 'approve', reason: '' });
  await decide(world, { by: megan, caseId, step: 'mailbox', verdict: 'approve', reason: '' });
  return goOn(world);
}

/** What is to be sent: `key → to whom`. */
function sent(state: CaseState): readonly string[] {
  return showings(state, now)
    .filter(({ onlyUpdate }) => !onlyUpdate)
    .map(
      ({ key, to }) =>
        `${key.split(':').slice(0, 2).join(':')} → ${to.kind === 'person' ? to.person.name : to.kind}`,
    );
}

describe('what a case shows', () => {
  it('begins with one card, which becomes the plan', async () => {
    expect(sent(await opened(world))).toEqual(['plan → home']);
    expect(sent(await goOn(world))).toEqual(['plan → home']);
  });

  it('asks the operator where the case lives, and the manager in her own chat', async () => {
    expect(sent(await frozen())).toEqual([
      'plan → home',
      'progress → home',
      'approval:mailbox → Megan Bowen',
      'approval:azure-access → home',
    ]);
  });

  it('sends no request again once it is answered, and keeps its card up to date', async () => {
    await frozen();
    const state = await decide(world, { by: megan, caseId, step: 'mailbox', verdict: 'approve', reason: '' });
    const shown = state.ok
      ? showings(state.value, now).find(({ key }) => key.startsWith('approval:mailbox'))
      : undefined;

    expect(shown?.onlyUpdate).toBe(true);
  });

  it('tells the operator where nobody was reached, and does not try that person again', async () => {
    await frozen();
    const person = { id: megan.id, name: megan.name };
    await recordDelivery(world, {
      caseId,
      step: 'mailbox',
      person,
      delivered: false,
      reason: 'they have blocked the bot',
    });

    expect(sent(await current(world))).toEqual([
      'plan → home',
      'progress → home',
      'undelivered:approval → home',
      'approval:azure-access → home',
    ]);
  });

  it('tells the operator of a step that was rejected while the rest goes on, once, and not who said so', async () => {
    await frozen();
    await decide(world, { by: megan, caseId, step: 'mailbox', verdict: 'reject', reason: 'Only on leave.' });
    const state = await current(world);
    const notice = showings(state, now).find(({ key }) => key.startsWith('halted:'));

    expect(sent(state)).toContain('halted:approval → home');
    expect(JSON.stringify(notice?.card)).toContain('Megan Bowen said no: Only on leave.');
    await decide(world, { by: alex, caseId, step: 'azure-access', verdict: 'approve', reason: '' });
    expect(sent(await goOn(world))).not.toContain('halted:approval → home');
  });

  it('does not tell the operator of their own no', async () => {
    await frozen();
    await decide(world, { by: alex, caseId, step: 'azure-access', verdict: 'reject', reason: 'Not yet.' });

    expect(sent(await current(world)).filter((one) => one.startsWith('halted'))).toEqual([]);
  });

  it('shows that a settled plan cannot be read again for now, with the button that tries at once', async () => {
    await opened(world);
    const { revision } = await goOn(world);
    await chooseForCase(world, { by: alex, caseId, revision, mailbox: 'both', successor: '', off: [] });
    box.faults.set(
      'read doors',
      Array.from({ length: 3 }, () => fault('busy', { passing: true })),
    );
    const held = await goOn(world);

    expect(held.status).toBe('opened');
    expect(sent(held)).toEqual(['plan → home', 'progress → home']);
    expect(await retryCase(world, { by: isaiah, caseId })).toMatchObject({ ok: true });
    expect((await goOn(world)).status).toBe('working');
  });

  it('ends with the result', async () => {
    expect(sent(await ended())).toEqual(['plan → home', 'progress → home', 'result → home']);
  });

  it('asks for the undo who asked for it, and shows a new result after it', async () => {
    await ended();
    await askUndo(world, { by: isaiah, caseId });
    const asking = sent(await current(world));
    await confirmShown(world, isaiah);
    const after = await goOn(world);

    expect(asking.at(-1)).toMatch(/^undo:.* → Isaiah Langer$/);
    expect(after.outcome).toBe('undone');
    expect(sent(after).at(-1)).toBe('result:after-undo → home');
  });

  it('keeps the result of the first undo while a second one is asked, and tells that one’s own', async () => {
    await ended();
    for (const step of ['azure-access', 'mailbox']) {
      await askUndo(world, { by: alex, caseId, step });
      const keys = showings(await current(world), now).map(({ key }) => key);
      if (step === 'mailbox') expect(keys).toContain('result:after-undo:1');
      await confirmShown(world, alex);
      await goOn(world);
    }
    const last = showings(await current(world), now).filter(({ onlyUpdate }) => !onlyUpdate);

    expect(last.map(({ key }) => key)).toContain('result:after-undo:2');
  });

  it('asks once more below, when an undo that could not be carried out is asked again', async () => {
    await ended();
    const keys: string[] = [];
    for (const minutes of [1, 2]) {
      box.faults.set('undo a', [fault('Denied')]);
      world.clock.advance(minutes * 60_000);
      await askUndo(world, { by: alex, caseId, step: 'azure-access' });
      keys.push(...showings(await current(world), now).map(({ key }) => key));
      await confirmShown(world, alex);
      await goOn(world);
    }

    expect(new Set(keys.filter((key) => key.startsWith('undo:'))).size).toBe(2);
  });

  it('asks everybody who may be the second person of an erasure, and shows nothing old anew', async () => {
    await ended();
    await askErasure(world, { by: alex, caseId, basis: 'GDPR Article 17' });
    const state = await current(world);
    const asking = showings(state, now).find(({ onlyUpdate }) => !onlyUpdate);

    expect(sent(state)).toHaveLength(1);
    expect(asking?.to).toEqual({ kind: 'operators', but: new Set([alex.id]) });
    expect(asking?.card).toEqual(erasureCard(state));
  });

  it('has nothing but the erasure’s own card once it is confirmed, so that the others are emptied', async () => {
    await ended();
    await erasureConfirmedBy(world, caseId);
    const confirmed = showings(await current(world), now);
    await recovered(world);
    const erased = showings(await current(world), now);

    for (const shown of [confirmed, erased])
      expect(shown).toMatchObject([{ key: expect.stringMatching(/^erasure:/), onlyUpdate: true }]);
    expect(JSON.stringify(erased)).not.toMatch(/John|jdoe/);
  });

  it('names every message once', async () => {
    for (const state of [await ended()]) {
      const keys = showings(state, now).map(({ key }) => key);
      expect(new Set(keys).size).toBe(keys.length);
    }
  });
});
