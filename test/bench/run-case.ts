import { join } from 'node:path';
import type { CaseState } from '#bot/workflow/case/case-state.ts';
import type { Timing } from '#bot/workflow/world.ts';
import { catalog } from '#providers/catalog.ts';
import type { Limits } from '#providers/http.ts';
import type { Entry } from '#storage/entry.ts';
import { openBenchBot } from './bench-bot.ts';
import { approveAll, askedCase } from './case-at-rest.ts';
import { control, type Stage } from './stage.ts';
import { teams } from './timed-post.ts';
import { type CallTrace, traceCalls } from './trace-calls.ts';

/** John Doe's case as it ran, from the last approval on. Times in ms of this process. */
export interface CaseRun {
  /** With all approvals asked and none given. */
  readonly asked: CaseState;
  readonly state: CaseState;
  readonly start: number;
  readonly end: number;
  readonly trace: Pick<CallTrace, 'calls' | 'pieces'>;
  readonly entries: readonly { readonly at: number; readonly entry: Entry }[];
  /** How many requests the cloud counted itself. */
  readonly counted: number;
}

export interface CasePlan {
  readonly latencyMs: number;
  readonly timing: Timing;
  readonly name: string;
  readonly limits?: Partial<Limits>;
}

/** Every step is approved at the same moment, by whoever is asked; then the bot is left alone until the case ends. */
export async function runCase({ around, folder }: Stage, plan: CasePlan): Promise<CaseRun> {
  const { cloud, connector } = around.ready;
  await control(cloud, 'reset', {});
  const wire = globalThis.fetch;
  const trace = traceCalls(wire);
  const entries: CaseRun['entries'][number][] = [];
  const ended = Promise.withResolvers<void>();
  globalThis.fetch = trace.fetch;
  const bot = await openBenchBot({
    cloud,
    folder,
    store: { file: join(folder, `${plan.name}.db`) },
    timing: plan.timing,
    ...(plan.limits && { limits: plan.limits }),
    catalog: catalog.map((action) => trace.traced(action)),
    told(state, entry) {
      entries.push({ at: performance.now(), entry });
      if (state.status === 'closed' || (state.sweep && entry.phase === 'released')) ended.resolve();
    },
  });
  globalThis.fetch = wire;
  try {
    await teams(connector).say(bot.origin, 'alexw', '/help');
    const asked = await askedCase(bot, 'jdoe');
    await control(cloud, 'faults', { latencyMs: plan.latencyMs });
    const before = await requestCount(cloud);
    trace.clear();
    entries.length = 0;
    const start = performance.now();
    await approveAll(bot, asked);
    await ended.promise;
    const end = entries.at(-1)?.at ?? start;
    const state = (await bot.world.cases.read(asked.caseId)) ?? asked;
    return { asked, state, start, end, trace, entries, counted: (await requestCount(cloud)) - before };
  } finally {
    await bot.stop();
  }
}

async function requestCount(cloud: string): Promise<number> {
  return (await control<readonly unknown[]>(cloud, 'requests')).length;
}
