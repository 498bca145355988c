import { beforeAll, describe, expect, it } from 'vitest';
import type { Entry } from '#storage/entry.ts';
import { BadPageKey, type HistoryQuery, type LogStore } from '#storage/log-store.ts';
import { sealed, sealedCase } from '#test/storage/sealed.ts';

export async function writeAll(store: LogStore, entries: readonly Entry[]): Promise<void> {
  for (const entry of entries) await store.append(entry);
}

/** The part of the laws of {@link LogStore} that is about questions over many cases. */
export function testHistory(store: () => LogStore): void {
  const write = (entries: readonly Entry[]) => writeAll(store(), entries);

  async function pages(query: HistoryQuery): Promise<string[][]> {
    const found: string[][] = [];
    let page = await store().history(query);
    found.push(page.entries.map(({ _id }) => _id));
    while (page.next !== null) {
      expect(found.length).toBeLessThan(100);
      page = await store().history({ ...query, page: page.next });
      found.push(page.entries.map(({ _id }) => _id));
    }
    return found;
  }

  const ids = async (query: Omit<HistoryQuery, 'limit'>) => (await pages({ ...query, limit: 100 })).flat();

  describe('the history', () => {
    const step = 'mailbox';
    const day = (hour: number) => `2026-10-01T${String(hour).padStart(2, '0')}:00:00.000Z`;
    const ada = { id: 'history-ada', name: 'Adele Vance' };
    const bob = { id: 'history-bob', name: 'Alex Wilber' };
    const zoe = { id: 'history-zoe', upn: "zoe.o'neil@contoso.com", name: "Zoë O'Neil" };
    const chris = { id: 'history-chris', upn: 'cgreen@contoso.com', name: 'Chris Green' };
    const [mail, block] = ['exchange.forward-mail', 'entra.block-sign-in'] as const;
    const bounds = { from: day(0), to: day(23) };

    beforeAll(async () => {
      const one = sealed({ phase: 'opened', actor: ada, leaver: zoe }, { caseId: 'OFF-H1', at: day(1) });
      const two = sealed({ actor: bob, leaver: zoe, step }, { after: one, at: day(2) });
      const three = sealed(
        { phase: 'outcome', actor: bob, leaver: zoe, step, action: mail, result: 'verified' },
        { after: two, at: day(3) },
      );
      const four = sealed({ phase: 'opened', actor: bob, leaver: chris }, { caseId: 'OFF-H2', at: day(4) });
      const five = sealed(
        { phase: 'outcome', actor: ada, leaver: chris, step, action: block, result: 'failed' },
        { after: four, at: day(5) },
      );
      await write([four, five, one, two, three]);
    });

    it.each<[string, Omit<HistoryQuery, 'limit'>, string[]]>([
      ['everything, newest first', {}, ['H2#2', 'H2#1', 'H1#3', 'H1#2', 'H1#1']],
      ['a case', { caseId: 'OFF-H1' }, ['H1#3', 'H1#2', 'H1#1']],
      ['a leaver', { leaverId: zoe.id }, ['H1#3', 'H1#2', 'H1#1']],
      ['an actor', { actorId: ada.id }, ['H2#2', 'H1#1']],
      ['a step', { step }, ['H2#2', 'H1#3', 'H1#2']],
      ['an action', { actions: ['exchange.forward-mail'] }, ['H1#3']],
      [
        'several actions, each once',
        { actions: ['exchange.forward-mail', 'entra.block-sign-in', 'entra.block-sign-in', 'no.such'] },
        ['H2#2', 'H1#3'],
      ],
      ['no action at all', { actions: [] }, []],
      [
        'a result among actions',
        { result: 'verified', actions: ['exchange.forward-mail', 'entra.block-sign-in'] },
        ['H1#3'],
      ],
      ['a result', { result: 'failed' }, ['H2#2']],
      ['phases', { phases: ['opened', 'intent'] }, ['H2#1', 'H1#2', 'H1#1']],
      ['no phase at all', { phases: [] }, []],
      ['a time on', { from: day(3) }, ['H2#2', 'H2#1', 'H1#3']],
      ['before a time', { to: day(3) }, ['H1#2', 'H1#1']],
      ['a span of time', { from: day(2), to: day(4) }, ['H1#3', 'H1#2']],
      ['a time written another way', { from: '2026-10-01T05:00:00+02:00' }, ['H2#2', 'H2#1', 'H1#3']],
      ['a leaver and an actor', { leaverId: zoe.id, actorId: bob.id }, ['H1#3', 'H1#2']],
      ['an actor, a step and a result', { actorId: bob.id, step, result: 'verified' }, ['H1#3']],
      [
        'a case, phases and a span',
        { caseId: 'OFF-H2', phases: ['outcome'], from: day(4), to: day(6) },
        ['H2#2'],
      ],
      ['what nobody did', { actorId: chris.id }, []],
      ['a person whose id is a query', { leaverId: '{"$ne":null}' }, []],
    ])('finds by %s', async (_, query, expected) => {
      const found = await ids({ ...bounds, ...query });

      expect(found).toEqual(expected.map((short) => `OFF-${short.replace('#', '#00000')}`));
    });

    it('shows whole entries, data included', async () => {
      const actor = { id: 'history-whole', name: 'Alex Wilber' };
      const entry = sealed({ actor, data: { 'a.b': [1] } }, { caseId: 'OFF-WHOLE' });
      await store().append(entry);

      expect((await store().history({ actorId: actor.id, limit: 1 })).entries).toEqual([entry]);
    });

    it.each([0, 1001, 1.5, Number.NaN])('refuses a page of %s entries', async (limit) => {
      await expect(store().history({ limit })).rejects.toThrow(RangeError);
    });

    it('refuses a time that is none', async () => {
      await expect(store().history({ from: 'yesterday', limit: 1 })).rejects.toThrow(RangeError);
    });
  });

  describe('pages of the history', () => {
    const actor = { id: 'pages', name: 'Alex Wilber' };
    const query = { actorId: actor.id };
    const everything: string[] = [];

    beforeAll(async () => {
      const at = '2026-09-01T00:00:00.000Z';
      const sameMoment = Array.from({ length: 30 }, (_, index) =>
        sealed(
          {
            actor,
            action: index % 3 === 0 ? 'pages.seldom' : 'pages.often',
            ...(index % 8 === 3 ? { result: 'failed' } : {}),
            ...(index % 7 === 2 ? { step: 'licences' } : {}),
          },
          { caseId: `OFF-SAME${String(index).padStart(2, '0')}`, at },
        ),
      );
      const later = sealedCase('OFF-LATER', 25, { actor });
      await write([...sameMoment, ...later]);
      everything.push(...later.map(({ _id }) => _id).toReversed());
      everything.push(...sameMoment.map(({ _id }) => _id).toReversed());
    });

    it.each([1, 7, 54, 55, 56, 1000])('of %s show every entry once, in order', async (limit) => {
      const found = await pages({ ...query, limit });

      expect(found.flat()).toEqual(everything);
      expect(found).toHaveLength(Math.ceil(55 / limit));
    });

    it('are not shifted by what is written meanwhile', async () => {
      const first = await store().history({ ...query, limit: 10 });
      const late = sealed({ actor }, { caseId: 'OFF-MEANWHILE', at: '2026-12-01T00:00:00.000Z' });
      await store().append(late);
      const second = await store().history({ ...query, limit: 10, page: first.next ?? '' });
      everything.unshift(late._id);

      expect(second.entries.map(({ _id }) => _id)).toEqual(everything.slice(11, 21));
    });

    it('stay within the times asked for', async () => {
      const second = sealedCase('OFF-LATER', 25)[20]!;
      const found = await pages({ ...query, to: second.at, limit: 3 });

      expect(found.flat()).toEqual(everything.slice(everything.indexOf(second._id) + 1));
    });

    it('may change their size on the way', async () => {
      const first = await store().history({ ...query, limit: 5 });
      const second = await store().history({ ...query, limit: 3, page: first.next ?? '' });

      expect(second.entries.map(({ _id }) => _id)).toEqual(everything.slice(5, 8));
    });

    it.each([1, 7, 54, 55, 1000])('of %s lead back to where they came from', async (limit) => {
      const forth: string[][] = [];
      let page = await store().history({ ...query, limit });
      while (page.next !== null) {
        forth.push(page.entries.map(({ _id }) => _id));
        page = await store().history({ ...query, limit, page: page.next });
      }
      const back: (typeof page)[] = [];
      while (page.previous !== null) {
        page = await store().history({ ...query, limit, page: page.previous });
        back.unshift(page);
      }

      expect(back.map(({ entries }) => entries.map(({ _id }) => _id))).toEqual(forth);
    });

    it('say on the newest that nothing is newer, and show it whole after the way back', async () => {
      const first = await store().history({ ...query, limit: 10 });
      const second = await store().history({ ...query, limit: 10, page: first.next ?? '' });
      const back = await store().history({ ...query, limit: 12, page: second.previous ?? '' });

      expect(first.previous).toBeNull();
      expect(back.entries.map(({ _id }) => _id)).toEqual(everything.slice(0, 12));
      expect(back.previous).toBeNull();
    });

    it.each([1, 2, 7, 1000])('that look at no more than %s entries at a time miss none', async (lookAt) => {
      const rare = { ...query, phases: ['opened', 'intent'], result: 'failed', lookAt } as const;
      const found = await pages({ ...rare, limit: 5 });
      const all = await pages({ ...rare, lookAt: 1_000_000, limit: 1000 });

      expect(found.flat()).toEqual(all.flat());
      expect(found.flat()).toHaveLength(4);
    });

    it.each([1, 2, 3, 1000])(
      'of several actions that look at %s entries of each keep the order',
      async (lookAt) => {
        const query = { actions: ['pages.seldom', 'pages.often'], step: 'licences', lookAt, limit: 2 };
        const found = await pages(query);
        const fitting = [2, 9, 16, 23].map((index) => `OFF-SAME${String(index).padStart(2, '0')}#000001`);
        expect(found.flat()).toEqual(fitting.toReversed());
      },
    );

    it.each([2, 7])('that look at no more than %s entries at a time lead back as well', async (lookAt) => {
      const rare = { ...query, phases: ['intent'], result: 'failed', lookAt, limit: 2 } as const;
      let page = await store().history(rare);
      while (page.next !== null) page = await store().history({ ...rare, page: page.next });
      const back = page.entries.map(({ _id }) => _id);
      while (page.previous !== null) {
        page = await store().history({ ...rare, page: page.previous });
        back.unshift(...page.entries.map(({ _id }) => _id));
      }

      expect(new Set(back)).toEqual(
        new Set((await store().history({ ...rare, lookAt: 1000, limit: 9 })).entries.map(({ _id }) => _id)),
      );
    });

    it.each([
      ['empty', () => ''],
      ['made up', () => 'page-2'],
      ['cut', (key: string) => key.slice(0, -1)],
      ['moved', (key: string) => `A${key.slice(1)}`],
      ['a command', () => '{"$gt":""}'],
    ])('refuse a key that is %s', async (_, change) => {
      const { next } = await store().history({ ...query, limit: 5 });

      await expect(store().history({ ...query, limit: 5, page: change(next ?? '') })).rejects.toThrow(
        BadPageKey,
      );
    });

    it('refuse the key of another question', async () => {
      const { next } = await store().history({ ...query, limit: 5 });

      await expect(store().history({ limit: 5, page: next ?? '' })).rejects.toThrow(BadPageKey);
    });
  });
}
