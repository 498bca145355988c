import { expect, it } from 'vitest';
import { allChanges } from '#bot/workflow/case/steps.ts';
import type { RecordedRequest } from '#providers/sandbox/request-log.ts';
import { seeds } from '#test/set-up/attack.ts';
import { openPoints } from '#test/set-up/process/findings.ts';
import type { Aim } from '#test/set-up/process/next-orders.ts';
import { setStage, type Stage } from '#test/set-up/process/stage.ts';

const patience = 180_000;

const aThird = { statuses: [429, 500, 503], retryAfterSeconds: 0, rate: 0.28, lostResponses: 0.07 };
/** So many that six tries in a row fail, and the workflow itself must cope. */
const most = { ...aThird, rate: 0.55, lostResponses: 0.15 };

async function endsTruthfully(stage: Stage, aim: Aim): Promise<void> {
  const crowd = stage.people(aim);
  const bot = stage.start();
  crowd.meet(bot);
  if (aim.end === 'undone') void worseFromTheFirstChangeOn(stage);
  const state = await crowd.end;
  await stage.sandbox.control('faults', {});

  expect(await stage.findings(state)).toEqual([]);
  expect(['closed', 'attention']).toContain(state.status);
  if (state.status === 'closed' && state.outcome !== 'incomplete') expect(openPoints(state)).toEqual([]);
  expect(await shareOfFailed(stage)).toBeGreaterThan(0.15);
}

async function worseFromTheFirstChangeOn(stage: Stage): Promise<void> {
  await stage.bots[0]?.until((mark) => mark.at === 'effect');
  await stage.sandbox.control('faults', most);
}

async function shareOfFailed({ sandbox }: Stage): Promise<number> {
  const requests = (await sandbox.control('requests')) as readonly RecordedRequest[];
  return requests.filter(({ fault }) => fault !== undefined).length / requests.length;
}

it.each(
  seeds({ short: 1, long: 20 }).flatMap((seed) => [[seed, 'complete'] as const, [seed, 'undone'] as const]),
)(
  'a case ends truthfully while a third of all calls to the cloud fail, some after they were executed (seed %i, %s)',
  { timeout: patience },
  async (seed, end) => {
    const stage = await setStage();
    try {
      await stage.sandbox.control('faults', { ...aThird, seed });
      await endsTruthfully(stage, { query: 'jdoe', end, retries: end === 'complete' ? 3 : 1 });
    } finally {
      await stage.clear();
    }
  },
);

it('what the cloud says it did and did not do is never called verified', { timeout: patience }, async () => {
  const stage = await setStage();
  try {
    await stage.sandbox.control('faults', { ignoreWrites: true, match: '/v1.0/devices/|/oauth2Permission' });
    const crowd = stage.people({ query: 'jdoe', end: 'complete' });
    const bot = stage.start();
    crowd.meet(bot);
    const state = await crowd.end;

    expect(await stage.findings(state)).toEqual([]);
    expect(state.status).toBe('attention');
    const open = allChanges(state).filter(({ status }) => status !== 'verified');
    expect(open.length).toBeGreaterThan(0);
    expect(open.filter(({ status }) => status !== 'applied' && status !== 'waiting')).toEqual([]);
  } finally {
    await stage.clear();
  }
});
