import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { KnownPerson } from '#bot/history/people-in-log.ts';
import { personOf } from '#providers/sandbox/people.ts';
import { refusedAt, tabStage, type TabStage } from '#test/set-up/tab-stage.ts';
import { tellCases } from '#test/set-up/told-cases.ts';

let stage: TabStage;

beforeAll(async () => {
  stage = await tabStage();
  await tellCases(stage.world, stage.sandbox);
});
afterAll(() => stage?.stop());

describe('the people of the log', () => {
  it.each([
    ['leaver', 'jo', ['John Doe', 'Joni Sherman']],
    ['leaver', 'doe', ['John Doe']],
    ['leaver', 'alex', []],
    ['operator', 'a', ['Alex Wilber']],
    ['approver', 'm', ['Megan Bowen']],
    ['approver', 'jo', []],
  ])('are offered as %s by \u201C%s\u201D whom the log knows so', async (part, typed, expected) => {
    const found = await stage.read<KnownPerson[]>('adelev', `people?part=${part}&text=${typed}`);

    expect(found.map(({ name }) => name)).toEqual(expected);
  });

  it.each([
    ['leaver', 'diego.siciliani', 'adelev', ['Diego Siciliani']],
    ['operator', 'alexw', 'adelev', ['Alex Wilber']],
    ['approver', 'meganb', 'adelev', ['Megan Bowen']],
    ['approver, who never decided anything', 'jdoe', 'adelev', ['John Doe']],
    ['leaver, who is the reader', 'alexw', 'alexw', []],
  ])('are named where their object id is given: %s', async (kind, who, reader, expected) => {
    const [part] = kind.split(',');
    const path = `people?part=${part}&text=${personOf(who).id.toUpperCase()}`;
    const found = await stage.read<KnownPerson[]>(reader, path);

    expect(found.map(({ name }) => name)).toEqual(expected);
  });

  it('are named also when the directory has forgotten them, as long as the log has not', async () => {
    const { graph } = stage.sandbox.company();
    const { id } = personOf('joni.sherman');
    const at = graph.users.findIndex((user) => user.id === id);
    const [user] = graph.users.splice(at, 1);
    const found = await stage.read<KnownPerson[]>('adelev', `people?part=leaver&text=${id}`);
    graph.users.splice(at, 0, user!);

    expect(found.map(({ name }) => name)).toEqual(['Joni Sherman']);
  });

  it('are asked about where a beginning fits several', async () => {
    const [status, error] = await refusedAt(stage, 'adelev', 'cases?leaver=jo');

    expect([status, error.code]).toEqual([400, 'ambiguous']);
    expect(error.next).toBe('Choose who is meant, or type more of the name.');
  });

  it.each(['leaver', 'operator', 'approver'])(
    'are not denied to be in the company when they are not found as %s: it says where was looked, and for what',
    async (part) => {
      const [status, error] = await refusedAt(stage, 'adelev', `cases?${part}=henr`);

      expect([status, error.code]).toEqual([404, 'not-found']);
      expect(error.text).toBe(
        'I found nobody for \u201Chenr\u201D: not in the newest entries of the log, among those with that part in a case, by the beginning of a name; and not in the directory, by a whole name.',
      );
    },
  );

  it('learn of no case about themselves, by no beginning of their own name', async () => {
    const found = await stage.read<KnownPerson[]>('alexw', 'people?part=leaver&text=a');
    const [status, error] = await refusedAt(stage, 'alexw', 'cases?leaver=wilb');

    expect([found, status, error.code]).toEqual([[], 404, 'not-found']);
  });
});
