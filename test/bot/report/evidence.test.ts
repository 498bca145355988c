import { beforeEach, describe, expect, it } from 'vitest';
import type { Evidence } from '#bot/report/evidence.ts';
import { evidenceOf } from '#bot/report/evidence.ts';
import { cancelCase } from '#bot/workflow/acts/cancel-case.ts';
import { chooseForCase } from '#bot/workflow/acts/choose.ts';
import { decide } from '#bot/workflow/acts/decide.ts';
import { ProviderError } from '#providers/provider-error.ts';
import { type Cupboard, cupboard, removeThings } from '#test/set-up/cupboard.ts';
import {
  alex,
  approveShown,
  caseId,
  current,
  goOn,
  isaiah,
  opened,
  smallWorld,
  type SmallWorld,
} from '#test/set-up/small-world.ts';

let box: Cupboard;
let world: SmallWorld;

const minute = 60_000;

beforeEach(async () => {
  box = cupboard(
    { name: 'accountEnabled', group: 'door', value: 'open' },
    { name: 'sales', group: 'groups', value: 'member' },
    { name: 'wipe', group: 'final', value: 'there' },
  );
  world = await smallWorld([
    removeThings(box, { id: 'entra.block-sign-in', group: 'door' }),
    removeThings(box, {
      id: 'ad.remove-from-groups',
      group: 'groups',
      step: 'group-memberships',
      system: 'active-directory',
    }),
    removeThings(box, {
      id: 'test.wipe',
      group: 'final',
      step: 'final-cleanup',
      irreversible: 'It is gone.',
    }),
  ]);
});

async function evidence(targetMinutes = 240): Promise<Evidence> {
  const asOf = world.clock.now().toISOString();
  return evidenceOf(await world.store.readCase(caseId), { targetMinutes, asOf });
}

/** Alex opens and freezes; three minutes later he and Isaiah say yes. */
async function approved(off: readonly string[] = []): Promise<void> {
  await opened(world);
  const { revision } = await goOn(world);
  await chooseForCase(world, { by: alex, caseId, revision, mailbox: 'both', successor: '', off });
  await goOn(world);
  world.clock.advance(3 * minute);
  await approveShown(world, alex, { caseId, step: 'azure-access' });
  await approveShown(world, alex, { caseId, step: 'group-memberships' });
  await approveShown(world, isaiah, { caseId, step: 'final-cleanup' });
}

