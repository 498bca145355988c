import { beforeEach, describe, expect, it } from 'vitest';
import { chooseForCase } from '#bot/workflow/acts/choose.ts';
import { openCase, type OpenRequest } from '#bot/workflow/acts/open-case.ts';
import { findCases } from '#bot/workflow/case/find-cases.ts';
import { event } from '#bot/workflow/case/event.ts';
import { adele, alex, caseId, isaiah, johnDoe, megan, patti } from '#test/set-up/small-world.ts';
import { fault } from '#test/set-up/cupboard.ts';
import { type Colleague, smallDirectory } from '#test/set-up/small-directory.ts';
import { type ActStage, actStage, plan, refused } from './act-stage.ts';

let world: ActStage;
const john: Colleague = { id: johnDoe.id, name: 'John Doe', managerId: megan.id };
const twin: Colleague = { id: 'e0000000-0000-4000-8000-000000000011', name: 'John Doe' };
const lee: Colleague = { id: 'e0000000-0000-4000-8000-000000000099', name: 'Lee Gu', disabled: true };

beforeEach(async () => {
  world = await withPeople(john, alex, megan, patti, lee);
});
async function withPeople(...people: Colleague[]): Promise<ActStage> {
  return { ...(await actStage()), systems: smallDirectory(...people) };
}

const open = (more: Partial<OpenRequest> = {}) =>
  openCase(world, { by: alex, query: 'John Doe', dryRun: false, ...more });
async function openedId(more: Partial<OpenRequest> = {}): Promise<string> {
  const answer = await open(more);
  if (!answer.ok || answer.value.kind !== 'opened') throw new Error(JSON.stringify(answer));
  return answer.value.state.caseId;
}
const end = (id: string) => world.cases.record(id, () => event('closed', alex, { outcome: 'complete' }));

describe('opening a case', () => {
  it('notes who was asked for and found, with the manager as successor, and lists it as open', async () => {
    const id = await openedId({ dryRun: true });

    const manager = { id: megan.id, upn: 'meganbowen@contoso.com', name: 'Megan Bowen' };
    expect(await world.cases.read(id)).toMatchObject({
      status: 'opened',
      dryRun: true,
      operator: { id: alex.id, name: alex.name },
      leaver: {
        id: john.id,
        name: 'John Doe',
        upn: 'johndoe@contoso.com',
        synced: false,
        directory: null,
        manager,
      },
      choices: { mailbox: 'both', successor: manager },
    });
    const [entry] = await world.store.readCase(id);
    expect(entry).toMatchObject({ leaver: { id: john.id }, data: { query: 'John Doe' } });
    expect(await world.store.listOpen()).toEqual([id]);
  });

  it('keeps no more of what was typed than the beginning', async () => {
    const id = await openedId({ query: `${' '.repeat(400)}John Doe` });
    const [entry] = await world.store.readCase(id);

    expect(entry).toHaveProperty('data.query', ' '.repeat(300));
  });

  it('is for operators', async () => {
    expect(await open({ by: adele })).toEqual(refused('not-operator', { who: adele.name }));
  });

  it('shows several people of one name, and takes the one who is picked', async () => {
    world = await withPeople(john, twin);
    const answer = await open();

    expect(answer).toMatchObject({ value: { kind: 'choose', query: 'John Doe', dryRun: false } });
    expect(answer).toMatchObject({ value: { candidates: [{ id: john.id }, { id: twin.id }] } });
    const id = await openedId({ leaverId: twin.id });
    expect((await world.cases.read(id))?.leaver.id).toBe(twin.id);
  });

  it('is refused for nobody, and where a directory does not answer', async () => {
    expect(await open({ query: 'Nobody' })).toEqual(refused('not-found', { query: 'Nobody' }));
    world = { ...world, protection: () => Promise.reject(fault('down', { requestId: 'r' })) };
    expect(await open()).toEqual(
      refused('system-unreadable', {
        system: 'entra',
        operation: 'test',
        code: 'down',
        message: 'down said the cupboard',
        requestId: 'r',
        why: 'It said down: down said the cupboard (request id r)',
      }),
    );
    world = { ...world, protection: () => Promise.reject(fault('down')) };
    expect(await open()).toMatchObject({
      refusal: { facts: { why: 'It said down: down said the cupboard' } },
    });
  });

  it('goes wrong aloud when it is our own fault', async () => {
    const wrong = new Error('wrong');
    world = { ...world, protection: () => Promise.reject(wrong) };

    await expect(open()).rejects.toBe(wrong);
  });

  it('is refused for who is protected', async () => {
    world = { ...world, protection: async () => ({ reasons: ['Member of Domain Admins.'] }) };

    expect(await open()).toEqual(refused('protected', { who: 'John Doe', why: 'Member of Domain Admins.' }));
    expect(await world.store.listOpen()).toEqual([]);
  });

  it('is refused while one of the same person is open, and possible after it', async () => {
    const first = await openedId();

    expect(await open({ by: isaiah })).toEqual(
      refused('already-open', { who: 'John Doe', case: first, by: 'Alex Wilber' }),
    );
    await end(first);
    expect(await openedId({ by: isaiah })).not.toBe(first);
  });

  it('counts what one operator opened within the hour, whatever became of it', async () => {
    world = { ...world, guards: { neverTouch: [], casesPerHour: 2 } };
    await end(await openedId());
    await openedId({ by: isaiah, query: 'Patti Fernandez' });
    await end(await openedId({ by: alex, query: 'Megan Bowen' }));

    expect(await open()).toEqual(refused('too-many-cases', { who: 'Alex Wilber', limit: '2' }));
    world.clock.advance(3_600_001);
    expect(await open()).toMatchObject({ ok: true });
  });

  it('finds another id where the first belongs to somebody else', async () => {
    const other = await actStage();
    const taken = await openCase(
      { ...other, systems: world.systems },
      { by: alex, query: 'John Doe', dryRun: false },
    );
    if (!taken.ok || taken.value.kind !== 'opened') throw new Error('not opened');
    const { id, upn, name } = { id: twin.id, upn: 'x', name: 'x' };
    const choices = { mailbox: 'both', successor: null } as const;
    const theirs = event(
      'opened',
      isaiah,
      { query: 'x', leaver: { ...johnDoe, id }, choices, dryRun: false },
      { leaver: { id, upn, name } },
    );
    await world.cases.record(taken.value.state.caseId, () => theirs);

    expect(await openedId()).not.toBe(taken.value.state.caseId);
  });

  it('twice at once is one case', async () => {
    const answers = await Promise.all([open(), open({ by: isaiah })]);

    expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
    expect(await world.store.listOpen()).toHaveLength(1);
  });
});

