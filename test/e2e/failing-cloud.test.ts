import { expect, it } from 'vitest';
import { allChanges } from '#bot/workflow/steps.ts';
import { setStage } from '#test/set-up/process/stage.ts';

/** SOAK=20: twenty cases instead of one, from the seed SEED on. */
const soak = Number(process.env['SOAK'] ?? 1);
const firstSeed = Number(process.env['SEED'] ?? 1);

it.each(Array.from({ length: soak }, (_, index) => firstSeed + index))(
  'a case ends truthfully while a third of all calls to the cloud fail, some after they were executed (seed %i)',
  { timeout: 90_000 },
  async (seed) => {
    const stage = await setStage();
    const faults = { statuses: [429, 500, 503], retryAfterSeconds: 0, rate: 0.28, lostResponses: 0.06, seed };
    try {
      await stage.sandbox.control('faults', faults);
      const crowd = stage.people({ query: 'jdoe', end: 'complete', retries: 3 });
      const bot = stage.start();
      crowd.meet(bot);
      const state = await crowd.end;
      await stage.sandbox.control('faults', {});

      expect(await stage.findings(state)).toEqual([]);
      expect(['closed', 'attention']).toContain(state.status);
      if (state.outcome === 'complete')
        expect(allChanges(state).filter(({ status }) => status !== 'verified')).toEqual([]);
      expect(allChanges(state).filter(({ attempts }) => attempts > 1).length).toBeGreaterThan(0);
    } finally {
      await stage.clear();
    }
  },
);
