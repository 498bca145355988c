import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createCheckpointBook } from '#storage/proof/checkpoint-book.ts';
import { bodyOf, type CheckpointBody } from '#storage/proof/checkpoint.ts';
import type { LogStore } from '#storage/log-store.ts';
import { openSqliteStore } from '#storage/sqlite/open-sqlite-store.ts';
import { sealed } from '../sealed.ts';
import { freshKey } from './proof-stage.ts';

/** More than one checkpoint takes in, each a second after the one before. */
const cases = 20_500;
const dawn = Date.UTC(2026, 0, 1);
const later = dawn + 1000 * cases + 3_600_000;
const key = freshKey();
const patient = { timeout: 60_000 };

let store: LogStore;
/** Entries that were read to find out what has grown. */
let read = 0;

beforeEach(async () => {
  store = await openSqliteStore({ file: ':memory:' });
  read = 0;
});
afterEach(() => store.close());

async function fill(count: number): Promise<void> {
  for (let nth = 0; nth < count; nth++) await open(nth);
}

async function open(nth: number, time = dawn + 1000 * nth): Promise<void> {
  const at = new Date(time).toISOString();
  await store.append(sealed({ phase: 'opened' }, { caseId: caseIdOf(nth), at }));
}

function caseIdOf(nth: number): string {
  return `OFF-${String(nth).padStart(5, '0')}`;
}

function book() {
  const counting: LogStore = {
    ...store,
    async history(query) {
      const page = await store.history(query);
      read += page.entries.length;
      return page;
    },
  };
  return createCheckpointBook({ store: counting, tenant: 'contoso', key, now: () => new Date(later) });
}

async function signed(by: ReturnType<typeof book>, most = Infinity): Promise<readonly CheckpointBody[]> {
  const bodies: CheckpointBody[] = [];
  while (bodies.length < most) {
    const one = await by.write(false);
    if (one === null) break;
    bodies.push(bodyOf(one));
  }
  return bodies;
}

describe('a log of more cases than one checkpoint takes in', () => {
  it('is looked through once, however many checkpoints it takes', patient, async () => {
    await fill(cases);
    const [first, second, ...more] = await signed(book());

    expect([first?.heads.length, second?.heads.length, more.length]).toEqual([20_000, 500, 0]);
    expect(second?.cases).toBe(cases);
    // What may be new, because clocks differ by some minutes, is looked at again.
    expect(read).toBeLessThan(cases + 1000);
  });

  it('is gone on with by another process where the first one ended', patient, async () => {
    await fill(cases);
    await signed(book(), 1);
    read = 0;
    const [second, ...more] = await signed(book());

    expect([second?.heads.length, second?.cases, more.length]).toEqual([500, cases, 0]);
    expect(read).toBeLessThan(3000);
  });

  it('leaves nothing out that two processes sign by turns, and that grows meanwhile', patient, async () => {
    await fill(cases);
    const [ours, theirs] = [book(), book()];
    await signed(ours, 1);
    await signed(theirs, 1);
    await open(cases, later);
    const rest = [...(await signed(ours)), ...(await signed(theirs))];

    expect(rest.at(-1)).toMatchObject({ cases: cases + 1, entries: cases + 1 });
  });

  it('lets others do their work while it is looked through', async () => {
    await fill(3000);
    let others = 0;
    let isDone = false;
    const turn = (): void => {
      others += 1;
      if (!isDone) setImmediate(turn);
    };
    setImmediate(turn);
    await signed(book(), 1);
    isDone = true;

    expect(others).toBeGreaterThan(2);
  });
});
