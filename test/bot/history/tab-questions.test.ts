import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { EntryRow } from '#bot/history/entry-row.ts';
import type { Page } from '#bot/history/read-page.ts';
import { approvedCase, frozenCase } from '#test/set-up/case-world.ts';
import { refusalsIn, refusedAt, tabStage, type TabStage } from '#test/set-up/tab-stage.ts';

let stage: TabStage;

beforeAll(async () => {
  stage = await tabStage();
  await approvedCase(stage.world, await frozenCase(stage.world, 'jdoe'));
});
afterAll(() => stage?.stop());

const entries = (query = '') => stage.read<Page<EntryRow>>('adelev', `entries?${query}`);

describe('a question that is none', () => {
  it.each([
    ['an unknown filter', 'cases?where=1', 'A part of the question'],
    ['a filter there twice', 'cases?step=mailbox&step=licences', 'A part that is there twice'],
    ['an operator of a database', 'cases?leaver[$ne]=', 'A part of the question'],
    ['a list', 'cases?step[]=mailbox', 'A part of the question'],
    ['an unknown step', 'entries?step=coffee', 'The step'],
    ['a step that is a command', "entries?step=' OR 1=1 --", 'The step'],
    ['an unknown result', 'entries?result=$ne', 'The result'],
    ['a system with a wildcard', 'entries?system=*', 'The system'],
    ['an action that is none', 'entries?action={"$gt":""}', 'The action'],
    ['a time that is none', 'entries?from=yesterday', 'The time from which on'],
    [
      'times the wrong way round',
      'entries?from=2026-12-01T00:00:00Z&to=2026-11-01T00:00:00Z',
      'From is after To.',
    ],
    ['a page that somebody made up', 'entries?page=bmV3ZXI.abcdef', 'The page'],
    [
      'a page of another question',
      () => entries().then(({ next }) => `entries?step=mailbox&page=${next}`),
      'The page',
    ],
    [
      'an operator and an approver of one entry',
      'entries?operator=alexw&approver=meganb',
      'An operator and an approver',
    ],
  ] as const)('is refused and not guessed at: %s', async (_, path, what) => {
    const question = typeof path === 'string' ? path : await path();
    const [status, error] = await refusedAt(stage, 'adelev', question);

    expect([status, error.code]).toEqual([400, 'bad-filter']);
    expect(error.text).toContain(what);
    expect(await refusalsIn(stage)).toEqual([]);
  });

  it.each([
    'leaver=*',
    'leaver=jd*',
    "leaver=' or 1 eq 1",
    'leaver=)(uid=*',
    'leaver={"$ne":null}',
    'approver=%00',
  ])('finds nobody by %s', async (query) => {
    const [status, error] = await refusedAt(stage, 'adelev', `cases?${query}`);

    expect([404, 400]).toContain(status);
    expect(['not-found', 'bad-filter', 'too-long']).toContain(error.code);
    expect(await refusalsIn(stage)).toEqual([]);
  });

  it('asks which of two people of one name is meant', async () => {
    const [status, error] = await refusedAt(stage, 'adelev', 'cases?leaver=Chris Green');

    expect([status, error.code]).toEqual([400, 'ambiguous']);
    expect(await refusalsIn(stage)).toEqual([]);
  });

  it('never shows how the bot is made', async () => {
    for (const path of ['cases?page=x', 'nothing', 'cases/../../etc/passwd', 'export/cases.exe']) {
      const text = await (await stage.ask('adelev', path)).text();
      expect(text).not.toMatch(/node_modules|\.ts\b|Error:|\bat \//);
    }
  });
});
