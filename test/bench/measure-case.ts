import { workSettings } from '#bot/settings/work-settings.ts';
import type { Timing } from '#bot/workflow/world.ts';
import { reportCase } from './report-case.ts';
import { replayCalls } from './replay-calls.ts';
import { heldUpWaitsMs } from '#bot/workflow/held-up.ts';
import { runCase } from './run-case.ts';
import { withStage } from './stage.ts';
import type { Table } from './table.ts';

const latencyMs = 100;

/** Production's own settings. */
const usual: Timing = {
  holdMs: workSettings.HOLD_SECONDS.parse(undefined) * 1000,
  verifyWaitsMs: workSettings.VERIFY_WAITS.parse(undefined).map((seconds) => seconds * 1000),
  heldUpWaitsMs,
  spreadMs: 0,
  attempts: workSettings.CHANGE_ATTEMPTS.parse(undefined),
};

/** John Doe's whole case, from the approvals to its end, at a cloud that takes its time. */
export async function measureCase(): Promise<readonly Table[]> {
  return withStage(async (stage) => {
    const eager = { ...usual, verifyWaitsMs: [0, ...usual.verifyWaitsMs] };
    await runCase(stage, { name: 'warm-up', latencyMs: 0, timing: eager });
    const runs = {
      usual: await runCase(stage, { name: 'usual', latencyMs, timing: usual }),
      eager: await runCase(stage, { name: 'eager', latencyMs, timing: eager }),
    };
    const replay = await replayCalls(stage.around.ready.cloud, runs.usual.trace.calls, latencyMs);
    return reportCase(runs, replay, { latencyMs, pauseMs: usual.verifyWaitsMs[0] ?? 0 });
  });
}
