import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { directoryFor } from '#test/set-up/people/directory-for.ts';
import { type FrontDesk, frontDesk, type Noticed } from '#test/set-up/people/front-desk.ts';
import { type PersonaName, personas } from '#test/set-up/people/personas.ts';
import type { SituationName } from '#test/set-up/people/situations.ts';
import { type Snapshot, snapshots } from '#test/set-up/people/snapshots.ts';
import { type Sandbox, startSandbox } from '#test/set-up/sandbox-world.ts';
import { caseId } from '#test/set-up/small-world.ts';

let all: readonly Snapshot[];
let sandbox: Sandbox;
let desk: FrontDesk | null = null;

beforeAll(async () => {
  all = await snapshots();
});
beforeEach(async () => {
  sandbox = await startSandbox();
});
afterEach(async () => {
  await desk?.close();
  await sandbox.stop();
});

/** What somebody types in their own chat, about a case that stands there. */
async function types(who: PersonaName, at: SituationName, text: string): Promise<Noticed> {
  const snapshot = all.find(({ name }) => name === at)!;
  desk = await frontDesk(await directoryFor(sandbox, personas[who]), snapshot);
  return desk.tries(personas[who], { text });
}

const words = ({ said }: Noticed) => said.map((one) => one.words).join('\n');
const phases = ({ entries }: Noticed) => entries.map(({ phase }) => phase);

describe('what can be typed of an erasure', () => {
  it('alone lists what is due, by name, to operators', async () => {
    const listed = await types('Alex, operator, opened the case', 'closed: complete', '/erase');

    expect(words(listed)).toContain(`${caseId}, John Doe: since 2026-11-23`);
    expect(phases(listed)).toEqual([]);
  });

  it('with a legal basis asks, and says what no erasure reaches', async () => {
    const asked = await types(
      'Alex, operator, opened the case',
      'closed: complete',
      `/erase ${caseId} request under GDPR Article 17`,
    );

    expect(phases(asked)).toEqual(['erasure-asked']);
    expect(words(asked)).toContain('There is no way back');
    expect(words(asked)).toContain('backups and copies of the database');
  });

  it('with “confirm” is the second person’s yes, and wakes the work', async () => {
    const at = 'closed: complete, an erasure asked';
    const confirmed = await types('Adele, auditor', at, `/erase ${caseId} confirm`);

    expect(phases(confirmed)).toEqual(['erased']);
    expect(confirmed.moved).toBe(true);
    expect(words(confirmed)).toContain('Whether the key is gone is not known yet');
  });

  it('with “confirm” by whoever asked is refused, with “decline” it is taken back', async () => {
    const at = 'closed: complete, an erasure asked';
    const refused = await types('Alex, operator, opened the case', at, `/erase ${caseId} confirm`);
    expect(phases(refused)).toEqual(['refused']);
    expect(words(refused)).toContain('A second person is needed');
    await desk?.close();

    const declined = await types('Alex, operator, opened the case', at, `/erase ${caseId} Decline`);
    expect(phases(declined)).toEqual(['erasure-declined']);
    expect(words(declined)).toContain('nothing was erased');
  });

  it('shows of an erased case who did it and why, and nobody’s name', async () => {
    const status = await types('Isaiah, operator', 'closed: complete, erased', `/status ${caseId}`);

    expect(words(status)).toContain('The key is destroyed');
    expect(words(status)).toContain('GDPR Article 17');
    expect(words(status)).not.toMatch(/John|jdoe/);
  });
});
