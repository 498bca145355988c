import { beforeEach, describe, expect, it } from 'vitest';
import { type Cases, createCases } from '#bot/workflow/case/cases.ts';
import { event } from '#bot/workflow/case/event.ts';
import type { Entry } from '#storage/entry.ts';
import { type LogStore, PositionTaken, StoreDown, WriteUnknown } from '#storage/log-store.ts';
import { openSqliteStore } from '#storage/sqlite/open-sqlite-store.ts';
import { leaver, opened } from '#test/set-up/told-case.ts';
import { alex, john } from '#test/storage/sealed.ts';

const caseId = 'OFF-TEST1';
const note = (code: string) => event('refused', alex, { act: 'status', code });
let store: LogStore;
let told: string[];
let reads: number;

function book(more: Partial<LogStore> = {}, instance = 'ours'): Cases {
  const readCase: LogStore['readCase'] = (id, after) => {
    reads += 1;
    return store.readCase(id, after);
  };
  return createCases({
    store: { ...store, readCase, ...more },
    tenant: 'contoso',
    instance,
    version: '1',
    now: () => new Date('2026-11-23T12:00:00.000Z'),
    told: (state, entry) => void told.push(`${instance} ${entry.phase} ${state.head.seq}`),
  });
}
const open = (cases: Cases, id = caseId) => cases.record(id, (state) => (state ? null : opened));
const entries = () => store.readCase(caseId);
const codes = async () => (await entries()).flatMap(({ data }) => (data as { code?: string }).code ?? []);

beforeEach(async () => {
  store = await openSqliteStore({ file: ':memory:' });
  told = [];
  reads = 0;
});

describe('an entry', () => {
  it('is written with its place, its time, and by whom', async () => {
    const cases = book();
    await open(cases);
    const state = await cases.record(caseId, () => note('x'), 7);

    expect(state.head.seq).toBe(2);
    expect((await entries())[1]).toMatchObject({
      _id: 'OFF-TEST1#000002',
      tenant: 'contoso',
      at: '2026-11-23T12:00:00.000Z',
      by: { instance: 'ours', version: '1', epoch: 7 },
      leaver: { id: john.id, upn: john.upn, name: john.name },
    });
    expect((await entries())[0]?.by.epoch).toBe(0);
    expect(told).toEqual(['ours opened 1', 'ours refused 2']);
  });

  it('of a case that exists names its leaver; the first names nobody it was not given', async () => {
    await open(book());

    expect((await entries())[0]).not.toHaveProperty('leaver');
    expect((await book().read(caseId))?.leaver).toEqual(leaver);
  });

  it('that nobody wants is not written, and not told', async () => {
    const cases = book();
    await open(cases);
    const state = await open(cases);

    expect(state.head.seq).toBe(1);
    expect(told).toEqual(['ours opened 1']);
    await expect(cases.record('OFF-00000', () => null)).rejects.toThrow(
      'nothing to record for a case that does not exist',
    );
  });

  it('is decided on the newest state, not on the remembered one', async () => {
    const [ours, theirs] = [book(), book({}, 'theirs')];
    await open(ours);
    await theirs.record(caseId, () => note('theirs'));
    const seen: number[] = [];
    await ours.record(caseId, (state) => {
      seen.push(state?.head.seq ?? 0);
      return state?.head.seq === 2 ? note('ours') : null;
    });

    expect(seen).toEqual([1, 2]);
    expect(await codes()).toEqual(['theirs', 'ours']);
  });

  it('is decided again when somebody else was first', async () => {
    const [ours, theirs] = [book(), book({}, 'theirs')];
    await open(ours);
    await theirs.record(caseId, () => note('theirs'));
    const seen: number[] = [];
    await ours.record(caseId, (state) => {
      seen.push(state?.head.seq ?? 0);
      return note('ours');
    });

    expect(seen).toEqual([1, 2]);
    expect(await codes()).toEqual(['theirs', 'ours']);
    expect(told).not.toContain('ours refused 2');
  });

  it('gives way to twenty others in a row, and then says that the log is down', async () => {
    let attempts = 0;
    const append = async () => {
      attempts += 1;
      throw new PositionTaken('taken');
    };

    await expect(open(book({ append }))).rejects.toThrow(
      new StoreDown(`${caseId}: 20 other writers in a row`),
    );
    expect(attempts).toBe(20);
  });

  it('is not tried again when the log is down', async () => {
    let attempts = 0;
    const append = async () => {
      attempts += 1;
      throw new StoreDown('full');
    };

    await expect(open(book({ append }))).rejects.toThrow('full');
    expect(attempts).toBe(1);
  });
});

