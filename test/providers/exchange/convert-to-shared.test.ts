import { describe, expect, it } from 'vitest';
import { action, type Choices, type PlanContext } from '#providers/action.ts';
import { convertToShared } from '#providers/exchange/convert-to-shared.ts';
import { personOf } from '#providers/sandbox/people.ts';
import { describeLaws } from '../action-laws.ts';
import { applyAll, cloudStage, leaverNamed, planned, rollBack, somebody } from '../cloud-stage.ts';
import { failure } from '../http-stage.ts';

const convert = action(convertToShared);
const granted = convert.permissions;

describeLaws(convert);

describe('planning to convert a mailbox', () => {
  const planContext = (mailbox: Choices['mailbox']): PlanContext => ({
    leaver: leaverNamed('jdoe'),
    choices: { mailbox, successor: somebody('meganb') },
    openedAt: '2026-11-02T09:00:00Z',
  });
  const plan = (type: string, mailbox: Choices['mailbox'] = 'convert') =>
    convertToShared.plan([{ type, licensedFor: [] }], planContext(mailbox));

  it.each(['convert', 'both'] as const)("converts a user's mailbox when %s is chosen", (mailbox) => {
    expect(plan('UserMailbox', mailbox)).toMatchObject([
      { kind: 'change', from: { type: 'UserMailbox' }, to: { type: 'SharedMailbox' } },
    ]);
  });

  it('leaves the mailbox alone when only forwarding is chosen', () => {
    expect(plan('UserMailbox', 'forward')).toEqual([]);
  });

  it('has nothing to do for a mailbox that is shared, or that is not there', () => {
    expect(plan('SharedMailbox')).toEqual([]);
    expect(convertToShared.plan([], planContext('both'))).toEqual([]);
  });

  it('says why it leaves a room alone', () => {
    expect(plan('RoomMailbox')).toMatchObject([{ kind: 'skipped', why: /RoomMailbox/ }].map(textLike));
  });

  it('warns when the shared mailbox keeps needing a licence', () => {
    const licensedFor = ['it is on hold', 'it holds more than 50 GB'] as const;
    const found = [{ type: 'UserMailbox', licensedFor: [...licensedFor] }];
    const [change] = convertToShared.plan(found, planContext('both'));
    expect(change?.what).toMatch(/keeps needing a licence: it is on hold, it holds more than 50 GB/);
  });
});

describe('converting a mailbox', () => {
  it('finds nothing to do for somebody without a mailbox', async () => {
    const { context } = await cloudStage({ granted, leaver: 'joni.sherman' });
    expect(await planned(convert, context)).toEqual([]);
  });

  it('sees hold, archive and size before it asks', async () => {
    const { context, company } = await cloudStage({ granted });
    const mailbox = company().exchange.mailboxes.find((one) => one.id === personOf('jdoe').id)!;
    Object.assign(mailbox, { litigationHold: true, archive: true, sizeBytes: 60 * 1024 ** 3 });
    expect(await convert.inspect(context)).toEqual([
      {
        type: 'UserMailbox',
        licensedFor: ['it is on hold', 'it has an archive', 'it holds more than 50 GB'],
      },
    ]);
  });

  it('is done once although every third answer is lost', async () => {
    const { context, company, trouble } = await cloudStage({ granted });
    await trouble({ lostResponses: 0.3 });
    await applyAll(convert, context);
    const mailbox = company().exchange.mailboxes.find((one) => one.id === personOf('jdoe').id);
    expect(mailbox?.type).toBe('SharedMailbox');
  });

  it('is not called done when Exchange said yes and did nothing', async () => {
    const { context, trouble } = await cloudStage({ granted });
    await trouble({ ignoreWrites: true });
    const [change] = await applyAll(convert, context);
    expect(await convert.verify?.(change!, context)).toBe(false);
  });

  it('is not called done when the mailbox is gone', async () => {
    const { context, company } = await cloudStage({ granted });
    const [change] = await applyAll(convert, context);
    company().exchange.mailboxes = [];
    expect(await convert.verify?.(change!, context)).toBe(false);
  });

  it('cannot be taken back before the licence is back', async () => {
    const { context, company } = await cloudStage({ granted });
    const changes = await applyAll(convert, context);
    company().graph.users.find((one) => one.id === personOf('jdoe').id)!.assignedLicenses = [];
    const error = await failure(rollBack(convert, changes, context));
    expect(error.failure.message).toMatch(/no Exchange Online license/);
  });
});

function textLike<T extends { why: RegExp }>(one: T) {
  return { ...one, why: expect.stringMatching(one.why) as string };
}
