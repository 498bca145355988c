import { once } from 'node:events';
import { get, type IncomingMessage } from 'node:http';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { TabError } from '#bot/history/tab-answer.ts';
import { mostUnderWay } from '#bot/report/under-way.ts';
import { Secret } from '#bot/secret.ts';
import { contoso, personOf } from '#providers/sandbox/people.ts';
import type { LogStore } from '#storage/log-store.ts';
import { tabStage, type TabStage } from '#test/set-up/tab-stage.ts';
import { activityBy } from '#test/set-up/teams-stage.ts';
import { sealed } from '#test/storage/sealed.ts';

const patient = { timeout: 20_000 };

let stage: TabStage;
/** Questions to the log, and from which one on they wait until the gate is opened. */
let questions = 0;
let waitFrom = Number.POSITIVE_INFINITY;
let gate = Promise.withResolvers<void>();
let isStopped = false;
/** Nothing is ever found. */
let isEndless = false;

const gated = (store: LogStore): LogStore => ({
  ...store,
  async history(query) {
    questions += 1;
    if (questions >= waitFrom) await gate.promise;
    if (isEndless) return { entries: [], next: 'further', previous: null };
    return store.history(query);
  },
});
/** Reports in the chat that are made when the gate is opened. */
const reports = {
  log: new Secret('nowhere'),
  targetMinutes: 240,
  signNow: async () => {},
  make: () => gate.promise.then(() => Promise.reject(new Error('made by nobody'))),
};

beforeEach(async () => {
  [questions, waitFrom, gate, isStopped] = [0, Number.POSITIVE_INFINITY, Promise.withResolvers(), false];
  isEndless = false;
  stage = await tabStage({ through: gated, reports });
});
afterEach(async () => {
  gate.resolve();
  if (!isStopped) await stage.stop();
});

async function write(count: number, reason = ''): Promise<void> {
  let last = sealed({ phase: 'opened', reason }, { caseId: 'OFF-LONG1' });
  await stage.world.store.append(last);
  for (let nth = 1; nth < count; nth++) {
    last = sealed({ phase: 'outcome', step: 'mailbox', result: 'verified', reason }, { after: last });
    await stage.world.store.append(last);
  }
}
/** From the next question but `after` on, the log answers nobody until the gate is opened. */
const shut = (after = 0): void => void (waitFrom = questions + after + 1);
const open = (): void => {
  waitFrom = Number.POSITIVE_INFINITY;
  gate.resolve();
};
const areAsked = (count: number) => expect.poll(() => questions, patient).toBe(count);
const entries = (who: string) => stage.ask(who, 'export/entries.csv');
/** Takes the list whole. */
async function statusFor(who: string): Promise<number> {
  const answer = await entries(who);
  await answer.text();
  return answer.status;
}
const refusal = async (answer: Response) => {
  const { error } = (await answer.json()) as { error: TabError };
  return [answer.status, answer.headers.get('retry-after'), error.code, `${error.text} ${error.next}`];
};
const noted = async (): Promise<readonly string[]> => {
  const page = await stage.world.store.history({ phases: ['reported'], limit: 100 });
  return page.entries.map(({ actor }) => actor.name);
};
const isTold = (line: string) => stage.lines.some((one) => one.startsWith(line));
const wentAway = 'somebody went away before they had what they asked for';

/** A browser of one’s own, which can go away. */
async function browser(who: string) {
  const authorization = `Bearer ${await stage.issuer.token(who)}`;
  const request = get(`${stage.origin}/api/history/export/entries.csv`, { headers: { authorization } });
  request.on('error', () => {});
  return {
    go: () => void request.destroy(),
    response: async () => (await once(request, 'response'))[0] as IncomingMessage,
  };
}

