import { type CaseFloors, floorsOf, totalOf } from './case-floors.ts';
import { productionTiming as timing } from './production-timing.ts';
import { reportCase } from './report-case.ts';
import { type Replay, replayCalls } from './replay-calls.ts';
import { type CaseRun, runCase } from './run-case.ts';
import { type Stage, withStage } from './stage.ts';
import type { Table } from './table.ts';

const latencies = [50, 100, 200];
/** Each: the case, its floor and a share of its peer, right after each other, so that what the machine does meets all. */
const rounds = 3;

/** The case once, and beside it as many calls one after another as its longest chain has. */
export interface Round {
  readonly run: CaseRun;
  readonly floor: Replay;
  /** A share of the run's own calls, one after another. */
  readonly peer: Replay;
}

export interface AtLatency {
  readonly latencyMs: number;
  readonly rounds: readonly Round[];
}

/** John Doe's whole case, from the approvals to its end, at a cloud that takes its time. */
export async function measureCase(): Promise<readonly Table[]> {
  return withStage(async (stage) => {
    await runCase(stage, { name: 'warm-up', latencyMs: 0, timing });
    const roomy = { name: 'roomy', latencyMs: 100, timing, limits: { concurrent: 1000 } };
    const floors = floorsOf(await runCase(stage, roomy));
    const found: AtLatency[] = [];
    for (const latencyMs of latencies) found.push(await measureAt(stage, latencyMs, floors));
    return reportCase(found, floors);
  });
}

async function measureAt(stage: Stage, latencyMs: number, floors: CaseFloors): Promise<AtLatency> {
  const { cloud } = stage.around.ready;
  const chain = totalOf(floors.needed, floors);
  const found: Round[] = [];
  for (let nth = 0; nth < rounds; nth++) {
    const run = await runCase(stage, { name: `at-${latencyMs}-${nth}`, latencyMs, timing });
    const { calls } = run.trace;
    const floor = await replayCalls(cloud, calls, { latencyMs, to: chain });
    const share = (part: number): number => Math.round((part * calls.length) / rounds);
    const peer = await replayCalls(cloud, calls, { latencyMs, from: share(nth), to: share(nth + 1) });
    found.push({ run, floor, peer });
  }
  return { latencyMs, rounds: found };
}
