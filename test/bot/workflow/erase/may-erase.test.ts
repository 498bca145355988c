import { describe, expect, it } from 'vitest';
import { confirmErasure, declineErasure } from '#bot/workflow/erase/answer-erasure.ts';
import { mayErase } from '#bot/policy/may-erase.ts';
import { declineUndo } from '#bot/workflow/acts/undo.ts';
import { event } from '#bot/workflow/case/event.ts';
import { askErasure } from '#bot/workflow/erase/ask-erasure.ts';
import { endHold, placeHold } from '#bot/workflow/erase/legal-hold.ts';
import { basis, closedCase, due, kept, secondCase, years } from '#test/set-up/erasing.ts';
import {
  adele,
  alex,
  caseId,
  current,
  isaiah,
  johnDoe,
  patti,
  type SmallWorld,
} from '#test/set-up/small-world.ts';

const phases = async (world: SmallWorld) => (await world.store.readCase(caseId)).map(({ phase }) => phase);

describe('an erasure is refused', () => {
  it('before the retention is over, and says until when', async () => {
    const world = await kept();
    const answer = await askErasure(world, { by: alex, caseId, basis });

    expect(answer).toMatchObject({
      refusal: { code: 'kept-by-retention', facts: { limit: '2032-11-23' } },
    });
  });

  it('under a legal hold on any case of the person, however old, until it is ended', async () => {
    const world = await due();
    const other = await secondCase(world);
    await closedCase(world, other);
    world.clock.advance((years * 365 + 3) * 86_400_000);
    await placeHold(world, { by: adele, caseId: other, reason: 'A lawsuit' });
    const held = await askErasure(world, { by: alex, caseId, basis });
    await endHold(world, { by: isaiah, caseId: other, reason: 'It is over' });

    expect(held).toMatchObject({
      refusal: { code: 'kept-by-hold', facts: { case: other, who: adele.name } },
    });
    expect(await askErasure(world, { by: alex, caseId, basis })).toMatchObject({ ok: true });
  });

  it('while any case of the person is open', async () => {
    const world = await due();
    const other = await secondCase(world);

    expect(await askErasure(world, { by: alex, caseId, basis })).toMatchObject({
      refusal: { code: 'already-open', facts: { case: other } },
    });
  });

  it('while somebody waits for an answer whether to undo, until the question is taken back', async () => {
    const world = await due();
    const data = { refs: ['test.doors/a'], hash: 'a'.repeat(64) };
    await world.cases.record(caseId, () => event('undo-asked', alex, data));
    const asked = await askErasure(world, { by: alex, caseId, basis });
    await declineUndo(world, { by: alex, caseId });

    expect(asked).toMatchObject({
      refusal: { code: 'wrong-moment', facts: { why: expect.stringContaining('undo') as string } },
    });
    expect(await askErasure(world, { by: alex, caseId, basis })).toMatchObject({ ok: true });
  });

  it.each([
    ['without a legal basis', { by: alex, basis: ' ' }, 'reason-missing'],
    ['with a basis that names the person', { by: alex, basis: 'Ms. DOE asked for it' }, 'names-the-person'],
    ['with a basis that names their account', { by: alex, basis: 'mail of JDoe' }, 'names-the-person'],
    ['by an auditor', { by: adele, basis }, 'not-operator'],
    ['by somebody without a role', { by: patti, basis }, 'no-role'],
    ['by the person themselves', { by: { ...alex, id: johnDoe.id.toUpperCase() }, basis }, 'own-case'],
  ])('%s', async (_how, request, code) => {
    const world = await due();

    expect(await askErasure(world, { caseId, ...request })).toMatchObject({ refusal: { code } });
    expect(await phases(world)).toEqual(['opened', 'closed']);
  });

  it.each([
    [
      'without a role, learns not whether there is a case',
      { by: patti, caseId: 'OFF-NONE', basis },
      'no-role',
    ],
    [
      'without the right, is told that and not what is missing',
      { by: adele, caseId, basis: '' },
      'not-operator',
    ],
    [
      'about themselves, learns not how long their case is kept',
      { by: { ...alex, id: johnDoe.id }, caseId, basis },
      'own-case',
    ],
    [
      'about a case that is kept, is told so before being asked for a basis',
      { by: alex, caseId, basis: '' },
      'kept-by-retention',
    ],
  ])('to somebody who asks %s', async (_how, request, code) => {
    const world = await kept();

    expect(await askErasure(world, request)).toMatchObject({ refusal: { code } });
    expect(await phases(world)).toEqual(['opened', 'closed']);
  });

  it('of a case that was begun before there were keys: its entries stand in the clear', async () => {
    const world = await due();
    const state = { ...(await current(world)) };
    const { subject: _none, ...old } = state;
    const cases = { ...world.cases, read: async () => old, record: world.cases.record.bind(world.cases) };

    expect(await askErasure({ ...world, cases }, { by: alex, caseId, basis })).toMatchObject({
      refusal: { code: 'cannot-be-erased' },
    });
    expect(mayErase([state, { ...old, caseId: 'OFF-OLD' }], { years }, world.clock.now())).toMatchObject({
      refusal: { code: 'cannot-be-erased', facts: { case: 'OFF-OLD' } },
    });
  });
});

