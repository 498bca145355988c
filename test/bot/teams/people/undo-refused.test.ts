import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { LogDamaged, StoreDown } from '#storage/log-store.ts';
import { directoryFor } from '#test/set-up/people/directory-for.ts';
import { frontDesk } from '#test/set-up/people/front-desk.ts';
import { personas } from '#test/set-up/people/personas.ts';
import type { SituationName } from '#test/set-up/people/situations.ts';
import { type Snapshot, snapshots } from '#test/set-up/people/snapshots.ts';
import { type Sandbox, startSandbox } from '#test/set-up/sandbox-world.ts';
import { caseId } from '#test/set-up/small-world.ts';

let sandbox: Sandbox;
let cases: readonly Snapshot[];

beforeAll(async () => {
  [sandbox, cases] = await Promise.all([startSandbox(), snapshots()]);
});
afterAll(() => sandbox.stop());

const alex = personas['Alex, operator, opened the case'];

/** What Alex is told who types this in this situation. */
async function told(situation: SituationName, text: string, broken?: Error): Promise<string> {
  const snapshot = cases.find(({ name }) => name === situation)!;
  const desk = await frontDesk(await directoryFor(sandbox, alex), snapshot);
  if (broken) desk.world.cases.read = () => Promise.reject(broken);
  const { said } = await desk.tries(alex, { text });
  await desk.close();
  return said.map(({ words }) => words).join('\n');
}

/** … who presses this button of an undo’s card. */
async function toldOnClick(situation: SituationName, verb: 'undo-confirm' | 'undo-decline'): Promise<string> {
  const snapshot = cases.find(({ name }) => name === situation)!;
  const desk = await frontDesk(await directoryFor(sandbox, alex), snapshot);
  const { body } = await desk.tries(alex, { button: { verb, data: { caseId, hash: '0'.repeat(64) } } });
  await desk.close();
  return String(body?.value);
}

type Refused = readonly [situation: SituationName, more: string, says: readonly string[]];

const refused: readonly Refused[] = [
  ['opened: just opened', '', ['Nothing was changed yet: the systems are being read', '/cancel']],
  ['opened: plan settled, being read again', '', ['Nothing was changed yet: the systems are being read']],
  [
    'choosing: plan shown',
    '',
    ['Nothing was changed yet: the plan waits for an operator’s choice', '/cancel'],
  ],
  [
    'unreadable: a system cannot be read',
    '',
    ['Nothing was changed yet: a system could not be read', '/status'],
  ],
  ['working: a change is being sent', '', ['Not while the case goes on', 'Wait until it has come to rest']],
  ['undoing: confirmed, not begun', '', ['An undo is under way: ask again when it has ended']],
  ['closed: a dry run', '', ['Nothing was changed there', '/history']],
  ['closed: canceled before anything was done', '', ['Nothing was changed there']],
  ['closed: undone', '', ['4 changes there are put back already, and read back']],
  ['closed: partly undone', ' azure-access', ['2 changes there are put back already, and read back']],
  ['closed: partly undone', ' test.doors/a', ['1 change there is put back already, and read back']],
  ['closed: complete, erased', '', ['erased']],
];

describe('an undo that is refused', () => {
  it.each(refused)('says what is so and what to do: %s%s', async (situation, more, says) => {
    const words = await told(situation, `/undo ${caseId}${more}`);

    for (const one of says) expect(words).toContain(one);
  });

  it('because the case cannot be read now says to try again, and because it was changed that this does not help', async () => {
    const undo = `/undo ${caseId}`;
    const down = await told('closed: complete', undo, new StoreDown('no answer'));
    const changed = await told('closed: complete', undo, new LogDamaged(`${caseId}#000003`, 'x'));

    expect(down).toContain('Try again in a few minutes');
    expect(changed).toContain(`The entry ${caseId}#000003 is not as it was written`);
    expect(changed).not.toContain('Try again');
  });
});

describe('a yes or no to an undo that is refused', () => {
  it('says who said yes before, that it has ended, or that none waits', async () => {
    expect(await toldOnClick('undoing: confirmed, not begun', 'undo-decline')).toContain(
      'Isaiah Langer said yes to the undo already, and it is under way',
    );
    expect(await toldOnClick('closed: undone', 'undo-confirm')).toContain(
      'The undo was answered with yes, and has ended',
    );
    expect(await toldOnClick('closed: complete', 'undo-confirm')).toContain('No undo waits for an answer');
  });

  it('to another one than is asked by now is called so, and no plan', async () => {
    const words = await toldOnClick('undo-asked: of an open case', 'undo-confirm');

    expect(words).toContain('Another undo is asked by now');
    expect(words).not.toContain('plan');
  });
});
