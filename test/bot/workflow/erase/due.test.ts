import { describe, expect, it } from 'vitest';
import { event } from '#bot/workflow/case/event.ts';
import { dueForErasure } from '#bot/workflow/erase/due-for-erasure.ts';
import { createDueTeller } from '#bot/workflow/erase/tell-due.ts';
import { StoreDown } from '#storage/log-store.ts';
import { closedCase, due, kept, secondCase, years } from '#test/set-up/erasing.ts';
import { adele, alex, caseId, johnDoe, type SmallWorld } from '#test/set-up/small-world.ts';

const dayMs = 86_400_000;
const retention = (years * 365 + 3) * dayMs;

/** The closed case of another person. */
async function caseOf(world: SmallWorld, nth: number): Promise<string> {
  const id = `OFF-MORE${nth}`;
  const leaver = {
    ...johnDoe,
    id: `c0000000-0000-4000-8000-${String(nth).padStart(12, '0')}`,
    directory: null,
  };
  const data = { query: 'x', leaver, choices: { mailbox: 'both', successor: null } as const, dryRun: false };
  const about = { leaver: { id: leaver.id, upn: leaver.upn, name: leaver.name } };
  await world.cases.record(id, () => event('opened', alex, data, about));
  world.clock.advance(1000);
  return closedCase(world, id).then(() => id);
}

async function listed(world: SmallWorld, by = alex): Promise<readonly string[]> {
  const found = await dueForErasure(world, { by });
  if (!found.ok) throw new Error(found.refusal.code);
  return found.value.map(({ state }) => state.caseId);
}

describe('what is due to be erased', () => {
  it('is named by the person’s newest case, once, with the day since when', async () => {
    const world = await due();
    const other = await secondCase(world);
    await closedCase(world, other);
    world.clock.advance(retention);
    const found = await dueForErasure(world, { by: alex });
    const closed = (await world.cases.read(other))?.closedAt ?? '';
    const since = `${Number(closed.slice(0, 4)) + years}${closed.slice(4)}`;

    expect(found).toMatchObject({ value: [{ state: { caseId: other }, since }] });
  });

  it('is the ten people whose cases ended last', async () => {
    const world = await kept();
    const ids: string[] = [];
    for (let nth = 0; nth < 11; nth++) ids.push(await caseOf(world, nth));
    world.clock.advance(retention);

    expect(await listed(world)).toEqual(ids.slice(1).toReversed());
  });

  it('is found behind a hundred cases that something else keeps', async () => {
    const world = await kept();
    for (let nth = 0; nth < 101; nth++) {
      const id = await caseOf(world, nth);
      await world.cases.record(id, () => event('legal-hold', adele, undefined, { reason: 'A lawsuit' }));
    }
    world.clock.advance(retention);

    expect(await listed(world)).toEqual([caseId]);
  });

  it('does not tell somebody of their own case', async () => {
    expect(await listed(await due(), { ...alex, id: johnDoe.id.toUpperCase() })).toEqual([]);
  });

  it('is told to operators only', async () => {
    expect(await dueForErasure(await due(), { by: adele })).toMatchObject({
      refusal: { code: 'not-operator' },
    });
  });

  it('is listed at the very moment when the retention ends', async () => {
    const world = await kept();
    const closed = (await world.cases.read(caseId))?.closedAt ?? '';
    const end = Date.parse(`${Number(closed.slice(0, 4)) + years}${closed.slice(4)}`);
    world.clock.advance(end - world.clock.now().getTime() - 1);
    expect(await listed(world)).toEqual([]);

    world.clock.advance(1);
    expect(await listed(world)).toEqual([caseId]);
  });
});

describe('the bot’s own log', () => {
  function teller(world: SmallWorld, store = world.store) {
    const lines: unknown[] = [];
    const line = (level: string) => (facts: object, text: string) => void lines.push([level, facts, text]);
    const log = { ...world.log, info: line('info'), error: line('error') };
    return { lines, tell: createDueTeller({ ...world, store, log }) };
  }

  it('says nothing while nothing is due, and asks again after a day', async () => {
    const world = await kept();
    const { lines, tell } = teller(world);
    await tell();
    expect(lines).toEqual([]);

    world.clock.advance(retention);
    await tell();
    world.clock.advance(dayMs - 1);
    await tell();
    const said = ['info', { cases: [caseId] }, 'due to be erased: the retention is over (/erase)'];
    expect(lines).toEqual([said]);

    world.clock.advance(1);
    await tell();
    expect(lines).toEqual([said, said]);
  });

  it('says that it could not be listed, and asks again at the next turn', async () => {
    const world = await due();
    const down = { ...world.store, history: () => Promise.reject(new StoreDown('no answer')) };
    const { lines, tell } = teller(world, down);
    await tell();
    await tell();

    const said = ['error', { error: 'StoreDown: no answer' }, 'what is due to be erased could not be listed'];
    expect(lines).toMatchObject([said, said]);
  });
});
