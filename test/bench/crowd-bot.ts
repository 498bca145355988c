import { monitorEventLoopDelay } from 'node:perf_hooks';
import type { CaseState } from '#bot/workflow/case/case-state.ts';
import { chooseForCase } from '#bot/workflow/acts/choose.ts';
import { openCase } from '#bot/workflow/acts/open-case.ts';
import { sideBySide } from '#bot/workflow/run/side-by-side.ts';
import { chosenSteps } from '#bot/workflow/case/steps.ts';
import { alex } from '#test/set-up/small-world.ts';
import { answerParent, givenPlan } from './answer-parent.ts';
import { type BenchBotPlan, openBenchBot } from './bench-bot.ts';
import { approveAll } from './case-at-rest.ts';
import { upnOf } from './crowd.ts';

/** The product's bot as a child process, for many cases at once. */
const bot = await openBenchBot(givenPlan() as BenchBotPlan);
const { world, driver, news } = bot;

/** How a number of cases went, from the approvals to the last one's end. Times in real ms. */
export interface CrowdRun {
  readonly ms: number;
  readonly cpuMs: number;
  /** How late the event loop was, ms. */
  readonly delayMs: { readonly p50: number; readonly p99: number; readonly max: number };
  readonly rssBytes: { readonly before: number; readonly most: number };
  /** How many cases ended how. */
  readonly ended: Readonly<Record<string, number>>;
}

/** Opened by one operator, and brought to the point where every approval is asked for. */
async function open(range: { readonly from: number; readonly to: number }): Promise<readonly string[]> {
  const people = Array.from({ length: range.to - range.from }, (_, nth) => upnOf(range.from + nth));
  return sideBySide(people, 8, async (query) => {
    const answer = await openCase(world, { by: alex, query, dryRun: false });
    if (!answer.ok || answer.value.kind !== 'opened') throw new Error(JSON.stringify(answer));
    const { caseId } = answer.value.state;
    driver.wake(caseId);
    const { revision } = await until(caseId, ({ status }) => status === 'choosing');
    await chooseForCase(world, { by: alex, caseId, revision, mailbox: 'both', successor: '', off: [] });
    driver.wake(caseId);
    await until(caseId, (state) => chosenSteps(state).every(({ approval }) => approval.status === 'asked'));
    return caseId;
  });
}

async function until(caseId: string, wanted: (state: CaseState) => boolean): Promise<CaseState> {
  for (;;) {
    const state = news.of(caseId);
    if (state && !state.hold && state.revision > 0 && wanted(state)) return state;
    if (state?.status === 'unreadable') throw new Error(JSON.stringify(state.unreadable));
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

async function run(caseIds: readonly string[]): Promise<CrowdRun> {
  const delay = monitorEventLoopDelay({ resolution: 5 });
  const before = process.memoryUsage().rss;
  let most = before;
  const watch = setInterval(() => (most = Math.max(most, process.memoryUsage().rss)), 100);
  const cpu = process.cpuUsage();
  const start = performance.now();
  delay.enable();
  await Promise.all(caseIds.map((id) => approveAll(bot, news.of(id) as CaseState)));
  await Promise.all(caseIds.map((id) => until(id, isOver)));
  const ms = performance.now() - start;
  delay.disable();
  clearInterval(watch);
  const { user, system } = process.cpuUsage(cpu);
  const ended: Record<string, number> = {};
  for (const id of caseIds) {
    const { outcome, status } = news.of(id) as CaseState;
    ended[outcome ?? status] = (ended[outcome ?? status] ?? 0) + 1;
  }
  const delayMs = { p50: delay.percentile(50) / 1e6, p99: delay.percentile(99) / 1e6, max: delay.max / 1e6 };
  return { ms, cpuMs: (user + system) / 1000, delayMs, rssBytes: { before, most }, ended };
}

function isOver({ status }: CaseState): boolean {
  return status === 'closed' || status === 'attention';
}

answerParent({ origin: bot.origin }, { open, run });