describe('the successor', () => {
  const choose = (successor: string) =>
    chooseForCase(world, { by: alex, caseId, revision: 1, mailbox: 'both', successor, off: [] });

  it('is whoever is named, by name or id', async () => {
    await world.at(plan);
    expect(await choose('patti fernandez')).toEqual(refused('not-found', { query: 'patti fernandez' }));
    expect(await choose('Patti Fernandez')).toMatchObject({
      value: {
        choices: { successor: { id: patti.id, upn: 'pattifernandez@contoso.com', name: 'Patti Fernandez' } },
      },
    });
  });

  it('is nobody who cannot sign in, not the leaver, and not one of several', async () => {
    await world.at(plan);

    expect(await choose(lee.id)).toEqual(
      refused('cannot-succeed', { who: 'Lee Gu', why: 'The account is disabled.' }),
    );
    expect(await choose(john.id)).toEqual(
      refused('cannot-succeed', { who: 'John Doe', why: 'It is the leaver.' }),
    );
    world = { ...world, systems: smallDirectory(john, twin) };
    expect(await choose('John Doe')).toEqual(refused('ambiguous', { query: 'John Doe' }));
  });
});

describe('cases by the name of a person', () => {
  const found = async (by: typeof alex, who: string) => {
    const answer = await findCases(world, { by, who });
    return answer.ok ? answer.value.map((one) => one.caseId) : answer.refusal;
  };

  it('are found, also those that have ended, newest first', async () => {
    const first = await openedId();
    await end(first);
    world.clock.advance(1000);
    const second = await openedId();

    expect(await found(alex, ' John Doe ')).toEqual([second, first]);
  });

  it('are none where there are none, and nobody’s own', async () => {
    expect(await found(alex, 'Patti Fernandez')).toEqual({
      code: 'no-such-case',
      facts: { case: 'Patti Fernandez' },
    });
    expect(await found(alex, alex.id)).toEqual({ code: 'own-case', facts: {} });
  });
});
