import { type CaseFloors, floorsOf, lastOf, totalsOf } from './case-floors.ts';
import { ownOrder } from './critical-path.ts';
import type { Replay } from './replay-calls.ts';
import type { CaseRun } from './run-case.ts';
import { ratio, secondsOf, type Table } from './table.ts';

export interface CaseRuns {
  /** With production's own waits. */
  readonly usual: CaseRun;
  /** The same, but what was changed is read back at once. */
  readonly eager: CaseRun;
}

export interface CaseConditions {
  readonly latencyMs: number;
  /** The wait before the first reading back. */
  readonly pauseMs: number;
}

export function reportCase(runs: CaseRuns, replay: Replay, conditions: CaseConditions): readonly Table[] {
  const floors = floorsOf(runs.usual);
  const callMs = replay.ms / replay.calls;
  return [
    wallTable(runs, { floors, replay, conditions, callMs }),
    blockedTable(runs, { floors, conditions, callMs }),
    whereTable(runs, { floors, conditions, callMs }),
  ];
}

interface Facts {
  readonly floors: CaseFloors;
  readonly conditions: CaseConditions;
  /** Mean time of one call, measured in the replay. */
  readonly callMs: number;
}

function wallTable({ usual, eager }: CaseRuns, facts: Facts & { readonly replay: Replay }): Table {
  const { floors, replay, conditions, callMs } = facts;
  const { chain, own } = totalsOf(floors);
  const floorMs = chain * callMs;
  const row = (name: string, calls: number, ms: number): readonly string[] => [
    name,
    String(calls),
    secondsOf(ms),
    ratio(ms, floorMs),
    ratio(ms, replay.ms),
  ];
  const { pauseMs, latencyMs } = conditions;
  return {
    title: `John Doe's whole case: all approved at one moment → closed, ${latencyMs} ms a call, log in SQLite`,
    head: ['', 'calls', 'seconds', '/ longest chain', '/ one after another'],
    rows: [
      row('floor: longest chain of what waits for what', chain, floorMs),
      row("floor: the product's own order and lanes", own, own * callMs),
      row('the case, reading back at once', eager.trace.calls.length, eager.end - eager.start),
      row(
        `the case, production's waits (first: ${pauseMs} ms)`,
        usual.trace.calls.length,
        usual.end - usual.start,
      ),
      row('the same calls one after another', replay.calls, replay.ms),
    ],
    notes: [
      `Ended as: ${endOf(usual)}; ${endOf(eager)}. The cloud counted ${usual.counted} and ${eager.counted} calls itself.`,
      `Floors: calls that follow one after the other × ${callMs.toFixed(1)} ms, the mean of one call in the replay. The first lets an action's changes go side by side; the second has them one after the other, as the product does.`,
      `Longest chain: ${floors.words}.`,
      `One after another: the run's own calls made again at the same company, writes too, in the order in which they went out; ${replay.different} of ${replay.calls} were answered with another status.`,
    ],
  };
}

function endOf({ state }: CaseRun): string {
  return state.outcome ?? state.status;
}

const milestones = [
  ['AD account disabled', 'ad.disable-account'],
  ['sign-in blocked', 'entra.block-sign-in'],
  ['sessions ended', 'entra.revoke-sessions'],
] as const;

function blockedTable({ usual, eager }: CaseRuns, { floors, callMs, conditions }: Facts): Table {
  return {
    title: "From the approval to the end of access, as seen at the cloud's door",
    head: ['', 'calls', 'floor s', 'at once s', '/ floor', 'production s', '/ floor', 'read back s'],
    rows: milestones.map(([name, action]) => {
      const calls = floors.before + (floors.chain.get(action) ?? 0) - readingBack(floors, action);
      const floor = calls * callMs;
      const [quick, slow] = [appliedMs(eager, action), appliedMs(usual, action)];
      const figures = [
        secondsOf(floor),
        secondsOf(quick),
        ratio(quick, floor),
        secondsOf(slow),
        ratio(slow, floor),
      ];
      return [name, String(calls)].concat(figures, secondsOf(verifiedMs(usual, action)));
    }),
    notes: [
      'The change has been answered by then. Sign-in waits until the AD account has been read back as disabled, sessions until sign-in has been read back as blocked.',
      `“At once” and “production” are the two runs above: without and with ${conditions.pauseMs} ms before the first reading back. “Read back”: in production's run, when the log says verified.`,
    ],
  };
}

function readingBack({ jobs }: CaseFloors, action: string): number {
  return jobs.find((job) => job.action === action)?.cost.verify.sideBySide ?? 0;
}

function appliedMs({ trace, start }: CaseRun, action: string): number {
  const applied = trace.pieces.filter((piece) => piece.action === action && piece.does === 'apply');
  return Math.max(...applied.map(({ end }) => end)) - start;
}

function verifiedMs({ entries, start }: CaseRun, action: string): number {
  const seen = entries.filter(({ entry }) => entry.action === action && entry.result === 'verified');
  return Math.max(...seen.map(({ at }) => at)) - start;
}

function whereTable(runs: CaseRuns, facts: Facts): Table {
  const parts = [partsOf(runs.eager, 0, facts), partsOf(runs.usual, facts.conditions.pauseMs, facts)];
  const row = (name: string, value: (part: Parts) => number): readonly string[] => [
    name,
    ...parts.flatMap((part) => [secondsOf(value(part)), `${Math.round((100 * value(part)) / part.total)} %`]),
  ];
  return {
    title: 'Where the time of the case goes',
    head: ['', 'at once s', 'share', 'production s', 'share'],
    rows: [
      row('calls on the longest chain', ({ chain }) => chain),
      row('calls more, by order, lanes and changes one by one', ({ order }) => order),
      row('waits before reading back', ({ pauses }) => pauses),
      row('everything else: entries, plans, cards, process', ({ rest }) => rest),
    ],
    notes: [
      `${runs.usual.entries.length} entries were written in that time. The first two rows and the waits are computed from the order of the actions with the measured call; the last is what is left of the wall time.`,
    ],
  };
}

interface Parts {
  readonly chain: number;
  readonly order: number;
  readonly pauses: number;
  readonly rest: number;
  readonly total: number;
}

function partsOf(run: CaseRun, pauseMs: number, { floors, callMs }: Facts): Parts {
  const total = run.end - run.start;
  const totals = totalsOf(floors);
  const [chain, calls] = [totals.chain * callMs, totals.own * callMs];
  const pauses = (lastOf(ownOrder(floors.jobs, pauseMs / callMs)) - lastOf(floors.own)) * callMs;
  return { chain, order: calls - chain, pauses, rest: total - calls - pauses, total };
}
