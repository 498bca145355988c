import type { CaseState } from '#bot/workflow/case/case-state.ts';
import { allChanges } from '#bot/workflow/case/steps.ts';
import { slack } from '#test/set-up/attack.ts';
import type { BotProcess } from './bot-process.ts';

/** How long a case may take, in ms, on a machine that is busy with other things; then the test tells where it stands. */
const patienceMs = 100_000 * slack;

interface Scene {
  readonly bots: readonly BotProcess[];
  readonly newest: () => Promise<CaseState | null>;
}

/** The end of the case. @throws when it does not come, with where the case stands and what the bots said last */
export async function beforePatienceEnds(end: Promise<CaseState>, scene: Scene): Promise<CaseState> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<'late'>((resolve) => {
    timer = setTimeout(() => resolve('late'), patienceMs);
  });
  const first = await Promise.race([end, late]);
  clearTimeout(timer);
  if (first !== 'late') return first;
  throw new Error(`The case did not end: ${await story(scene)}`);
}

async function story({ bots, newest }: Scene): Promise<string> {
  const state = await newest().catch(String);
  const where = typeof state === 'string' ? state : state ? summary(state) : 'there is none';
  const said = bots.map(
    ({ instance, marks }) =>
      `${instance}\n${marks
        .slice(-15)
        .map((mark) => `  ${JSON.stringify(mark)}`)
        .join('\n')}`,
  );
  return [where, ...said].join('\n');
}

function summary(state: CaseState): string {
  const { status, hold, head, steps } = state;
  const open = allChanges(state).filter((change) => change.status !== 'verified');
  return JSON.stringify({
    status,
    hold,
    seq: head.seq,
    approvals: steps.map(({ step, approval }) => `${step} ${approval.status}`),
    open: open.map((change) => `${change.ref} ${change.status}`),
  });
}
