import { describe, expect, it } from 'vitest';
import { endHold, placeHold } from '#bot/workflow/erase/legal-hold.ts';
import { due } from '#test/set-up/erasing.ts';
import { adele, caseId, current, isaiah } from '#test/set-up/small-world.ts';

const reason = '  A lawsuit ';

describe('a legal hold', () => {
  it('says who placed it and why, and a second one takes its place', async () => {
    const world = await due();
    await placeHold(world, { by: adele, caseId, reason });
    expect(await current(world)).toMatchObject({
      legalHold: { by: { name: adele.name }, reason: 'A lawsuit' },
    });

    await placeHold(world, { by: isaiah, caseId, reason: 'Another' });
    expect(await current(world)).toMatchObject({
      legalHold: { by: { name: isaiah.name }, reason: 'Another' },
    });
  });

  it('is ended with a reason, which stays in the log', async () => {
    const world = await due();
    await placeHold(world, { by: adele, caseId, reason });
    await endHold(world, { by: isaiah, caseId, reason: ' It is over ' });

    expect(await current(world)).not.toHaveProperty('legalHold');
    expect((await world.store.readCase(caseId)).at(-1)).toMatchObject({
      phase: 'legal-hold-ended',
      reason: 'It is over',
      actor: { name: isaiah.name },
    });
  });

  it('is neither placed nor ended without a reason', async () => {
    const world = await due();
    const step = (name: string) => ({
      refusal: { code: 'reason-missing', facts: { case: caseId, step: name } },
    });

    expect(await placeHold(world, { by: adele, caseId, reason: '  ' })).toMatchObject(step('a legal hold'));
    expect(await current(world)).not.toHaveProperty('legalHold');

    await placeHold(world, { by: adele, caseId, reason });
    const blank = await endHold(world, { by: adele, caseId, reason: ' ' });
    expect(blank).toMatchObject(step('the end of a legal hold'));
    expect(await current(world)).toHaveProperty('legalHold');
  });

  it('that is not there cannot be ended', async () => {
    const world = await due();

    expect(await endHold(world, { by: adele, caseId, reason })).toMatchObject({
      refusal: { code: 'no-legal-hold', facts: { case: caseId } },
    });
  });
});
