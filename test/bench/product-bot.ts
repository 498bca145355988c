import { heldUpWaitsMs } from '#bot/workflow/approve/held-up.ts';
import { chosenSteps } from '#bot/workflow/case/steps.ts';
import { answerParent, givenPlan } from './answer-parent.ts';
import { askedCase, untilAtRest } from './case-at-rest.ts';
import { type BenchBotPlan, openBenchBot } from './bench-bot.ts';
import { type LookUps, meterLookUps } from './meter-look-ups.ts';
import { meterStore, type Questions } from './meter-store.ts';

/** The product's bot as a child process, with a meter on what it asks about callers. */
const lookUps = meterLookUps(globalThis.fetch);
const log = meterStore();
globalThis.fetch = lookUps.fetch;
const bot = await openBenchBot({
  ...(givenPlan() as BenchBotPlan),
  through: log.metered,
  timing: { holdMs: 30_000, verifyWaitsMs: [0, 20, 50, 100, 200], heldUpWaitsMs, spreadMs: 0, attempts: 4 },
});

/** What one turn cost beside time. */
export interface Spent {
  readonly lookUps: LookUps;
  readonly log: Questions;
}

/** An approval somebody is asked for. */
export interface Request {
  readonly caseId: string;
  readonly step: string;
  readonly hash: string;
  readonly policy: string | undefined;
}

answerParent(
  { origin: bot.origin },
  {
    remember: (on: boolean) => lookUps.remember(on),
    spent: (): Spent => ({ lookUps: lookUps.spent(), log: log.spent() }),
    async open(query: string): Promise<readonly Request[]> {
      const state = await askedCase(bot, query);
      return chosenSteps(state).map(({ step, hash, approval: { policy } }) => {
        return { caseId: state.caseId, step, hash, policy };
      });
    },
    rest: async (caseId: string) => (await untilAtRest(bot, caseId)).status,
  },
);