describe('lists that readers take away', () => {
  it('are one at a time for each: a second one is refused with what is taken since when, and what to do', async () => {
    await write(3);
    shut();
    const first = entries('adelev');
    await areAsked(1);
    const second = await refusal(await stage.ask('adelev', 'export/cases.ndjson'));
    open();

    expect(second).toEqual([
      429,
      '15',
      'already-taking',
      expect.stringMatching(
        /^Since Mon 2 Nov, \d\d:\d\d UTC you are taking the list of entries, no filter, .*Wait until you have it/,
      ),
    ]);
    expect((await (await first).text()).trim().split('\n')).toHaveLength(4);
    expect(await noted()).toEqual(['Adele Vance']);
    expect(await statusFor('adelev')).toBe(200);
  });

  it('are one at a time together with reports of the chat', async () => {
    const value = {
      type: 'fileUpload',
      action: 'accept',
      context: { report: { from: '2026-01-01', to: '2026-12-31' }, form: 'csv' },
      uploadInfo: {
        name: 'x',
        uploadUrl: `${stage.connector.url}/x`,
        contentUrl: 'x',
        uniqueId: 'x',
        fileType: 'csv',
      },
    };
    const consent = {
      ...activityBy('adelev', stage.connector.url),
      type: 'invoke',
      name: 'fileConsent/invoke',
    };
    await stage.post({ ...consent, value });
    await expect.poll(noted, patient).toEqual(['Adele Vance']);

    expect(await refusal(await entries('adelev'))).toEqual([
      429,
      '15',
      'already-taking',
      expect.stringContaining('you are taking the report of 2026-01-01 to 2026-12-31 as CSV'),
    ]);
  });

  it('are refused when as many others take some, and nothing is noted', async () => {
    const { members } = stage.sandbox.company().graph;
    for (const who of ['meganb', 'pattif']) members[contoso.auditorsGroupId]!.push(personOf(who).id);
    const readers = ['adelev', 'alexw', 'isaiahl', 'meganb'].slice(0, mostUnderWay.tab.atOnce);
    await write(1);
    shut();
    const others = readers.map((who) => entries(who));
    await areAsked(readers.length);
    const fifth = await refusal(await entries('pattif'));
    open();
    await Promise.all(others.map(async (other) => (await other).text()));

    expect(fifth).toEqual([
      429,
      '15',
      'too-many-takings',
      expect.stringContaining('4 others came before you'),
    ]);
    expect((await noted()).toSorted()).toEqual([
      'Adele Vance',
      'Alex Wilber',
      'Isaiah Langer',
      'Megan Bowen',
    ]);
    expect(await statusFor('pattif')).toBe(200);
  });

  it('leave the way free after a question that is refused', async () => {
    await write(1);
    const refused = await stage.ask('adelev', 'export/entries.csv?leaver=nobody.of.that.name');

    expect([refused.status, await statusFor('adelev')]).toEqual([404, 200]);
  });

  it('are read no further and leave the way free when the reader goes away in the middle', async () => {
    await write(700);
    // Who takes it is noted between the first page and the second.
    shut(3);
    const reader = await browser('adelev');
    await once(await reader.response(), 'data');
    await expect.poll(() => questions >= waitFrom, patient).toBe(true);
    reader.go();
    // Whoever asks after that is answered after the bot has seen that the reader is gone.
    await stage.ask('alexw', 'start');
    const asked = questions;
    open();
    await expect.poll(() => isTold(wentAway), patient).toBe(true);

    expect(questions).toBe(asked);
    expect(await statusFor('adelev')).toBe(200);
    expect(isTold('a question of the history tab failed')).toBe(false);
  });

  it.each([
    [1, 'the only page is read'],
    [3, 'something rare is looked for'],
  ])('are not noted, nor read any further than look %i, when the reader goes while %s', async (looks) => {
    await write(3);
    isEndless = looks > 1;
    shut(looks - 1);
    const reader = await browser('adelev');
    await areAsked(looks);
    reader.go();
    await stage.ask('alexw', 'start');
    open();
    await expect.poll(() => isTold(wentAway), patient).toBe(true);
    const asked = questions;
    isEndless = false;

    expect([asked, await noted()]).toEqual([looks, []]);
    expect(await statusFor('adelev')).toBe(200);
  });

  it('are cut off when nothing of them is taken for a minute, and leave the way free', async () => {
    await write(100, 'x'.repeat(100_000));
    const reader = await browser('adelev');
    await reader.response();
    const meanwhile = await refusal(await entries('adelev'));
    await expect
      .poll(() => {
        stage.clock.ring();
        return isTold(wentAway);
      }, patient)
      .toBe(true);

    expect(meanwhile[2]).toBe('already-taking');
    expect(await statusFor('adelev')).toBe(200);
  });

  it('hold up no stop of the bot', async () => {
    await write(700);
    shut(3);
    const reader = await browser('adelev');
    await once(await reader.response(), 'data');
    await expect.poll(() => questions >= waitFrom, patient).toBe(true);
    void stage.stop().then(() => (isStopped = true));
    await expect
      .poll(() => {
        stage.clock.ring();
        open();
        return isStopped;
      }, patient)
      .toBe(true);
  });
});