describe('the second person', () => {
  it.each([
    ['is not who asked', alex, 'second-person-needed'],
    ['is not the leaver', { ...isaiah, id: johnDoe.id }, 'own-case'],
    ['has a role', patti, 'no-role'],
    ['has a living account', { ...isaiah, enabled: false }, 'approver-disabled'],
  ])('%s', async (_how, by, code) => {
    const world = await due();
    const asked = await askErasure(world, { by: alex, caseId, basis });
    const hash = asked.ok ? asked.value.erasure!.hash! : '';

    expect(await confirmErasure(world, { by, caseId, hash })).toMatchObject({ refusal: { code } });
    expect(await phases(world)).toEqual(['opened', 'closed', 'erasure-asked']);
    expect(await world.store.keys.keyOf(johnDoe.id)).not.toBeNull();
  });

  it('may be an auditor, and is heard once however often they click', async () => {
    const world = await due();
    const asked = await askErasure(world, { by: alex, caseId, basis });
    const hash = asked.ok ? asked.value.erasure!.hash! : '';
    const clicks = await Promise.all([1, 2, 3].map(() => confirmErasure(world, { by: adele, caseId, hash })));

    expect(clicks.filter(({ ok }) => ok)).toHaveLength(1);
    expect((await phases(world)).filter((phase) => phase === 'erased')).toHaveLength(1);
  });

  it('says yes to what they saw, within its time, and to nothing that was taken back', async () => {
    const world = await due();
    await askErasure(world, { by: isaiah, caseId, basis: 'another' });
    const old = (await current(world)).erasure!.hash!;
    await askErasure(world, { by: alex, caseId, basis });
    const hash = (await current(world)).erasure!.hash!;

    expect(await confirmErasure(world, { by: isaiah, caseId, hash: old })).toMatchObject({
      refusal: { code: 'plan-changed' },
    });
    world.clock.advance(73 * 3_600_000);
    expect(await confirmErasure(world, { by: isaiah, caseId, hash })).toMatchObject({
      refusal: { code: 'approval-expired' },
    });
    await askErasure(world, { by: alex, caseId, basis });
    expect(await declineErasure(world, { by: adele, caseId })).toMatchObject({ ok: true });
    expect(await confirmErasure(world, { by: isaiah, caseId })).toMatchObject({
      refusal: { code: 'wrong-moment' },
    });
  });

  it('comes too late when a legal hold was placed meanwhile, also on another case', async () => {
    const world = await due();
    const other = await secondCase(world);
    await closedCase(world, other);
    world.clock.advance((years * 365 + 3) * 86_400_000);
    await askErasure(world, { by: alex, caseId, basis });
    await placeHold(world, { by: adele, caseId: other, reason: 'A lawsuit' });

    expect(await confirmErasure(world, { by: isaiah, caseId })).toMatchObject({
      refusal: { code: 'kept-by-hold' },
    });
  });
});
