import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hasButton } from '#test/set-up/connector.ts';
import { directoryFor } from '#test/set-up/people/directory-for.ts';
import { type Attempt, frontDesk, type FrontDesk, type Noticed } from '#test/set-up/people/front-desk.ts';
import { type PersonaName, personas } from '#test/set-up/people/personas.ts';
import type { SituationName } from '#test/set-up/people/situations.ts';
import { type Snapshot, snapshots } from '#test/set-up/people/snapshots.ts';
import { type Sandbox, startSandbox } from '#test/set-up/sandbox-world.ts';
import { caseId } from '#test/set-up/small-world.ts';
import { channel } from '#test/set-up/teams-stage.ts';

let sandbox: Sandbox;
let cases: readonly Snapshot[];

beforeAll(async () => {
  [sandbox, cases] = await Promise.all([startSandbox(), snapshots()]);
});
afterAll(() => sandbox.stop());

const megan = 'Megan, manager';
const alex = 'Alex, operator, opened the case';
const drifted = 'working: a system has changed since the approval, asked again';

function caseAt(situation: SituationName): Snapshot {
  return cases.find(({ name }) => name === situation)!;
}

async function deskOf(who: PersonaName, situation: SituationName): Promise<FrontDesk> {
  return frontDesk(await directoryFor(sandbox, personas[who]), caseAt(situation));
}

function hashOf({ state }: Snapshot, step: string): string {
  return state.steps.find((one) => one.step === step)!.hash;
}

function yes(situation: SituationName, step: string): Attempt {
  return { button: { verb: 'approve', data: { caseId, step, hash: hashOf(caseAt(situation), step) } } };
}

const mailbox = (): Attempt => yes('working: everybody asked', 'mailbox');
const phases = ({ entries }: Noticed): readonly string[] => entries.map(({ phase }) => phase);
const words = ({ body }: Noticed): string => String(body?.value);

describe('the same click again', () => {
  it('twenty times at once is one decision; everybody sees the card as it stands', async () => {
    const desk = await deskOf(megan, 'working: everybody asked');
    const clicks = await Promise.all(
      Array.from({ length: 20 }, (_, n) => desk.tries(personas[megan], mailbox(), { id: `click ${n}` })),
    );
    const entries = (await desk.world.store.readCase(caseId)).slice(
      caseAt('working: everybody asked').entries.length,
    );

    expect(entries.filter(({ phase }) => phase === 'approved')).toHaveLength(1);
    expect(entries.filter(({ phase }) => phase === 'refused')).toHaveLength(19);
    for (const { body } of clicks) {
      expect(body?.type).toBe('application/vnd.microsoft.card.adaptive');
      expect(hasButton(body?.value, 'approve')).toBe(false);
    }
    await desk.close();
  });

  it('delivered twenty times by Teams is one click with one answer', async () => {
    const desk = await deskOf(megan, 'working: everybody asked');
    const clicks = await Promise.all(
      Array.from({ length: 20 }, () => desk.tries(personas[megan], mailbox(), { id: 'the same' })),
    );
    const entries = (await desk.world.store.readCase(caseId)).slice(
      caseAt('working: everybody asked').entries.length,
    );

    expect(entries.map(({ phase }) => phase)).toEqual(['approved']);
    expect(new Set(clicks.map(({ body }) => JSON.stringify(body))).size).toBe(1);
    await desk.close();
  });

  it('is not answered with what somebody else was told, or a message was, under the same id', async () => {
    const desk = await deskOf(alex, 'working: everybody asked');
    const { conversation } = channel;
    const id = 'the same';
    await desk.tries(personas[alex], { text: '/help' }, { id, conversation });
    const first = await desk.tries(
      personas[alex],
      { button: { verb: 'status', data: { caseId } } },
      { id, conversation },
    );
    const second = await desk.tries(
      personas[megan],
      { button: { verb: 'cancel', data: { caseId } } },
      { id, conversation },
    );

    expect(words(first)).toContain('below');
    expect(phases(second)).not.toEqual([]);
    await desk.close();
  });
});

describe('an old card', () => {
  it('of a step that has changed since is refused, and shows nothing as decided', async () => {
    const desk = await deskOf(alex, drifted);
    const noticed = await desk.tries(personas[alex], yes('working: everybody asked', 'azure-access'));

    expect(phases(noticed)).toEqual(['refused']);
    expect(words(noticed)).toContain('The plan has changed');
    await desk.close();
  });

  it('of an earlier plan does not settle the newer one', async () => {
    const desk = await deskOf(alex, 'choosing: plan shown');
    const data = { caseId, revision: 0, mailbox: 'both' };
    const noticed = await desk.tries(personas[alex], { button: { verb: 'choose', data } });

    expect(phases(noticed)).toEqual(['refused']);
    expect(words(noticed)).toContain('The plan has changed');
    await desk.close();
  });

  it('of an undo that was asked for other changes confirms nothing', async () => {
    const desk = await deskOf(alex, 'undo-asked: of an open case');
    const { undo } = caseAt('undo-asked: of a complete case').state;
    const noticed = await desk.tries(personas[alex], {
      button: { verb: 'undo-confirm', data: { caseId, hash: undo!.hash } },
    });

    expect(phases(noticed)).toEqual(['refused']);
    expect(words(noticed)).toContain('Another undo is asked by now');
    await desk.close();
  });
});