describe('an entry of which nobody knows whether it arrived', () => {
  const vague = (first: (entry: Entry) => Promise<void>) => {
    let nth = 0;
    return book({
      append: async (entry) => {
        if (entry.phase === 'opened' || nth++ > 0) return store.append(entry);
        await first(entry);
        throw new WriteUnknown('no answer');
      },
    });
  };

  it('counts when it is there', async () => {
    const cases = vague((entry) => store.append(entry));
    await open(cases);
    await cases.record(caseId, () => note('ours'));

    expect(await codes()).toEqual(['ours']);
    expect(told).toContain('ours refused 2');
  });

  it('is none when it is not there: the log is down', async () => {
    const cases = vague(async () => {});
    await open(cases);
    const failed = await cases.record(caseId, () => note('ours')).catch((error: unknown) => error);

    expect(failed).toMatchObject({ message: 'the entry did not arrive', cause: expect.any(WriteUnknown) });
    expect(await codes()).toEqual([]);
  });

  it('is decided again when another is in its place', async () => {
    const theirs = book({}, 'theirs');
    const cases = vague(async () => void (await theirs.record(caseId, () => note('theirs'))));
    await open(cases);
    await cases.record(caseId, () => note('ours'));

    expect(await codes()).toEqual(['theirs', 'ours']);
    expect(told.filter((line) => line.startsWith('ours refused'))).toEqual(['ours refused 3']);
  });
});

describe('a case', () => {
  it('is remembered: to append costs one insert and no reading', async () => {
    const cases = book();
    await open(cases);
    reads = 0;
    await cases.record(caseId, () => note('x'));

    expect(reads).toBe(0);
  });

  it('is one writer’s at a time, in the order of asking, also after one that failed', async () => {
    const cases = book();
    await open(cases);
    const failing = () => {
      throw new Error('no');
    };
    const failed = cases.record(caseId, failing).catch(() => 'failed');
    const written = ['a', 'b', 'c'].map((code) => cases.record(caseId, () => note(code)));

    expect(await failed).toBe('failed');
    await Promise.all(written);
    expect(await codes()).toEqual(['a', 'b', 'c']);
  });

  it('waits for no other case', async () => {
    const held: (() => void)[] = [];
    const append: LogStore['append'] = async (entry) => {
      if (entry.caseId === caseId) await new Promise<void>((resolve) => held.push(resolve));
      await store.append(entry);
    };
    const cases = book({ append });
    const slow = open(cases);

    expect((await open(cases, 'OFF-TEST2')).caseId).toBe('OFF-TEST2');
    held[0]?.();
    await slow;
  });

  it('is not put back to what it was by somebody who read it earlier', async () => {
    const late: (() => void)[] = [];
    const cases = book();
    await open(cases);
    const slow = book({
      readCase: async (id, after) => {
        const found = await store.readCase(id, after);
        if (late.length === 0) await new Promise<void>((resolve) => late.push(resolve));
        return found;
      },
    });
    const early = slow.read(caseId);
    while (late.length === 0) await new Promise(setImmediate);
    await slow.record(caseId, () => note('x'));
    late[0]?.();

    expect((await early)?.head.seq).toBe(2);
    expect((await slow.read(caseId))?.head.seq).toBe(2);
  });

  it('that does not exist is nothing', async () => {
    expect(await book().read('OFF-00000')).toBeNull();
  });
});
