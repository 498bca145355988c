import { chosenSteps } from '#bot/workflow/steps.ts';
import { answerParent, givenPlan } from './answer-parent.ts';
import { askedCase, untilAtRest } from './case-at-rest.ts';
import { type BenchBotPlan, openBenchBot } from './bench-bot.ts';
import { meterLookUps } from './meter-look-ups.ts';

/** The product's bot as a child process, with a meter on what it asks about callers. */
const lookUps = meterLookUps(globalThis.fetch);
globalThis.fetch = lookUps.fetch;
const { world, driver, origin } = await openBenchBot({
  ...(givenPlan() as BenchBotPlan),
  timing: { holdMs: 30_000, verifyWaitsMs: [0, 20, 50, 100, 200], attempts: 4 },
});

/** An approval somebody is asked for. */
export interface Request {
  readonly caseId: string;
  readonly step: string;
  readonly hash: string;
  readonly policy: string | undefined;
}

answerParent(
  { origin },
  {
    remember: (on: boolean) => lookUps.remember(on),
    spent: () => lookUps.spent(),
    async open(query: string): Promise<readonly Request[]> {
      const state = await askedCase(world, driver, query);
      return chosenSteps(state).map(({ step, hash, approval: { policy } }) => {
        return { caseId: state.caseId, step, hash, policy };
      });
    },
    rest: async (caseId: string) => (await untilAtRest(world, caseId)).status,
  },
);