describe('a quick click', () => {
  it('counts: who and what are proven, and the log keeps both times for whoever finds it too quick', async () => {
    const snapshot = caseAt('working: everybody asked');
    const asked = snapshot.entries.find(({ phase, step }) => phase === 'asked' && step === 'mailbox')!;
    const early = { ...snapshot, now: Date.parse(asked.at) + 50 };
    const desk = await frontDesk(await directoryFor(sandbox, personas[megan]), early);
    const { entries } = await desk.tries(personas[megan], mailbox());

    expect(entries.map(({ phase, at }) => [phase, Date.parse(at) - Date.parse(asked.at)])).toEqual([
      ['approved', 50],
    ]);
    await desk.close();
  });
});

describe('a forwarded card', () => {
  it('answers only the one who was asked, also from a channel, and tells the channel nothing', async () => {
    const desk = await deskOf(megan, 'working: everybody asked');
    const noticed = await desk.tries(personas[megan], mailbox(), channel);

    expect(phases(noticed)).toEqual(['approved']);
    expect(noticed.said).toEqual([]);
    await desk.close();
  });

  it.each<PersonaName>(['Patti, no role', alex, 'John, the leaver'])('is of no use to %s', async (who) => {
    const desk = await deskOf(who, 'working: everybody asked');
    const noticed = await desk.tries(personas[who], mailbox(), channel);

    expect(phases(noticed)).toEqual(['refused']);
    expect(noticed.said).toEqual([]);
    await desk.close();
  });

  it.each<PersonaName>([megan, alex])(
    'does not spread the list of changes where %s clicks it',
    async (who) => {
      const desk = await deskOf(who, 'working: everybody asked');
      const list = { button: { verb: 'changes', data: { caseId, step: 'mailbox' } } } as const;
      const elsewhere = await desk.tries(personas[who], list, channel);

      expect(phases(elsewhere)).toEqual(['refused']);
      expect(words(elsewhere)).toContain('Only in our own chat');
      expect(elsewhere.said).toEqual([]);
      expect((await desk.tries(personas[who], list)).said).toHaveLength(1);
      await desk.close();
    },
  );
});

describe('a typed yes', () => {
  const typed = (more = ''): Attempt => ({ text: `/approve ${caseId} azure-access${more}` });

  it('to what has changed since the plan is shown the new changes, and which words say yes to these', async () => {
    const desk = await deskOf(alex, drifted);
    const mark = hashOf(caseAt(drifted), 'azure-access').slice(0, 6);
    for (const text of [
      '',
      ' 000000',
      ' fine by me',
      ` ${hashOf(caseAt('working: everybody asked'), 'azure-access').slice(0, 6)}`,
    ]) {
      const shown = await desk.tries(personas[alex], typed(text));
      expect(shown.entries, text).toEqual([]);
      expect(shown.said[0]?.words, text).toContain('Remove c');
      expect(shown.said[0]?.words, text).toContain(`/approve ${caseId} azure-access ${mark}`);
    }
    const done = await desk.tries(personas[alex], typed(` ${mark.toUpperCase()} go on`));

    expect(done.entries.map(({ phase, reason }) => [phase, reason])).toEqual([['approved', 'go on']]);
    await desk.close();
  });

  it('is refused in a channel, where the changes are not shown', async () => {
    const desk = await deskOf(alex, drifted);
    const noticed = await desk.tries(personas[alex], typed(), channel);

    expect(phases(noticed)).toEqual(['refused']);
    expect(noticed.said[0]?.words).toContain('look at the changes first');
    await desk.close();
  });

  it('shows the changes to nobody who may not say yes', async () => {
    const desk = await deskOf('Patti, no role', drifted);
    const noticed = await desk.tries(personas['Patti, no role'], typed());

    expect(phases(noticed)).toEqual(['refused']);
    expect(noticed.said[0]?.words).not.toContain('Remove c');
    await desk.close();
  });

  it('needs no more than case and step while the step is as it was planned, and keeps the remark', async () => {
    const desk = await deskOf(alex, 'working: everybody asked');
    const { entries } = await desk.tries(personas[alex], typed(' facade is down, go on'));

    expect(entries.map(({ phase, reason }) => [phase, reason])).toEqual([
      ['approved', 'facade is down, go on'],
    ]);
    await desk.close();
  });
});
