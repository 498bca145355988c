import { fold } from '#bot/workflow/case/fold.ts';
import type { Entry } from '#storage/entry.ts';
import { chooseForCase } from '#bot/workflow/acts/choose.ts';
import { decide } from '#bot/workflow/acts/decide.ts';
import { cupboard, removeThings } from '#test/set-up/cupboard.ts';
import { alex, caseId, goOn, opened, smallWorld } from '#test/set-up/small-world.ts';
import { quantile } from './quantile.ts';
import { milliseconds, ratio, type Table } from './table.ts';

/** Entries of a case, about: two for each of its changes. */
const sizes = [50, 500, 5000];
const repeats = 9;

interface Folded {
  readonly entries: number;
  /** The case read from its first entry. */
  readonly foldMs: number;
  /** Worked through from the approval to its end, in a store in memory. */
  readonly workMs: number;
}

/** How the price of a case grows with its length. */
export async function measureFold(): Promise<Table> {
  await measured(sizes[0] ?? 0);
  const found: Folded[] = [];
  for (const size of sizes) found.push(await measured(size));
  const [first] = found;
  const each = ({ entries, foldMs }: Folded): number => (1000 * foldMs) / entries;
  const work = ({ entries, workMs }: Folded): number => workMs / entries;
  return {
    title: 'A long case: read from its first entry, and worked through',
    head: ['entries', 'fold ms', 'µs an entry', '/ shortest', 'work ms', 'ms an entry', '/ shortest'],
    rows: found.map((one) => [
      String(one.entries),
      milliseconds(one.foldMs),
      each(one).toFixed(1),
      first ? ratio(each(one), each(first)) : '',
      milliseconds(one.workMs),
      work(one).toFixed(2),
      first ? ratio(work(one), work(first)) : '',
    ]),
    notes: [
      'Goal: an entry costs the same in a long case. Work: intents, made-up changes, reading back and outcomes, without a wire and without a disk.',
    ],
  };
}

async function measured(size: number): Promise<Folded> {
  const things = Array.from({ length: size / 2 }, (_, nth) => ({
    name: `thing-${nth}`,
    group: 'doors',
    value: 'on',
  }));
  const world = await smallWorld([removeThings(cupboard(...things), { id: 'test.doors', group: 'doors' })]);
  await opened(world);
  const { revision } = await goOn(world);
  await chooseForCase(world, { by: alex, caseId, revision, mailbox: 'both', successor: '', off: [] });
  await goOn(world);
  await decide(world, { by: alex, caseId, step: 'azure-access', verdict: 'approve', reason: '' });
  const start = performance.now();
  const state = await goOn(world);
  const workMs = performance.now() - start;
  if (state.outcome !== 'complete') throw new Error(`the case ended as ${state.outcome}`);
  const entries = await world.store.readCase(caseId);
  await world.store.close();
  return { entries: entries.length, foldMs: foldTime(entries), workMs };
}

function foldTime(entries: readonly Entry[]): number {
  const times = Array.from({ length: repeats }, () => {
    const start = performance.now();
    fold(entries);
    return performance.now() - start;
  });
  return quantile(times, 0.5);
}
