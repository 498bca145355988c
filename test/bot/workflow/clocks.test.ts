import { describe, expect, it } from 'vitest';
import { chooseForCase } from '#bot/workflow/acts/choose.ts';
import { decide } from '#bot/workflow/acts/decide.ts';
import { createDriver } from '#bot/workflow/driver.ts';
import { takeHold } from '#bot/workflow/hold/hold.ts';
import { recordRefusal } from '#bot/workflow/case/register.ts';
import { refuse } from '#bot/policy/refusal.ts';
import { openSqliteStore } from '#storage/sqlite/open-sqlite-store.ts';
import { cupboard, removeThings, type Cupboard } from '#test/set-up/cupboard.ts';
import {
  alex,
  caseId,
  current,
  goOn,
  opened,
  patti,
  smallWorld,
  type SmallWorld,
} from '#test/set-up/small-world.ts';
import { virtualClock } from '#test/set-up/virtual-clock.ts';

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
const never = new AbortController().signal;

/** Two processes on one log, each with a clock of its own. */
async function twoClocks() {
  const box = cupboard({ name: 'a', group: 'doors', value: 'open' });
  const store = await openSqliteStore({ file: ':memory:' });
  const make = () =>
    smallWorld([removeThings(box, { id: 'test.doors', group: 'doors' })], { store, clock: virtualClock() });
  return { box, store, first: await make(), second: await make() };
}

async function asked(world: SmallWorld): Promise<void> {
  await opened(world);
  const { revision } = await goOn(world);
  await chooseForCase(world, { by: alex, caseId, revision, mailbox: 'both', successor: '', off: [] });
  await goOn(world);
}

function approve(world: SmallWorld) {
  return decide(world, { by: alex, caseId, step: 'azure-access', verdict: 'approve', reason: '' });
}

const applied = ({ calls }: Cupboard): readonly string[] => calls.filter((call) => call.startsWith('apply'));
const tooLate = { ok: false, refusal: { code: 'approval-expired' } };

describe('a clock that runs a day ahead', () => {
  it('makes no hold that lasts longer than any other', async () => {
    const { first, second } = await twoClocks();
    await asked(second);
    first.clock.advance(dayMs);
    await takeHold(first, caseId, never);

    expect(await takeHold(second, caseId, never)).toBeNull();
    second.clock.advance(second.timing.holdMs);
    expect(await takeHold(second, caseId, never)).not.toBeNull();
  });

  it('keeps nobody else from the case for longer than its hold, without anybody doing anything', async () => {
    const { first, second } = await twoClocks();
    await asked(second);
    await approve(second);
    first.clock.advance(dayMs);
    await takeHold(first, caseId, never);
    const begun = second.clock.now().getTime();
    const driver = createDriver(second);
    driver.wake(caseId);
    for (let turn = 0; turn < 500 && (await current(second)).status !== 'closed'; turn++)
      await new Promise((resolve) => setImmediate(resolve));

    expect((await current(second)).outcome).toBe('complete');
    expect(second.clock.now().getTime() - begun).toBeLessThan(2 * second.timing.holdMs);
    await driver.stop();
  });

  it('ends a request for good: when the clock is right again, it is not open once more', async () => {
    const { box, first } = await twoClocks();
    await asked(first);
    first.clock.advance(4 * dayMs);
    await goOn(first);
    first.clock.advance(-4 * dayMs);

    expect(await approve(first)).toMatchObject(tooLate);
    expect(applied(box)).toEqual([]);
  });

  it('ends an approval for good: when the clock is right again, nothing is sent on its word', async () => {
    const { box, first } = await twoClocks();
    await asked(first);
    await approve(first);
    first.clock.advance(4 * dayMs);
    await goOn(first);
    first.clock.advance(-4 * dayMs);
    await goOn(first);

    expect(applied(box)).toEqual([]);
    expect((await current(first)).steps[5]?.approval.status).toBe('expired');
  });
});

describe('a clock that is set back an hour', () => {
  it('leaves the case with the process that works on it: it says so again at once', async () => {
    const { store, first } = await twoClocks();
    await asked(first);
    const hold = await takeHold(first, caseId, never);
    first.clock.advance(-hourMs);
    await hold?.keep();

    const [taken, again] = (await store.readCase(caseId)).slice(-2);
    expect([taken?.phase, again?.phase]).toEqual(['taken', 'taken']);
  });

  it('makes nobody wait an hour for the case of a process that has died', async () => {
    const { first, second } = await twoClocks();
    await asked(second);
    await takeHold(first, caseId, never);
    await takeHold(second, caseId, never);
    second.clock.advance(-hourMs);
    await takeHold(second, caseId, never);
    second.clock.advance(second.timing.holdMs);

    expect(await takeHold(second, caseId, never)).not.toBeNull();
  });

  it('lets no click count that was too late before', async () => {
    const { first } = await twoClocks();
    await asked(first);
    first.clock.advance(72 * hourMs + 1);
    expect(await approve(first)).toMatchObject(tooLate);
    first.clock.advance(-hourMs);

    expect(await approve(first)).toMatchObject(tooLate);
  });

  it('leaves the order of the entries as it is, and every entry its place', async () => {
    const { box, store, first } = await twoClocks();
    await asked(first);
    first.clock.advance(-hourMs);
    await approve(first);
    await goOn(first);

    const entries = await store.readCase(caseId);
    expect(entries.map(({ seq }) => seq)).toEqual(entries.map((_, index) => index + 1));
    expect((await current(first)).outcome).toBe('complete');
    expect(applied(box)).toEqual(['apply a']);
  });

  it('stops no note of a refusal that belongs to no case, at this process or at another', async () => {
    const { store, first, second } = await twoClocks();
    const refusal = refuse('no-role', { who: patti.name });
    if (refusal.ok) throw new Error('a refusal is none');
    const note = (world: SmallWorld) =>
      recordRefusal(world, { by: patti, act: 'offboard', refusal: refusal.refusal });
    second.clock.advance(-hourMs);
    for (const world of [first, second, second, first, second]) await note(world);

    expect(await store.readCase('REG-20261123')).toHaveLength(5);
  });

  it('reads no register as a case when somebody was refused who named one', async () => {
    const { store, first } = await twoClocks();
    const refusal = { code: 'no-such-case', facts: { case: 'REG-20261123' } } as const;
    const note = () => recordRefusal(first, { by: patti, act: 'history', refusal, caseId: 'REG-20261123' });
    for (const again of [note, note]) await again();

    expect(await store.readCase('REG-20261123')).toHaveLength(2);
  });
});
