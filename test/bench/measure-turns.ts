import { type Sample, sampleHead, sampleRow, spentWords } from './samples.ts';
import type { StoreKind } from './stage.ts';
import type { Table } from './table.ts';
import { type TwoBots, withTwoBots } from './two-bots.ts';

const rounds = { warmUp: 20, counted: 100 };
const who = 'alexw';

interface Kind {
  readonly name: string;
  readonly to: 'bot' | 'echo' | 'log';
  readonly text: string;
  readonly remembered?: true;
}

/** A typed command, from the HTTP request to its answer, which comes when the reply has been sent. */
export async function measureTurns(store: StoreKind): Promise<Table | { readonly missing: string }> {
  return withTwoBots(store, async (bots) => {
    const [asked] = await bots.open('jdoe');
    const kinds = kindsOf(asked?.caseId ?? '');
    const samples = await inTurn(bots, kinds);
    const floor = samples.get(kinds[0]?.name ?? '') ?? [];
    return {
      title: `A typed command: own time of a turn, log in ${bots.store}`,
      head: sampleHead,
      rows: kinds.map(({ name }) => sampleRow(name, samples.get(name) ?? [], floor)),
      notes: notes.concat(bots.note),
    };
  });
}

const notes = [
  spentWords,
  'Time from HTTP request to HTTP answer; the reply has reached the connector by then. Cloud and connector on this machine, 0 ms latency, no tokens on either side.',
  'Look-ups: who types is asked of the directory each time (account and groups, two calls side by side); a text that is no command needs none.',
  '“remembered”: the same, with look-ups answered inside the process without a wire. A real directory adds its own latency once.',
];

function kindsOf(caseId: string): readonly Kind[] {
  return [
    { name: 'floor: bare echo bot', to: 'echo', text: 'good morning' },
    { name: 'one question to the log, nothing else', to: 'log', text: caseId },
    { name: 'a text that is no command', to: 'bot', text: 'good morning' },
    { name: '/help', to: 'bot', text: '/help' },
    { name: '/help, look-ups remembered', to: 'bot', text: '/help', remembered: true },
    { name: '/status (all open cases)', to: 'bot', text: '/status' },
    { name: '/status of one case', to: 'bot', text: `/status ${caseId}` },
    { name: '/status of one case, remembered', to: 'bot', text: `/status ${caseId}`, remembered: true },
  ];
}

/** One of each kind after the other, so that whatever else the machine does meets all alike. */
async function inTurn(
  bots: TwoBots,
  kinds: readonly Kind[],
): Promise<ReadonlyMap<string, readonly Sample[]>> {
  const samples = new Map<string, Sample[]>(kinds.map(({ name }) => [name, []]));
  for (let round = -rounds.warmUp; round < rounds.counted; round++) {
    for (const kind of kinds) {
      const sample = await one(bots, kind);
      if (round >= 0) samples.get(kind.name)?.push(sample);
    }
  }
  return samples;
}

async function one(bots: TwoBots, kind: Kind): Promise<Sample> {
  if (kind.to === 'echo') return { ms: await bots.teams.say(bots.echo, who, kind.text) };
  if (kind.to === 'log') return { ms: await bots.read(kind.text) };
  await bots.remember(kind.remembered === true);
  await bots.spent();
  const ms = await bots.teams.say(bots.bot, who, kind.text);
  return { ms, spent: await bots.spent() };
}
