import { beforeEach, describe, expect, it } from 'vitest';
import { decide } from '#bot/workflow/acts/decide.ts';
import { chooseForCase } from '#bot/workflow/acts/choose.ts';
import { askUndo, confirmUndo } from '#bot/workflow/acts/undo.ts';
import type { CaseState } from '#bot/workflow/case/case-state.ts';
import { changesOf } from '#bot/workflow/case/steps.ts';
import { cupboard, fault, removeThings, type Cupboard } from '#test/set-up/cupboard.ts';
import {
  alex,
  caseId,
  current,
  goOn,
  opened,
  smallWorld,
  type SmallWorld,
} from '#test/set-up/small-world.ts';

let box: Cupboard;
let world: SmallWorld;

/** Done: an account, a sign-in that must not be put back before it, and a lamp that waits for nothing. */
beforeEach(async () => {
  box = cupboard(
    { name: 'account', group: 'accounts', value: 'on' },
    { name: 'sign-in', group: 'sign-ins', value: 'on' },
    { name: 'lamp', group: 'lights', value: 'on' },
  );
  world = await smallWorld([
    removeThings(box, { id: 'test.account', group: 'accounts', step: 'directory-account' }),
    removeThings(box, {
      id: 'test.sign-in',
      group: 'sign-ins',
      after: ['test.account'],
      undoAfter: ['test.account'],
    }),
    removeThings(box, { id: 'test.lights', group: 'lights' }),
  ]);
  await opened(world);
  const { revision } = await goOn(world);
  await chooseForCase(world, { by: alex, caseId, revision, mailbox: 'both', successor: '', off: [] });
  await goOn(world);
  for (const step of ['directory-account', 'azure-access'])
    await decide(world, { by: alex, caseId, step, verdict: 'approve', reason: '' });
  await goOn(world);
});

async function asked(step: string): Promise<NonNullable<CaseState['undo']>> {
  const answer = await askUndo(world, { by: alex, caseId, step });
  if (!answer.ok || !answer.value.undo) throw new Error(JSON.stringify(answer));
  return answer.value.undo;
}

async function statuses(): Promise<Record<string, string>> {
  const changes = (await current(world)).steps.flatMap(changesOf);
  return Object.fromEntries(changes.map(({ ref, status }) => [ref, status]));
}

const account = 'test.account/account';
const signIn = 'test.sign-in/sign-in';
const lamp = 'test.lights/lamp';

describe('an undo of a step that needs another step back first', () => {
  it('asks only for what can be put back by itself, and names what must be back before the rest', async () => {
    const { refs, waiting, wider } = await asked('azure-access');

    expect(refs).toEqual([lamp]);
    expect(waiting).toEqual([{ ref: signIn, first: [account] }]);
    expect(wider?.refs.toSorted()).toEqual([account, signIn, lamp].toSorted());
  });

  it('puts back no more than that, and calls nothing failed that was never begun', async () => {
    const { hash } = await asked('azure-access');
    await confirmUndo(world, { by: alex, caseId, hash });
    const state = await goOn(world);

    expect(await statuses()).toEqual({ [account]: 'verified', [signIn]: 'verified', [lamp]: 'undone' });
    expect(state.outcome).toBe('partly-undone');
  });

  it('puts back both in one when that is confirmed', async () => {
    const { wider } = await asked('azure-access');
    await confirmUndo(world, { by: alex, caseId, hash: wider!.hash });
    const state = await goOn(world);

    expect(await statuses()).toEqual({ [account]: 'undone', [signIn]: 'undone', [lamp]: 'undone' });
    expect(state.outcome).toBe('undone');
  });

  it('can be asked for a single change of which nothing is possible by itself', async () => {
    const answer = await askUndo(world, { by: alex, caseId, ref: signIn });
    const undo = answer.ok ? answer.value.undo : undefined;

    expect(undo).toMatchObject({ refs: [], waiting: [{ ref: signIn, first: [account] }] });
    expect(await confirmUndo(world, { by: alex, caseId, hash: undo!.hash })).toMatchObject({ ok: false });
    expect(await confirmUndo(world, { by: alex, caseId, hash: undo!.wider!.hash })).toMatchObject({
      ok: true,
    });
  });

  it('waits for nothing when the other step is back already, or the whole is asked for', async () => {
    await confirmUndo(world, { by: alex, caseId, hash: (await asked('directory-account')).hash });
    await goOn(world);
    const { refs, waiting } = await asked('azure-access');

    expect({ refs: refs.toSorted(), waiting }).toEqual({ refs: [lamp, signIn], waiting: undefined });
  });

  it('that met a failure can be asked for anew, and then asks for all that failed', async () => {
    box.faults.set('undo account', [fault('Denied')]);
    await confirmUndo(world, { by: alex, caseId, hash: (await asked('azure-access')).wider!.hash });
    await goOn(world);
    expect(await statuses()).toMatchObject({ [account]: 'undo-failed', [signIn]: 'undo-failed' });
    const { refs, waiting, wider } = await asked('azure-access');

    expect(refs).toEqual([]);
    expect(waiting).toEqual([{ ref: signIn, first: [account] }]);
    await confirmUndo(world, { by: alex, caseId, hash: wider!.hash });
    await goOn(world);
    expect(await statuses()).toEqual({ [account]: 'undone', [signIn]: 'undone', [lamp]: 'undone' });
  });
});
