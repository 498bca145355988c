import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buttons, type Verb } from '#cards/buttons.ts';
import { stepIds } from '#providers/action.ts';
import { patience, seed, times } from '#test/set-up/attack.ts';
import { triesFor } from '#test/set-up/people/acts.ts';
import { directoryFor } from '#test/set-up/people/directory-for.ts';
import { type Directory, frontDesk, type FrontDesk, type Noticed } from '#test/set-up/people/front-desk.ts';
import { anyKind, anyText } from '#test/set-up/people/hostile.ts';
import { httpDoor, type HttpDoor } from '#test/set-up/people/http-door.ts';
import { type Persona, personas } from '#test/set-up/people/personas.ts';
import { type Snapshot, snapshots } from '#test/set-up/people/snapshots.ts';
import { type Sandbox, startSandbox } from '#test/set-up/sandbox-world.ts';
import { impolite } from './verdict.ts';

let sandbox: Sandbox;
let door: HttpDoor;
let cases: readonly Snapshot[];
let directory: Directory;

/** Who may do most: nothing but the data can be the reason of a refusal. */
const alex = personas['Alex, operator, opened the case'];
const patti = personas['Patti, no role'];

beforeAll(async () => {
  [sandbox, cases, door] = await Promise.all([startSandbox(), snapshots(), httpDoor()]);
  directory = await directoryFor(sandbox, alex);
});
afterAll(async () => {
  await door.close();
  await sandbox.stop();
});

const verbs = Object.keys(buttons) as Verb[];
const count = times({ short: 30, long: 3_000 });

/** Where the verb has the most to do, so that a click with good data would have an effect or be answered. */
const bestPlace: Readonly<Partial<Record<Verb, string>>> = {
  'choose-person': 'closed: complete',
  choose: 'choosing: plan shown',
  retry: 'attention: a step was rejected',
  undo: 'closed: complete',
  'undo-confirm': 'undo-asked: of a complete case',
  'undo-decline': 'undo-asked: of a complete case',
};

function placeFor(verb: Verb): Snapshot {
  return cases.find(({ name }) => name === (bestPlace[verb] ?? 'working: everybody asked'))!;
}

function dataFor(verb: Verb): Record<string, unknown> {
  const good = triesFor(placeFor(verb).state).find(({ button }) => button?.verb === verb);
  return good!.button!.data as Record<string, unknown>;
}

/** What may be left out, or be any text at all, of a click that then still means what it says. */
const free: Readonly<Partial<Record<Verb, readonly string[]>>> = {
  'choose-person': ['query'],
  reject: ['reason'],
  choose: ['successor'],
};

/** Good data with one part replaced or taken away; never by what could be meant. */
function altered(verb: Verb): fc.Arbitrary<Record<string, unknown>> {
  const good = dataFor(verb);
  return fc
    .constantFrom(...Object.keys(good))
    .chain((key) => {
      const text = free[verb]?.includes(key) ? fc.constant({}) : anyText;
      const instead = key === 'revision' ? fc.oneof(fc.integer(), anyText) : fc.oneof(text, anyKind);
      return instead.map((value) => Object.assign({}, good, { [key]: value }));
    })
    .filter((data) => Object.entries(good).some(([key, value]) => data[key] !== value));
}

async function press(desk: FrontDesk, who: Persona, verb: string, data: unknown) {
  return desk.tries(who, { button: { verb: verb as Verb, data: data as object } });
}

/** Codes and names of ours; nothing that was sent. */
const ourWords = new RegExp(
  `^[a-z-]+(; case: OFF-[0-9A-Z]{5}|; step: (${[...stepIds, 'plan', 'the undo'].join('|')})|; approver: [A-Za-z ]+)*$`,
  'u',
);

/** A valid answer that tells nothing of our inside, and no effect. */
function harmless({ body, entries, moved, listed, said, lines }: Noticed): void {
  expect(lines).toEqual([]);
  expect(body?.statusCode).toBe(200);
  expect(body?.type).toMatch(/^application\/vnd\.microsoft\.(?:card\.adaptive|activity\.message)$/);
  expect(String(body?.value)).not.toMatch(/went wrong|node_modules|sqlite|zod/i);
  if (typeof body?.value === 'string') expect(body.value.replaceAll(/“.*?”/g, '')).not.toMatch(impolite);
  expect({ moved, listed, said }).toEqual({ moved: false, listed: false, said: [] });
  expect(entries.map(({ phase, actor }) => `${phase} ${actor.id}`)).toEqual([`refused ${alex.id}`]);
  for (const { reason } of entries) expect(reason).toMatch(ourWords);
}

