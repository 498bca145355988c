import { beforeEach, describe, expect, it } from 'vitest';
import { chooseForCase } from '#bot/workflow/acts/choose.ts';
import { askUndo, confirmUndo } from '#bot/workflow/acts/undo.ts';
import { refusalWords } from '#cards/refusals.ts';
import { cupboard, removeThings } from '#test/set-up/cupboard.ts';
import {
  alex,
  approveShown,
  caseId,
  goOn,
  opened,
  smallWorld,
  type SmallWorld,
} from '#test/set-up/small-world.ts';

const licence = 'f245ecc8 through a0000000';
let world: SmallWorld;

/** Done: licences, one of them by a name with spaces, and sessions, which do not come back. */
beforeEach(async () => {
  const box = cupboard(
    { name: licence, group: 'licences', value: 'E5' },
    { name: 'f30db892', group: 'licences', value: 'Power BI' },
    { name: 'all', group: 'sessions', value: 'open' },
  );
  world = await smallWorld([
    removeThings(box, { id: 'test.remove-licences', group: 'licences' }),
    removeThings(box, {
      id: 'test.end-sessions',
      group: 'sessions',
      irreversible: 'Ended sessions stay ended.',
    }),
  ]);
  await opened(world);
  const { revision } = await goOn(world);
  await chooseForCase(world, { by: alex, caseId, revision, mailbox: 'both', successor: '', off: [] });
  await goOn(world);
  await approveShown(world, alex, { caseId, step: 'azure-access' });
  await goOn(world);
});

async function told(ref: string): Promise<string> {
  const answer = await askUndo(world, { by: alex, caseId, ref });
  if (answer.ok) return `asked: ${answer.value.undo?.refs.join()}`;
  const { title, text } = refusalWords(answer.refusal);
  return `${title}: ${text}`;
}

describe('a single change that is asked back', () => {
  it.each([
    `test.remove-licences/${licence}`,
    `TEST.Remove-Licences/${licence.toUpperCase()}`,
    `test.remove-licences/${licence.replaceAll(' ', '  ')} `,
  ])('is found by its name, spaces and all: %j', async (ref) => {
    expect(await told(ref)).toBe(`asked: test.remove-licences/${licence}`);
  });

  it('that does not exist is answered with the names that do', async () => {
    expect(await told('test.remove-licences/E5')).toBe(
      `No such change: OFF-TEST1 has no change “test.remove-licences/E5”. There is: test.remove-licences/${licence}, test.remove-licences/f30db892.`,
    );
    expect(await told('remove-licences/f30db892')).toContain(
      'Its actions: test.remove-licences, test.end-sessions.',
    );
  });

  it('that has no way back is told why', async () => {
    expect(await told('test.end-sessions/all')).toBe(
      'There is no way back: Remove all cannot be undone. Ended sessions stay ended.',
    );
  });

  it('while an undo is under way is told to wait for its end', async () => {
    await askUndo(world, { by: alex, caseId });
    const state = await world.cases.read(caseId);
    await confirmUndo(world, { by: alex, caseId, hash: state!.undo!.hash });

    expect(await told('test.remove-licences/f30db892')).toContain(
      'An undo is under way: ask again when it has ended.',
    );
  });

  it('does not fall over any text', async () => {
    for (const ref of ['/', '//', ' / ', '__proto__/constructor', '/'.repeat(300), 'test.remove-licences/'])
      expect(await told(ref), ref).toContain('No such change');
  });
});
