import { beforeEach, describe, expect, it } from 'vitest';
import { TeamsFailure } from '#bot/teams/teams-failure.ts';
import { createPresenter, type Presenter } from '#bot/teams/present/presenter.ts';
import type { Message } from '#bot/teams/send-by-adapter.ts';
import type { Where } from '#bot/teams/where.ts';
import type { CaseState } from '#bot/workflow/case/case-state.ts';
import { cancelCase } from '#bot/workflow/acts/cancel-case.ts';
import type { Clock } from '#bot/workflow/world.ts';
import type { Entry } from '#storage/entry.ts';
import { erasedCase } from '#test/set-up/erasing.ts';
import { wordsOf } from '#test/set-up/connector.ts';
import { alex, caseId, goOn, opened, smallWorld, type SmallWorld } from '#test/set-up/small-world.ts';

const home: Where = {
  conversationId: 'home',
  serviceUrl: 'http://x',
  botId: 'bot',
  tenant: 't',
  personal: true,
};

/** A clock that only moves when told to. */
function stoppedClock(): Clock & { pass(ms: number): Promise<void> } {
  let now = Date.parse('2026-11-23T09:00:00Z');
  const sleepers = new Set<{ until: number; wake: () => void }>();
  return {
    now: () => new Date(now),
    sleep: (ms, signal) =>
      new Promise((resolve) => {
        const sleeper = { until: now + ms, wake: resolve };
        sleepers.add(sleeper);
        signal?.addEventListener('abort', () => resolve());
      }),
    async pass(ms) {
      now += ms;
      const due = [...sleepers].filter(({ until }) => until <= now);
      for (const sleeper of due) {
        sleepers.delete(sleeper);
        sleeper.wake();
      }
      await settled();
    },
  };
}

/** Everything that can happen without time passing has happened. */
async function settled(): Promise<void> {
  for (let turn = 0; turn < 50; turn++) await new Promise((resolve) => setImmediate(resolve));
}

let world: SmallWorld;
let clock: ReturnType<typeof stoppedClock>;
let said: string[];
let trouble: TeamsFailure | null;
let presenter: Presenter;
let state: CaseState;

function fresh(): Presenter {
  const say =
    (what: string) =>
    async (_at: Where, ...rest: unknown[]) => {
      if (trouble) throw trouble;
      said.push(`${what} ${wordsOf((rest.at(-1) as Message).card).split('\n')[0]}`);
      return 'id';
    };
  return createPresenter({
    sender: { send: say('send'), update: async (...all) => void (await say('update')(...all)) },
    reach: { deliver: async () => ({ reached: false, why: 'nobody' }) },
    workflow: {
      operators: async () => [],
      recordDelivery: async () => {},
      listOpen: () => world.store.listOpen(),
      read: (id) => world.cases.read(id),
    },
    cache: world.store.cache,
    clock,
    log: world.log,
  });
}

/** The state with an entry that changes it, as the workflow would tell of it. */
function tell(next: CaseState, phase = 'planned'): void {
  presenter.told(next, { phase } as Entry);
}

beforeEach(async () => {
  world = await smallWorld([]);
  clock = stoppedClock();
  said = [];
  trouble = null;
  presenter = fresh();
  state = await opened(world);
});

describe('keeping Teams in step with a case', () => {
  it('shows a case at once where it was adopted', async () => {
    await presenter.adopt(state, home);
    await settled();

    expect(said).toEqual(['send Reading what there is to remove']);
  });

  it('changes a card at most once a second, and then shows the newest', async () => {
    await presenter.adopt(state, home);
    await settled();
    for (let n = 1; n <= 10; n++) {
      tell({
        ...state,
        leaver: { ...state.leaver, name: `John Doe ${n}` },
        head: { ...state.head, seq: 1 + n },
      });
      await settled();
    }
    expect(said.length).toBe(1);
    await clock.pass(1_000);
    expect(said.length).toBe(2);
    await clock.pass(1_000);
    await clock.pass(1_000);

    expect(said.length).toBe(2);
  });

  it('sends nothing when nothing anybody sees has changed', async () => {
    await presenter.adopt(state, home);
    await settled();
    await clock.pass(1_000);
    tell({ ...state, head: { ...state.head, seq: 2 } });
    await settled();

    expect(said.length).toBe(1);
  });

  it('goes on after a restart where it was, without saying anything twice', async () => {
    await presenter.adopt(state, home);
    await settled();
    const planned = await goOn(world);
    presenter = fresh();
    await presenter.start();
    await settled();

    expect(planned.status).toBe('choosing');
    expect(said).toEqual(['send Reading what there is to remove', 'update Offboarding plan']);
  });

  it('tells of an end that came while nobody could say so', async () => {
    await presenter.adopt(state, home);
    await settled();
    await goOn(world);
    await cancelCase(world, { by: alex, caseId });
    expect(await world.store.listOpen()).toEqual([]);
    presenter = fresh();
    await presenter.start();
    await settled();

    expect(said.join()).toContain('send');
    expect(said.length).toBeGreaterThan(1);
    const before = said.length;
    presenter = fresh();
    await presenter.start();
    await settled();
    expect(said.length).toBe(before);
  });

  it('tries again, later and later, until Teams takes it', async () => {
    trouble = new TeamsFailure({ status: 503, code: 'ServiceUnavailable' });
    await presenter.adopt(state, home);
    await settled();
    for (let n = 0; n < 5; n++) await clock.pass(1_000);
    expect(said).toEqual([]);
    trouble = null;
    for (let n = 0; n < 20; n++) await clock.pass(1_000);

    expect(said).toEqual(['send Reading what there is to remove']);
  });

  it('waits as long as Teams asks for', async () => {
    trouble = new TeamsFailure({ status: 429, code: 'TooManyRequests', waitMs: 30_000 });
    await presenter.adopt(state, home);
    await settled();
    trouble = null;
    for (let n = 0; n < 29; n++) await clock.pass(1_000);
    expect(said).toEqual([]);
    for (let n = 0; n < 35; n++) await clock.pass(1_000);

    expect(said.length).toBe(1);
  });

  it('says nothing more once it is stopped', async () => {
    await presenter.stop();
    await presenter.adopt(state, home);
    await settled();

    expect(said).toEqual([]);
  });

  it('empties the cards of a case that is erased, and forgets where they stand', async () => {
    await presenter.adopt(state, home);
    await settled();
    expect(await world.store.cache.get(`teams:case:${caseId}`)).not.toBeNull();
    await cancelCase(world, { by: alex, caseId });
    await erasedCase(world, caseId);
    const erased = await world.cases.read(caseId);
    tell(erased!, 'erasure-verified');
    await clock.pass(1_000);

    expect(said.at(-1)).toBe('update Erased');
    expect(await world.store.cache.get(`teams:case:${caseId}`)).toBeNull();
  });
});