describe('the evidence of a case', () => {
  it('says of each change who approved which changes, and when it was requested, sent, accepted and observed', async () => {
    await approved();
    await goOn(world);
    const { changes, openedAt } = await evidence();
    const door = changes.find(({ action }) => action === 'entra.block-sign-in')!;
    const state = await current(world);

    expect(door).toMatchObject({
      requestedAt: openedAt,
      status: 'verified',
      yes: {
        by: { name: 'Alex Wilber' },
        hash: state.steps.find(({ step }) => step === 'azure-access')!.hash,
      },
      before: { name: 'accountEnabled', group: 'door', value: 'open' },
      after: null,
      attempts: 1,
      chosen: true,
    });
    expect(door.controls).toContain('8.2.5');
    const { sentAt, acceptedAt, observedAt, yes } = door;
    const times = [openedAt, yes!.at, sentAt!, acceptedAt!, observedAt!];
    expect(times.toSorted()).toEqual(times);
  });

  it('judges the end of access against what was promised, from the request to the last door read back', async () => {
    await approved();
    await goOn(world);

    expect((await evidence()).accessEnd).toMatchObject({ kept: 'met', targetMinutes: 240, reopened: false });
    const strict = (await evidence(2)).accessEnd;
    expect(strict.kept).toBe('missed');
    expect(strict.minutes).toBeGreaterThanOrEqual(3);
  });

  it('calls the end of access open while there is time, and missed once there is none, with a plan or without', async () => {
    await opened(world);
    world.clock.advance(241 * minute);
    expect((await evidence()).accessEnd.kept).toBe('missed');

    world = await smallWorld(world.catalog);
    await opened(world);
    await goOn(world);
    expect((await evidence()).accessEnd).toMatchObject({ kept: 'open', observedAt: null, minutes: null });

    world.clock.advance(241 * minute);
    expect((await evidence()).accessEnd.kept).toBe('missed');
  });

  it.each([
    ['left out by the operator', ['azure-access'], 'was left out'],
    ['closed before', [], 'closed already'],
  ])('does not judge the end of access where sign-in was %s', async (how, off, why) => {
    if (how === 'closed before') box.things.delete('accountEnabled');
    await approved(off);
    await goOn(world);
    const { accessEnd } = await evidence();

    expect(accessEnd.kept).toBe('not known');
    expect(accessEnd.why).toContain(why);
  });

  it('tells a dry run and a canceled case from a missed promise', async () => {
    await opened(world, true);
    await goOn(world);
    expect((await evidence()).accessEnd.kept).toBe('not known');

    world = await smallWorld(world.catalog);
    await opened(world);
    await goOn(world);
    await cancelCase(world, { by: alex, caseId });
    world.clock.advance(1000 * minute);
    const canceled = await evidence();
    expect(canceled).toMatchObject({ outcome: 'canceled', accessEnd: { kept: 'not known' } });
    expect(canceled.closedAt).not.toBeNull();
  });

  it('says whether a yes came from a second person', async () => {
    await approved();
    const { decisions } = await evidence();
    const yes = decisions.filter(({ kind }) => kind === 'approved');

    expect(yes.map(({ step, by, secondPerson }) => [step, by.name, secondPerson])).toEqual([
      ['azure-access', 'Alex Wilber', false],
      ['group-memberships', 'Alex Wilber', false],
      ['final-cleanup', 'Isaiah Langer', true],
    ]);
    expect(yes.every(({ hash }) => /^[0-9a-f]{64}$/.test(hash ?? ''))).toBe(true);
  });

  it('keeps a rejection with its reason, and a failure with code and request id', async () => {
    const failed = new ProviderError({
      system: 'active-directory',
      operation: 'modify',
      code: '50',
      message: 'insufficient rights',
      requestId: 'req-7',
    });
    box.faults.set('apply sales', [failed, failed, failed, failed]);
    await opened(world);
    const { revision } = await goOn(world);
    await chooseForCase(world, { by: alex, caseId, revision, mailbox: 'both', successor: '', off: [] });
    await goOn(world);
    await approveShown(world, alex, { caseId, step: 'group-memberships' });
    await decide(world, {
      by: isaiah,
      caseId,
      step: 'final-cleanup',
      verdict: 'reject',
      reason: 'Keep it a week.',
    });
    await goOn(world);
    const { changes, decisions } = await evidence();

    const sales = changes.find(({ ref }) => ref === 'ad.remove-from-groups/sales')!;
    expect(sales).toMatchObject({
      status: 'failed',
      observedAt: null,
      error: { code: '50', requestId: 'req-7' },
    });
    expect(decisions.at(-1)).toMatchObject({
      kind: 'rejected',
      by: { name: 'Isaiah Langer' },
      why: 'Keep it a week.',
    });
  });

  it('lists by system what was held before and what is still there, and says when that is not known', async () => {
    await approved();
    await goOn(world);
    const { held } = await evidence();
    expect(held.find(({ system }) => system === 'active-directory')).toMatchObject({
      before: { changes: 1 },
      readBack: 1,
      after: [],
      why: null,
    });

    world = await smallWorld(world.catalog);
    await opened(world);
    await goOn(world);
    for (const { after, why } of (await evidence()).held) {
      expect(after).toBeNull();
      expect(why).toContain('no closing sweep');
    }
  });

  it('says which entries it rests on', async () => {
    await approved();
    await goOn(world);
    const { entries, changes, allDoneAt } = await evidence();
    const log = await world.store.readCase(caseId);

    expect(entries).toMatchObject({ count: log.length, first: log[0]!._id, last: log.at(-1)!._id });
    expect(entries.head).toEqual({ seq: log.length, hash: log.at(-1)!.hash });
    for (const { proof } of changes)
      expect(log.find(({ _id }) => _id === proof!.entry)!.hash).toBe(proof!.hash);
    expect(allDoneAt).not.toBeNull();
  });
});
