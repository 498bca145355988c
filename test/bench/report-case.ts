import { type CaseFloors, reached, totalOf } from './case-floors.ts';
import type { AtLatency, Round } from './measure-case.ts';
import { quantile } from './quantile.ts';
import type { CaseRun } from './run-case.ts';
import { ratio, secondsOf, type Table } from './table.ts';

export function reportCase(found: readonly AtLatency[], floors: CaseFloors): readonly Table[] {
  return [
    wallTable(found, floors),
    ...found.map((one) => accessTable(one, floors)),
    restTable(found, floors),
  ];
}

function wallTable(found: readonly AtLatency[], floors: CaseFloors): Table {
  const all = found.flatMap(({ rounds }) => rounds);
  const ends = new Set(all.map(({ run: { state } }) => state.outcome ?? state.status));
  const different = all.reduce((sum, { peer }) => sum + peer.different, 0);
  const chain = totalOf(floors.needed, floors);
  return {
    title: "John Doe's whole case: all approved at one moment → closed, log in SQLite",
    head: ['ms a call', 'floor s', 'case s', '/ floor', 'goal', 'calls', 'one by one s', '/ case', 'goal'],
    rows: found.map(({ latencyMs, rounds }) => {
      const wall = median(rounds, ({ run }) => run.end - run.start);
      const floor = median(rounds, (round) => round.floor.ms);
      const peer = rounds.reduce((sum, round) => sum + round.peer.ms, 0);
      const times = median(rounds, ({ run, floor: { ms } }) => (run.end - run.start) / ms);
      return [String(latencyMs)].concat(
        [secondsOf(floor), secondsOf(wall), ratio(times, 1), '≤ 1.15×'],
        [
          String(median(rounds, ({ run }) => run.trace.calls.length)),
          secondsOf(peer),
          ratio(peer, wall),
          '≥ 5×',
        ],
      );
    }),
    notes: [
      `Medians of ${found[0]?.rounds.length} rounds; in each the case, its floor and a share of the calls one by one follow each other. Ended as: ${[...ends].join(', ')}.`,
      `Floor: as many of the run's calls, one after another, as its longest chain has, ${chain}: ${floors.words}. Each link looks, sends its changes side by side and reads back.`,
      'The chain has only what safety and the systems ask for: look before a change, read back before what waits for it, Exchange’s actions on the one mailbox and the licences of the one person one by one.',
      `With the product's own lanes and widths the chain has ${totalOf(floors.own, floors)} calls. Contoso gives lists in pages of five, so a reading that is one call in life is up to three here.`,
      `One by one: all calls of the run made again at the same company, in the order in which they went out; ${different} were answered with another status.`,
    ],
  };
}

const milestones = [
  ['AD account disabled', 'ad.disable-account'],
  ['sign-in blocked', 'entra.block-sign-in'],
  ['sessions ended', 'entra.revoke-sessions'],
] as const;

function accessTable({ latencyMs, rounds }: AtLatency, floors: CaseFloors): Table {
  const callMs = median(rounds, ({ floor }) => floor.ms / floor.calls);
  return {
    title: `From the approval to the end of access, ${latencyMs} ms a call`,
    head: ['', 'calls', 'floor s', 'answered s', '/ floor', 'calls', 'floor s', 'read back s', '/ floor'],
    rows: milestones.map(([name, action]) => {
      const { applied, seen } = reached(floors.needed, action);
      const cells = (calls: number, ms: number): readonly string[] => [
        String(calls),
        secondsOf(calls * callMs),
        secondsOf(ms),
        ratio(ms, calls * callMs),
      ];
      const answered = cells(
        applied,
        median(rounds, ({ run }) => appliedMs(run, action)),
      );
      const seenBack = median(rounds, ({ run }) => verifiedMs(run, action));
      const row: readonly string[] = [name];
      return row.concat(answered, cells(seen, seenBack));
    }),
    notes: [
      `Calls that must follow one another. ${floors.permission} of them ask whether the person may be touched, beside the first look; disabling in AD is two, a read and a write. Sign-in waits until the AD account has been read back as disabled, sessions until sign-in has been read back as blocked.`,
    ],
  };
}

function appliedMs({ trace, start }: CaseRun, action: string): number {
  const applied = trace.pieces.filter((piece) => piece.action === action && piece.does === 'apply');
  return Math.max(...applied.map(({ end }) => end)) - start;
}

function verifiedMs({ entries, start }: CaseRun, action: string): number {
  const seen = entries.filter(({ entry }) => entry.action === action && entry.result === 'verified');
  return Math.max(...seen.map(({ at }) => at)) - start;
}

function restTable(found: readonly AtLatency[], floors: CaseFloors): Table {
  const chain = totalOf(floors.needed, floors);
  const own = totalOf(floors.own, floors);
  return {
    title: 'Where the time of the case goes, in seconds',
    head: [
      'ms a call',
      'longest chain',
      'lanes and widths',
      'all else',
      'entries',
      'ms an entry of all else',
    ],
    rows: found.map(({ latencyMs, rounds }) => {
      const rest = median(rounds, (round) => wallOf(round) - own * callOf(round));
      const entries = median(rounds, ({ run }) => run.entries.length);
      return [
        String(latencyMs),
        secondsOf(median(rounds, (round) => chain * callOf(round))),
        secondsOf(median(rounds, (round) => (own - chain) * callOf(round))),
        secondsOf(rest),
        String(entries),
        (rest / entries).toFixed(1),
      ];
    }),
    notes: ['All else: entries, plans, cards, waiting for a free place on the wire, and the process itself.'],
  };
}

function wallOf({ run }: Round): number {
  return run.end - run.start;
}

function callOf({ floor }: Round): number {
  return floor.ms / floor.calls;
}

function median(rounds: readonly Round[], value: (round: Round) => number): number {
  return quantile(rounds.map(value), 0.5);
}
