import { describe, expect, it } from 'vitest';
import { action, type Choices } from '#providers/action.ts';
import { forwardMail } from '#providers/exchange/forward-mail.ts';
import { personOf } from '#providers/sandbox/people.ts';
import { describeLaws } from '../action-laws.ts';
import {
  applyAll,
  cloudStage,
  leaverNamed,
  planned,
  rollBack,
  somebody,
  type CloudStage,
} from '../cloud-stage.ts';

const forward = action(forwardMail);
const granted = forward.permissions;

describeLaws(forward);

const mailboxOf = ({ company }: CloudStage, key = 'jdoe') =>
  company().exchange.mailboxes.find((one) => one.id === personOf(key).id)!;

describe('planning to forward mail', () => {
  const nothingSet = { to: null, smtp: null, keepsCopy: false };
  const plan = (choices: Partial<Choices>, found = nothingSet) =>
    forwardMail.plan([found], {
      leaver: leaverNamed('jdoe'),
      choices: { mailbox: 'both', successor: somebody('meganb'), ...choices },
      openedAt: '2026-11-02T09:00:00Z',
    });

  it.each(['forward', 'both'] as const)('forwards to the successor when %s is chosen', (mailbox) => {
    const { id, name } = personOf('meganb');
    expect(plan({ mailbox })).toMatchObject([
      { what: 'Forward new mail to Megan Bowen and keep a copy', to: { to: { id, name }, keepsCopy: true } },
    ]);
  });

  it('forwards nothing when only converting is chosen', () => {
    expect(plan({ mailbox: 'convert' })).toEqual([]);
  });

  it.each([null, somebody('jdoe')])('says that nobody is there to receive mail', (successor) => {
    expect(plan({ successor })).toMatchObject([
      { kind: 'skipped', why: 'Nobody is named to receive the mail.' },
    ]);
  });

  it('names who received the mail so far', () => {
    const [change] = plan({}, { ...nothingSet, smtp: 'smtp:jd@example.com' } as never);
    expect(change?.what).toBe(
      'Forward new mail to Megan Bowen and keep a copy, instead of to jd@example.com',
    );
  });
});

describe('forwarding mail', () => {
  it('finds nothing to do for somebody without a mailbox', async () => {
    const { context } = await cloudStage({ granted, leaver: 'joni.sherman' });
    expect(await planned(forward, context)).toEqual([]);
  });

  it('puts an old forwarding back with all three of its settings', async () => {
    const stage = await cloudStage({ granted });
    const old = {
      forwardingAddress: personOf('adelev').id,
      forwardingSmtpAddress: 'smtp:jd@example.com',
      deliverToMailboxAndForward: false,
    };
    Object.assign(mailboxOf(stage), old);
    const changes = await applyAll(forward, stage.context);
    expect(mailboxOf(stage)).toMatchObject({
      forwardingAddress: personOf('meganb').id,
      forwardingSmtpAddress: null,
      deliverToMailboxAndForward: true,
    });
    await rollBack(forward, changes, stage.context);
    expect(mailboxOf(stage)).toMatchObject(old);
  });

  it('works for a name with an apostrophe', async () => {
    const stage = await cloudStage({ granted, leaver: "zoe.o'neil" });
    await applyAll(forward, stage.context);
    expect(mailboxOf(stage, "zoe.o'neil").forwardingAddress).toBe(personOf('meganb').id);
  });

  it('fails loudly when the successor has no mailbox', async () => {
    const { context } = await cloudStage({ granted, successor: 'joni.sherman' });
    await expect(applyAll(forward, context)).rejects.toThrow(/couldn't be found/);
  });

  it('has nothing left to do where it is so already', async () => {
    const stage = await cloudStage({ granted });
    const megan = personOf('meganb').id;
    Object.assign(mailboxOf(stage), { forwardingAddress: megan, deliverToMailboxAndForward: true });
    expect(await planned(forward, stage.context)).toEqual([]);
  });
});