describe('a card whose data was altered', () => {
  it.each(verbs.filter((verb) => verb !== 'history'))(
    '%s: is refused once and in words, and nothing happens',
    { timeout: patience(count, 200) },
    async (verb) => {
      const desk = await frontDesk(directory, placeFor(verb), door.deliver);
      const check = async (data: unknown): Promise<void> => harmless(await press(desk, alex, verb, data));
      await fc.assert(fc.asyncProperty(altered(verb), check), { seed, numRuns: count });
      await fc.assert(fc.asyncProperty(anyKind, check), { seed, numRuns: Math.ceil(count / 4) });
      await desk.close();
    },
  );

  it('history: reads what is there, or is refused in words, and nothing happens', async () => {
    const desk = await frontDesk(directory, placeFor('history'), door.deliver);
    const data = fc.record(
      { caseId: fc.oneof(anyText, anyKind), leaverId: anyText, page: anyText },
      { requiredKeys: [] },
    );
    await fc.assert(
      fc.asyncProperty(data, async (query) => {
        const { body, entries, lines, moved, listed } = await press(desk, alex, 'history', query);
        expect({ status: body?.statusCode, lines, moved, listed }).toEqual({
          status: 200,
          lines: [],
          moved: false,
          listed: false,
        });
        expect(entries.every(({ phase }) => phase === 'refused')).toBe(true);
        expect(entries.length).toBeLessThan(2);
      }),
      { seed, numRuns: count },
    );
    await desk.close();
  });

  it('carries no other keys in, also those of every object', async () => {
    const extra = JSON.parse(
      '{"__proto__":{"enabled":true,"roles":["operator"]},"constructor":{},"by":{"id":"x"},"actor":"x"}',
    );
    for (const verb of verbs) {
      const desk = await frontDesk(
        {
          ...directory,
          lookUp: async ({ id }) => ({ id, name: 'Patti Fernandez', enabled: true, roles: new Set() }),
        },
        placeFor(verb),
        door.deliver,
      );
      const data = Object.defineProperties({ ...dataFor(verb) }, Object.getOwnPropertyDescriptors(extra));
      const { entries, moved } = await press(desk, patti, verb, data);

      expect({ verb, moved, phases: entries.map(({ phase }) => phase) }).toEqual({
        verb,
        moved: false,
        phases: ['refused'],
      });
      expect(({} as Record<string, unknown>)['enabled']).toBeUndefined();
      await desk.close();
    }
  });

  it('leaves out what stands behind a switch that is neither on nor off', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(anyText, anyKind).filter((value) => value !== true),
        async (value) => {
          const desk = await frontDesk(directory, placeFor('choose'), door.deliver);
          const { entries, lines } = await press(desk, alex, 'choose', {
            ...dataFor('choose'),
            'on:azure-access': value,
          });
          await desk.close();

          expect(lines).toEqual([]);
          expect(entries.map(({ phase, data }) => [phase, (data as { off: unknown }).off])).toEqual([
            ['chosen', ['azure-access']],
          ]);
        },
      ),
      { seed, numRuns: count },
    );
  });

  it('with a verb we do not have is refused once, whatever it is', async () => {
    const desk = await frontDesk(directory, placeFor('cancel'), door.deliver);
    const verb = fc.oneof(
      anyText,
      anyKind,
      fc.constantFrom('Approve', ' approve', 'approve\u0000', 'undo_confirm'),
    );
    await fc.assert(
      fc.asyncProperty(verb, async (any) =>
        harmless(await press(desk, alex, any as string, dataFor('cancel'))),
      ),
      { seed, numRuns: count },
    );
    await desk.close();
  });

  it('and is larger than any card is turned away at the door', async () => {
    const desk = await frontDesk(directory, placeFor('reject'), async (edge, activity) => {
      const answer = await door.post(edge, JSON.stringify(activity));
      expect(answer.status).toBe(413);
      return null;
    });
    const noticed = await press(desk, alex, 'reject', {
      ...dataFor('reject'),
      reason: 'x'.repeat(1_000_000),
    });

    expect(noticed).toMatchObject({ entries: [], moved: false, said: [] });
    await desk.close();
  });
});
