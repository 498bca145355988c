import type { Request } from './product-bot.ts';
import { type Sample, sampleHead, sampleRow, spentWords } from './samples.ts';
import { control, type StoreKind } from './stage.ts';
import type { Table } from './table.ts';
import { type TwoBots, withTwoBots } from './two-bots.ts';

/** Whole cases of John Doe, each with seven approvals; the first one warms up. */
const cases = { sqlite: 8, mongodb: 2 };

const names = {
  floor: 'floor: bare echo bot',
  append: 'one entry in the log, nothing else',
  refused: 'refused: somebody without a role',
  refusedRemembered: 'refused, look-ups remembered',
  approve: 'approve: the step begins',
  approveRemembered: 'approve, look-ups remembered',
} as const;
type Name = (typeof names)[keyof typeof names];

/** A card's button, from the HTTP request to the answer with the new card. */
export async function measureClicks(store: StoreKind): Promise<Table | { readonly missing: string }> {
  return withTwoBots(store, async (bots) => {
    const samples = new Map<Name, Sample[]>(Object.values(names).map((name) => [name, []]));
    for (let nth = 0; nth <= cases[store]; nth++) {
      await clickThrough(bots, (name, sample) => nth > 0 && samples.get(name)?.push(sample));
    }
    const floor = samples.get(names.floor) ?? [];
    return {
      title: `A click on a card: own time, log in ${bots.store}`,
      head: sampleHead,
      rows: [...samples].map(([name, some]) => sampleRow(name, some, floor)),
      notes: notes.concat(bots.note),
    };
  });
}

const notes = [
  spentWords,
  'Time from HTTP request to HTTP answer. Inside: who clicks is asked of the directory (two calls side by side), the decision is in the log (one durable entry), the new card is in the answer.',
  'The approved step begins to run in the same process as soon as the answer is out, and the case’s other cards are brought up to date; goals: p95 ≤ 15 ms, ≤ 3 × the echo bot.',
];

async function clickThrough(bots: TwoBots, keep: (name: Name, sample: Sample) => void): Promise<void> {
  const { teams, echo } = bots;
  await control(bots.cloud, 'reset', {});
  let remembered = false;
  for (const request of await bots.open('jdoe')) {
    const button = { verb: 'approve', data: request };
    remembered = !remembered;
    keep(names.floor, { ms: (await teams.click(echo, 'alexw', button)).ms });
    keep(names.append, { ms: await bots.append() });
    keep(names.refused, await click(bots, 'pattif', request, false));
    keep(names.refusedRemembered, await click(bots, 'pattif', request, true));
    await bots.rest(request.caseId);
    const name = remembered ? names.approveRemembered : names.approve;
    keep(name, await click(bots, approverOf(request), request, remembered));
    await bots.rest(request.caseId);
  }
}

function approverOf({ policy }: Request): string {
  if (policy === 'manager') return 'meganb';
  return policy === 'second-operator' ? 'isaiahl' : 'alexw';
}

async function click(bots: TwoBots, who: string, request: Request, remembered: boolean): Promise<Sample> {
  await bots.remember(remembered);
  await bots.spent();
  const { caseId, step, hash } = request;
  const { ms, body } = await bots.teams.click(bots.bot, who, {
    verb: 'approve',
    data: { caseId, step, hash },
  });
  const spent = await bots.spent();
  const taken = JSON.stringify(body).includes('vnd.microsoft.card.adaptive');
  if (taken !== (who !== 'pattif')) throw new Error(`${who}: ${JSON.stringify(body).slice(0, 500)}`);
  return { ms, spent };
}
