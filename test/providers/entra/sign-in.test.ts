import { describe, expect, it } from 'vitest';
import { action } from '#providers/action.ts';
import { blockSignIn } from '#providers/entra/block-sign-in.ts';
import { revokeSessions } from '#providers/entra/revoke-sessions.ts';
import { personOf } from '#providers/sandbox/people.ts';
import { applyAll, cloudStage, leaverNamed, planned, rollBack } from '../cloud-stage.ts';
import { failure } from '../http-stage.ts';

const block = action(blockSignIn);
const revoke = action(revokeSessions);
const planContext = {
  leaver: leaverNamed('jdoe'),
  choices: { mailbox: 'both', successor: null },
  openedAt: '2026-11-02T09:00:00.700Z',
} as const;

describe('blocking sign-in', () => {
  it('comes after Active Directory, both ways', () => {
    expect(block.after).toContain('ad.disable-account');
    expect('undoAfter' in block && block.undoAfter).toContain('ad.disable-account');
  });

  it('has nothing to do for somebody who is blocked', () => {
    expect(blockSignIn.plan([{ accountEnabled: false }], planContext)).toEqual([]);
  });

  it('sends accountEnabled alone', async () => {
    const { context, requests } = await cloudStage({ granted: block.permissions });

    const changes = await applyAll(block, context);
    await rollBack(block, changes, context);

    const writes = (await requests()).filter((one) => one.method === 'PATCH');
    expect(writes.map((one) => one.body)).toEqual([{ accountEnabled: false }, { accountEnabled: true }]);
  });

  it('is refused for somebody with an administrator role', async () => {
    const { context } = await cloudStage({ granted: block.permissions, leaver: 'lynne.robbins' });

    expect((await failure(applyAll(block, context))).failure).toMatchObject({
      status: 403,
      code: 'Authorization_RequestDenied',
    });
  });

  it('gets through when the answer is lost, because saying it twice does no harm', async () => {
    const { context, company, trouble } = await cloudStage({ granted: block.permissions });
    await trouble({ lostResponses: 0.5, seed: 3 });

    await applyAll(block, context);

    expect(company().graph.users.find((user) => user.id === personOf('jdoe').id)?.accountEnabled).toBe(false);
  });
});

describe('ending sessions', () => {
  const plan = (validFrom: string | null, sentAt: string | null = planContext.openedAt) =>
    revokeSessions.plan([{ signInSessionsValidFromDateTime: validFrom }], {
      ...planContext,
      sentAt: () => sentAt,
    });

  it('comes after blocking', () => {
    expect(revoke.after).toEqual(['entra.block-sign-in']);
  });

  it.each([null, '2024-01-01T00:00:00Z', '2026-11-02T08:59:59Z'])(
    'is needed when they were last ended before the case was opened: %s',
    (validFrom) => {
      expect(plan(validFrom)).toMatchObject([{ what: 'End all sessions of jdoe@contoso.com', to: null }]);
    },
  );

  it.each(['2026-11-02T09:00:00Z', '2026-11-02T09:05:00Z', '2026-11-02T10:00:01+01:00'])(
    'is done when they were ended since: %s',
    (validFrom) => {
      expect(plan(validFrom)).toEqual([]);
    },
  );

  it.each(['2026-11-02T09:05:00Z', '2026-11-03T09:00:00Z'])(
    'is planned all the same, in the same words, when only a new password has ended them since: %s',
    (validFrom) => {
      expect(plan(validFrom, null)).toHaveLength(1);
      expect(plan(validFrom, null)).toEqual(plan('2024-01-01T00:00:00Z', null));
    },
  );

  it('is not taken for done by a new password from before it was sent', () => {
    expect(plan('2026-11-02T09:05:00Z', '2026-11-02T12:00:00.000Z')).toHaveLength(1);
    expect(plan('2026-11-02T11:59:50Z', '2026-11-02T12:00:00.000Z')).toEqual([]);
  });

  it('is planned in the same words whenever they were ended before', () => {
    expect(plan('2026-10-30T08:00:00Z')).toEqual(plan('2024-01-01T00:00:00Z'));
  });

  it('is seen afterwards', async () => {
    const { context } = await cloudStage({ granted: revoke.permissions });

    await applyAll(revoke, context);

    expect(await planned(revoke, context)).toEqual([]);
  });
});
