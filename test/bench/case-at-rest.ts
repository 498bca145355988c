import { performance } from 'node:perf_hooks';
import { moveOf } from '#bot/workflow/advance.ts';
import type { CaseState } from '#bot/workflow/case/case-state.ts';
import { chooseForCase } from '#bot/workflow/acts/choose.ts';
import { decide } from '#bot/workflow/acts/decide.ts';
import type { Driver } from '#bot/workflow/driver.ts';
import { openCase } from '#bot/workflow/acts/open-case.ts';
import { chosenSteps } from '#bot/workflow/case/steps.ts';
import type { World } from '#bot/workflow/world.ts';
import { alex, isaiah, megan } from '#test/set-up/small-world.ts';

/** How often is looked, and how little of that time a process at rest computes. */
const look = { everyMs: 10, busy: 0.1 };

/** The newest state of each case, as the bot itself was told it: looking costs the store nothing. */
export interface News {
  readonly told: World['told'];
  of(caseId: string): CaseState | undefined;
}

export function keepNews(): News {
  const newest = new Map<string, CaseState>();
  return { told: (state) => void newest.set(state.caseId, state), of: (caseId) => newest.get(caseId) };
}

/** Resolves when it is a person's turn and the process has nothing left to do. */
export async function untilAtRest({ world, news }: Working, caseId: string): Promise<CaseState> {
  for (;;) {
    const before = performance.eventLoopUtilization();
    await world.clock.sleep(look.everyMs);
    const { utilization } = performance.eventLoopUtilization(before);
    const state = news.of(caseId);
    const rests = state && state.hold === undefined && moveOf(world, state) === 'wait';
    if (rests && utilization < look.busy) return state;
  }
}

export interface Working {
  readonly world: World;
  readonly driver: Driver;
  readonly news: News;
}

/** Approves every step by whoever is asked for it. */
export async function approveAll({ world, driver }: Working, state: CaseState): Promise<void> {
  const { caseId } = state;
  await Promise.all(
    chosenSteps(state).map(async ({ step, approval }) => {
      const by = { manager: megan, operator: alex, 'second-operator': isaiah }[approval.policy ?? 'operator'];
      const answer = await decide(world, { by, caseId, step, verdict: 'approve', reason: '' });
      if (!answer.ok) throw new Error(`${step}: ${JSON.stringify(answer.refusal)}`);
    }),
  );
  driver.wake(caseId);
}

/** A case of this person in which everything is chosen and every approver is asked. */
export async function askedCase(bot: Working, query: string): Promise<CaseState> {
  const { world, driver } = bot;
  const answer = await openCase(world, { by: alex, query, dryRun: false });
  if (!answer.ok || answer.value.kind !== 'opened') throw new Error(JSON.stringify(answer));
  const { caseId } = answer.value.state;
  driver.wake(caseId);
  const { revision } = await untilAtRest(bot, caseId);
  await chooseForCase(world, { by: alex, caseId, revision, mailbox: 'both', successor: '', off: [] });
  driver.wake(caseId);
  return untilAtRest(bot, caseId);
}
