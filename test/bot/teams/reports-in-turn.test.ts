import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ReportOrder, Written } from '#bot/report/make-report.ts';
import { mostUnderWay } from '#bot/report/under-way.ts';
import { contoso, personOf } from '#providers/sandbox/people.ts';
import { wordsOf } from '#test/set-up/connector.ts';
import { type ReportStage, reportStage } from '#test/set-up/report-stage.ts';
import { chatOf } from '#test/set-up/teams-stage.ts';

/** A report that is being made, until somebody lets it go on. */
interface Making {
  readonly folder: string;
  readonly stopping: AbortSignal;
  done(): void;
  fail(): void;
}

/** On a machine that has other things to do. */
const patient = { timeout: 20_000 };

let stage: ReportStage;
let makings: Making[];
let isStopped: boolean;

async function make(order: ReportOrder, stopping: AbortSignal): Promise<Written> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  makings.push({
    folder: dirname(order.to),
    stopping,
    done: resolve,
    fail: () => reject(new Error('the log is not readable')),
  });
  await promise;
  await writeFile(order.to, order.head.takenBy);
  return { files: [order.to], faults: [] };
}

beforeEach(async () => {
  [makings, isStopped] = [[], false];
  stage = await reportStage(make);
  await stage.mark();
});
afterEach(async () => {
  for (const making of makings) making.done();
  if (!isStopped) await stage.stop();
});

const takes = (who: string): void =>
  void stage.consent(who, { report: { caseId: stage.caseId }, form: 'csv' });
/** What the bot says next to somebody. */
function told(who: string): Promise<string> {
  const { messages } = stage.teams.connector;
  const count = messages.length;
  const next = stage.teams.connector.until(
    (message) => messages.indexOf(message) >= count && message.conversation === chatOf(who),
  );
  return next.then(({ activity }) => wordsOf(activity));
}
const answered = (who: string): Promise<string> => {
  const words = told(who);
  takes(who);
  return words;
};
const isMaking = (nth: number) => expect.poll(() => makings.length, patient).toBe(nth);
const codes = async (): Promise<readonly unknown[]> =>
  (await stage.acts()).map(({ phase, actor, reason = 'no reason' }) => [phase, actor.name, reason]);

describe('reports that several people ask for in the chat', () => {
  it('are made one after another, and whoever waits is told how many come before', async () => {
    takes('adelev');
    await isMaking(1);
    const first = await answered('alexw');
    const second = await answered('isaiahl');
    const files = ['adelev', 'alexw', 'isaiahl'].map((who) => told(who));
    for (const nth of [1, 2, 3]) {
      await isMaking(nth);
      makings[nth - 1]!.done();
    }
    await Promise.all(files);

    expect(first).toContain('1 other report is made before it');
    expect(second).toContain('2 other reports are made before it');
    expect(stage.drive.files.map(({ bytes }) => bytes.toString())).toEqual([
      'Adele Vance',
      'Alex Wilber',
      'Isaiah Langer',
    ]);
  });

  it('are one at a time for each: a second one is refused with what is made since when, and nothing is noted', async () => {
    takes('adelev');
    await isMaking(1);
    const words = await answered('adelev');

    expect(words).toMatch(
      /Since \w{3} \d+ \w{3}, \d\d:\d\d UTC you are taking the report of OFF-\w+ as CSV, and everybody/,
    );
    expect(await codes()).toEqual([
      ['reported', 'Adele Vance', 'no reason'],
      ['refused', 'Adele Vance', 'already-taking'],
    ]);
  });

  it('are refused when too many wait already, and nothing is noted as taken', async () => {
    const { members } = stage.teams.sandbox.company().graph;
    const others = [
      'meganb',
      'pattif',
      'lynne.robbins',
      'chris.green',
      'diego.siciliani',
      'joni.sherman',
      'alexw',
    ].slice(0, mostUnderWay.chat.atOnce + mostUnderWay.chat.waiting);
    for (const who of others) members[contoso.auditorsGroupId]!.push(personOf(who).id);
    takes(others[0]!);
    await isMaking(1);
    for (const who of others.slice(1)) await answered(who);
    await stage.mark();
    const words = await answered('adelev');

    expect(words).toContain(`${others.length} others came before you`);
    expect(await codes()).toEqual([['refused', 'Adele Vance', 'too-many-takings']]);
  });

  it('leave the way free for the next when one fails, and when OneDrive does not take the file', async () => {
    const broken = answered('adelev');
    await isMaking(1);
    makings[0]!.fail();
    const failed = await broken;
    stage.drive.status = 500;
    const refused = answered('adelev');
    await isMaking(2);
    makings[1]!.done();
    const notPut = await refused;
    stage.drive.status = 201;
    const given = answered('adelev');
    await isMaking(3);
    makings[2]!.done();
    await given;

    expect(failed).toContain('That did not work');
    expect(notPut).toContain('could not be put into your OneDrive');
    expect(stage.drive.files.map(({ bytes }) => bytes.toString())).toEqual(['Adele Vance']);
  });

  it('leave nothing behind when the bot stops: who waits is told so, and what is being made is ended', async () => {
    takes('adelev');
    await isMaking(1);
    await answered('alexw');
    const words = told('alexw');
    const stopped = stage.stop();
    isStopped = true;

    expect(await words).toContain('I am being stopped');
    expect(makings[0]!.stopping.aborted).toBe(true);
    makings[0]!.fail();
    await stopped;
    expect(makings).toHaveLength(1);
    expect(existsSync(makings[0]!.folder)).toBe(false);
  });
});
