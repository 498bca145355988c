import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { patience, seed, times } from '#test/set-up/attack.ts';
import { triesFor } from '#test/set-up/people/acts.ts';
import { directoryFor } from '#test/set-up/people/directory-for.ts';
import { frontDesk } from '#test/set-up/people/front-desk.ts';
import { httpDoor, type HttpDoor } from '#test/set-up/people/http-door.ts';
import { type PersonaName, personas } from '#test/set-up/people/personas.ts';
import { type Snapshot, snapshots } from '#test/set-up/people/snapshots.ts';
import { type Connector, startConnector } from '#test/set-up/connector.ts';
import { type Sandbox, startSandbox } from '#test/set-up/sandbox-world.ts';
import { wrongsIn } from './verdict.ts';

let sandbox: Sandbox;
let cases: readonly Snapshot[];
let door: HttpDoor;
let connector: Connector;

beforeAll(async () => {
  [sandbox, cases, door, connector] = await Promise.all([
    startSandbox(),
    snapshots(),
    httpDoor(),
    startConnector(),
  ]);
});
afterAll(async () => {
  await door.close();
  await Promise.all([sandbox.stop(), connector.close()]);
});

const everybody = Object.keys(personas) as PersonaName[];
const count = times({ short: 12, long: 1_000 });

describe('the same as real activities over HTTP', () => {
  it.each(everybody)('%s: a sample is what is promised', { timeout: patience(count, 500) }, async (name) => {
    const directory = await directoryFor(sandbox, personas[name]);
    const anywhere = fc.integer({ min: 0 });
    await fc.assert(
      fc.asyncProperty(anywhere, anywhere, async (where, what) => {
        const snapshot = cases[where % cases.length]!;
        const tries = triesFor(snapshot.state);
        const attempt = tries[what % tries.length]!;
        const desk = await frontDesk(directory, snapshot, door.deliver);
        const noticed = await desk.tries(personas[name], attempt);
        await desk.close();

        expect(wrongsIn(noticed, name, snapshot, attempt)).toEqual([]);
      }),
      { seed, numRuns: count },
    );
  });
});

const asked = (): Snapshot => cases.find(({ name }) => name === 'working: everybody asked')!;
/** Who may do most, so that only where they come from can be the reason. */
const alex = personas['Alex, operator, opened the case'];
const foreign = '99999999-0000-4000-8000-000000000000';
const nothing = { entries: [], moved: false, listed: false };

describe('somebody who is not of this company', () => {
  it('is told so, whatever is pressed or typed; it touches no case and only the keepers read of it', async () => {
    const directory = await directoryFor(sandbox, alex);
    const desk = await frontDesk(directory, asked(), door.deliver);
    const guest = { from: { id: '29:guest', name: 'Alex Wilber' }, serviceUrl: connector.url };
    for (const attempt of triesFor(asked().state)) {
      const [lines, messages] = [door.lines.length, connector.messages.length];
      const noticed = await desk.tries(alex, attempt, guest);
      const told = [
        noticed.body?.value,
        ...connector.messages.slice(messages).map(({ activity }) => activity.text),
      ];

      expect(noticed, attempt.name).toMatchObject(nothing);
      expect(told.filter(Boolean), attempt.name).toEqual([expect.stringContaining('this company')]);
      expect(door.lines.slice(lines), attempt.name).toEqual([expect.stringContaining('"why":"guest"')]);
    }
    await desk.close();
  });

  it.each([
    ['the conversation', { conversation: { id: 'a:x', conversationType: 'personal', tenantId: foreign } }],
    ['the channel data', { channelData: { tenant: { id: foreign } } }],
  ])('comes to nothing with a card of another tenant, named in %s', async (_where, more) => {
    const directory = await directoryFor(sandbox, alex);
    const desk = await frontDesk(directory, asked(), async (edge, activity) => {
      const answer = await door.post(edge, JSON.stringify(activity));
      expect(answer.status).toBe(403);
      return null;
    });
    for (const attempt of triesFor(asked().state)) {
      expect(await desk.tries(alex, attempt, more), attempt.name).toMatchObject({ ...nothing, said: [] });
    }
    await desk.close();
  });
});
