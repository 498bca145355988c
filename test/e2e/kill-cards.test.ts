import { describe, expect, it } from 'vitest';
import { showings } from '#bot/teams/present/showings.ts';
import type { CaseState } from '#bot/workflow/case/case-state.ts';
import { canonicalJson } from '#storage/seal.ts';
import { type Call, type Connector, startConnector, wordsOf } from '#test/set-up/connector.ts';
import type { BotProcess } from '#test/set-up/process/bot-process.ts';
import { openPoints, repeatedWrites } from '#test/set-up/process/findings.ts';
import type { KillPoint } from '#test/set-up/process/marks.ts';
import { cardOf, peopleInTeams } from '#test/set-up/process/people-in-teams.ts';
import { setStage, type Stage } from '#test/set-up/process/stage.ts';
import { chatOf } from '#test/set-up/teams-stage.ts';

const patience = 180_000;

/** Around one call to Teams: it never arrives, or Teams has taken it and the answer finds nobody. */
interface KillAtCard {
  readonly fate: 'lost' | 'answer lost';
  readonly method: 'POST' | 'PUT';
  /** Part of what the card says, or its notification. */
  readonly says: string;
}

interface Told {
  readonly stage: Stage;
  readonly connector: Connector;
  readonly state: CaseState;
}

/** Carries John Doe's case, by cards alone, through bots that are killed one after the other. */
async function carried(
  kills: readonly (KillAtCard | KillPoint)[],
  judge: (told: Told) => void,
): Promise<void> {
  const [stage, connector] = [await setStage({ inTeams: true }), await startConnector()];
  const people = peopleInTeams(stage, connector, 'jdoe');
  try {
    for (const kill of kills) {
      const bot = stage.start('moment' in kill ? kill : undefined);
      if ('fate' in kill) killAt(connector, bot, kill);
      await Promise.race([people.turnTo(bot), bot.ended]);
      expect((await bot.ended).signal).toBe('SIGKILL');
    }
    const last = stage.start();
    await people.turnTo(last);
    const state = await people.end;
    await standsAsItIs(connector, state);
    expect(await stage.findings(state)).toEqual([]);
    expect(repeatedWrites(await stage.writes())).toEqual([]);
    expect(openPoints(state)).toEqual([]);
    judge({ stage, connector, state });
  } finally {
    people.leave();
    await stage.clear();
    await connector.close();
  }
}

function killAt(connector: Connector, bot: BotProcess, { fate, method, says }: KillAtCard): void {
  connector.heed = (call) => {
    if (call.method !== method || !`${summaryOf(call.body)}\n${wordsOf(call.body)}`.includes(says))
      return 'taken';
    bot.signal('SIGKILL');
    connector.heed = () => 'taken';
    return fate;
  };
}

/** Every card of the case is to be seen as the case now stands, and no other of its kind. */
async function standsAsItIs(connector: Connector, state: CaseState): Promise<void> {
  for (const { card, onlyUpdate } of showings(state, new Date())) {
    const wanted = canonicalJson(card);
    if (!onlyUpdate) await connector.until((message) => canonicalJson(cardOf(message) ?? null) === wanted);
  }
}

/** How often something that is sent once was sent, by whom it went to and what it said first. */
function sentTwice({ connector: { calls } }: Told): readonly string[] {
  const counts = Map.groupBy(calls.filter(isMessage), ({ path, body }) => `${path} ${summaryOf(body)}`);
  return [...counts].filter(([, sent]) => sent.length > 1).map(([what]) => what);
}

/** Answers to what somebody typed are theirs, as often as they type. */
function isMessage({ method, body }: Call): boolean {
  return method === 'POST' && summaryOf(body) !== '' && summaryOf(body) !== 'Offboarding';
}

function summaryOf(body: unknown): string {
  return (body as { summary?: string } | undefined)?.summary ?? '';
}

describe.concurrent('a bot that is killed while it tells people', () => {
  it(
    'around a change of a card: after the restart the card is as the case is, and nobody is told twice',
    { timeout: patience },
    () =>
      carried(
        [
          { fate: 'lost', method: 'PUT', says: 'Offboarding plan' },
          { moment: 'after entry', phase: 'delivered', nth: 1 },
          { fate: 'answer lost', method: 'PUT', says: 'verified' },
        ],
        (told) => expect(sentTwice(told)).toEqual([]),
      ),
  );

  it(
    'between a request and the word that Teams has it: the request is not lost, and is repeated once at most',
    { timeout: patience },
    () =>
      carried([{ fate: 'answer lost', method: 'POST', says: 'Please confirm' }], (told) => {
        const requests = told.connector.messages.filter(
          ({ conversation }) => conversation === chatOf('meganb'),
        );
        expect(requests.length).toBeGreaterThan(0);
        expect(sentTwice(told).length).toBeLessThanOrEqual(1);
      }),
  );
});
