import { workSettings } from '#bot/settings/work-settings.ts';
import { heldUpWaitsMs } from '#bot/workflow/approve/held-up.ts';
import { spreadMs } from '#bot/workflow/run/spread.ts';
import type { Timing } from '#bot/workflow/world.ts';

/** Production's own settings. */
export const productionTiming: Timing = {
  holdMs: workSettings.HOLD_SECONDS.parse(undefined) * 1000,
  verifyWaitsMs: workSettings.VERIFY_WAITS.parse(undefined).map((seconds) => seconds * 1000),
  heldUpWaitsMs,
  spreadMs,
  attempts: workSettings.CHANGE_ATTEMPTS.parse(undefined),
};
