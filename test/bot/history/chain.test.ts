import { beforeEach, describe, expect, it } from 'vitest';
import { readCasePage } from '#bot/history/read-case-page.ts';
import { readCases } from '#bot/history/read-cases.ts';
import type { Cover } from '#bot/history/chain-state.ts';
import type { Entry } from '#storage/entry.ts';
import { LogDamaged } from '#storage/log-store.ts';
import { cupboard, removeThings } from '#test/set-up/cupboard.ts';
import { adele, caseId, goOn, opened, smallWorld, type SmallWorld } from '#test/set-up/small-world.ts';

let world: SmallWorld;
let entries: readonly Entry[];

beforeEach(async () => {
  const box = cupboard({ name: 'a', group: 'doors', value: 'open' });
  world = await smallWorld([removeThings(box, { id: 'test.doors', group: 'doors' })]);
  await opened(world);
  await goOn(world);
  entries = await world.store.readCase(caseId);
});

/** The page of the case, where the log has these entries now and a checkpoint signed that. */
async function pageWhere(readCase: () => Promise<readonly Entry[]>, cover: Cover | null) {
  const store = { ...world.store, readCase };
  const parts = { world: { ...world, store }, coverOf: async () => cover };
  const answer = await readCasePage(parts, adele, caseId, null);
  return answer.ok ? answer.value.chain : answer.refusal.code;
}

const signed = (seq: number): Cover => {
  const { hash } = entries[seq - 1]!;
  return { n: 7, at: '2026-11-02T09:00:00.000Z', head: { seq, hash } };
};
const checkpoint = { n: 7, at: '2026-11-02T09:00:00.000Z' };

describe('the proof of a case', () => {
  it('is its chain and the checkpoint that covers all of it', async () => {
    const all = entries.length;

    expect(await pageWhere(async () => entries, signed(all))).toEqual({
      state: 'sound',
      entries: all,
      head: entries.at(-1)!.hash,
      checkpoint: { ...checkpoint, covers: all },
    });
  });

  it('says how far the checkpoint reaches, and that nothing is signed yet', async () => {
    expect(await pageWhere(async () => entries, signed(2))).toMatchObject({
      state: 'sound',
      checkpoint: { ...checkpoint, covers: 2 },
    });
    expect(await pageWhere(async () => entries, { ...checkpoint, head: null })).toMatchObject({
      state: 'sound',
      checkpoint: { ...checkpoint, covers: 0 },
    });
    expect(await pageWhere(async () => entries, null)).toMatchObject({ state: 'sound', checkpoint: null });
  });

  it('shows that the end of a case was cut off', async () => {
    const cut = entries.slice(0, -1);

    expect(await pageWhere(async () => cut, signed(entries.length))).toMatchObject({ state: 'differs' });
  });

  it('shows that a case was rewritten with hashes that fit', async () => {
    const other = { ...signed(2), head: { seq: 2, hash: 'f'.repeat(64) } };

    expect(await pageWhere(async () => entries, other)).toMatchObject({ state: 'differs' });
  });

  it('shows that a whole case is gone', async () => {
    expect(await pageWhere(async () => [], signed(2))).toMatchObject({
      state: 'damaged',
      why: expect.stringContaining('Checkpoint 7 has signed this case') as string,
    });
    expect(await pageWhere(async () => [], null)).toBe('no-such-case');
  });

  it('names the entry that was changed, and shows nothing else of the case', async () => {
    const damaged = new LogDamaged(`${caseId}#000002`, 'its text is not the text that was hashed');

    expect(await pageWhere(() => Promise.reject(damaged), signed(2))).toEqual({
      state: 'damaged',
      entry: `${caseId}#000002`,
      why: damaged.message,
    });
  });

  it('does not hide the other cases where one is damaged', async () => {
    const readCase = () => Promise.reject(new LogDamaged(caseId, 'changed'));
    const answer = await readCases({ ...world, store: { ...world.store, readCase } }, adele, {}, 10);

    expect(answer).toMatchObject({
      ok: true,
      value: { rows: [{ caseId, status: 'damaged', leaver: { name: 'John Doe' } }] },
    });
  });
});
