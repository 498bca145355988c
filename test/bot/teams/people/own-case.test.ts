import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { directoryFor } from '#test/set-up/people/directory-for.ts';
import { frontDesk, type FrontDesk } from '#test/set-up/people/front-desk.ts';
import { type PersonaName, personas } from '#test/set-up/people/personas.ts';
import { snapshots } from '#test/set-up/people/snapshots.ts';
import { type Sandbox, startSandbox } from '#test/set-up/sandbox-world.ts';
import { caseId, johnDoe } from '#test/set-up/small-world.ts';

let sandbox: Sandbox;

beforeAll(async () => {
  sandbox = await startSandbox();
});
afterAll(() => sandbox.stop());

async function deskOf(who: PersonaName): Promise<FrontDesk> {
  const all = await snapshots();
  const open = all.find(({ name }) => name === 'working: everybody asked')!;
  return frontDesk(await directoryFor(sandbox, personas[who]), open);
}

const leavers: PersonaName[] = ['John, the leaver, still an operator', 'John, the leaver, still an auditor'];

describe('somebody who is being offboarded and still has a role', () => {
  it.each(leavers)('%s reads of others, and nothing about themselves', async (who) => {
    const desk = await deskOf(who);
    for (const text of ['/status', '/history']) {
      const { said, entries } = await desk.tries(personas[who], { text });

      expect(entries, text).toEqual([]);
      expect(said.map(({ words }) => words).join(), text).not.toMatch(/OFF-TEST1|John Doe/);
    }
    await desk.close();
  });

  it.each(leavers)('%s is refused by whatever name they ask for themselves', async (who) => {
    const desk = await deskOf(who);
    const names = [caseId, caseId.toLowerCase(), johnDoe.upn, 'jdoe', 'John Doe'];
    for (const text of names.flatMap((name) => [`/status ${name}`, `/history ${name}`])) {
      const { said, entries } = await desk.tries(personas[who], { text });

      expect(
        entries.map(({ phase }) => phase),
        text,
      ).toEqual(['refused']);
      expect(said.map(({ words }) => words).join(), text).toContain('This is about you');
    }
    for (const leaverId of [johnDoe.id, johnDoe.id.toUpperCase()]) {
      const { body } = await desk.tries(personas[who], { button: { verb: 'history', data: { leaverId } } });
      expect(String(body?.value)).toContain('This is about you');
    }
    await desk.close();
  });

  it('learns nothing from an empty answer either: it is the same when there is no case', async () => {
    const adele = personas['Adele, auditor'];
    const desk = await deskOf('Adele, auditor');
    const { said } = await desk.tries(adele, { text: '/status adelev' });

    expect(said.map(({ words }) => words).join()).toContain('This is about you');
    await desk.close();
  });
});

describe('who is asked instead', () => {
  const alex = personas['Alex, operator, opened the case'];

  it.each([
    [
      'final-cleanup',
      'pattif',
      'This step takes an operator who neither opened the case nor settled its plan',
    ],
    [
      'final-cleanup',
      'alexw',
      'This step takes an operator who neither opened the case nor settled its plan',
    ],
    ['azure-access', 'adelev', 'This step takes an operator.'],
    ['mailbox', 'alexw', 'This step takes a colleague who neither opened the case'],
    ['mailbox', 'jdoe', 'Nobody confirms the removal of their own access.'],
  ])('for %s cannot be %s, and the refusal says who can', async (step, who, says) => {
    const desk = await deskOf('Alex, operator, opened the case');
    const data = { caseId, step, who };
    const { body, entries } = await desk.tries(alex, { button: { verb: 'name-approver', data } });

    expect(entries.map(({ phase }) => phase)).toEqual(['refused']);
    expect(String(body?.value)).toContain(says);
    await desk.close();
  });

  it('can then say yes: whoever may be named may answer', async () => {
    for (const [step, who, name] of [
      ['final-cleanup', 'isaiahl', 'Isaiah, operator'],
      ['mailbox', 'pattif', 'Patti, no role'],
    ] as const) {
      const directory = await directoryFor(sandbox, alex);
      const people = {
        [alex.id]: directory,
        [personas[name].id]: await directoryFor(sandbox, personas[name]),
      };
      const all = await snapshots();
      const open = all.find((one) => one.name === 'working: everybody asked')!;
      const lookUp: typeof directory.lookUp = (person) => people[person.id]!.lookUp(person);
      const desk = await frontDesk({ ...directory, lookUp }, open);
      await desk.tries(alex, { button: { verb: 'name-approver', data: { caseId, step, who } } });
      const hash = open.state.steps.find((one) => one.step === step)!.hash;
      const { entries } = await desk.tries(personas[name], {
        button: { verb: 'approve', data: { caseId, step, hash } },
      });

      expect(
        entries.map(({ phase }) => phase),
        step,
      ).toEqual(['approved']);
      await desk.close();
    }
  });
});
