import { describe, expect, it } from 'vitest';
import { event } from '#bot/workflow/case/event.ts';
import type { Draft } from '#storage/entry.ts';
import { minute, told } from '#test/set-up/told-case.ts';
import { alex, isaiah } from '#test/storage/sealed.ts';
import { mailbox, plan, ask, say, swept, stepOf, approvalAfter, working } from './told-steps.ts';

describe('the approval of a step', () => {
  it('says who was asked, by which rule, and until when', () => {
    expect(approvalAfter(ask())).toEqual({
      status: 'asked',
      policy: 'operator',
      approver: alex,
      askedAt: minute(3),
      deadline: minute(59),
    });
    expect(approvalAfter(ask({ because: 'No manager.' })).because).toBe('No manager.');
  });

  it('is one step’s alone', () => {
    expect(stepOf(told(...working, ask(), say('approved')), 'licences').approval).toEqual({ status: 'none' });
  });

  it('says why nobody could be reached, or that it is not known why', () => {
    const lost = (more: Partial<Draft>) =>
      event('undelivered', alex, { person: 'Megan Bowen' }, { step: 'mailbox', ...more });

    expect(approvalAfter(ask(), lost({ reason: 'Teams says 403' })).undelivered).toBe('Teams says 403');
    expect(approvalAfter(ask(), lost({}))).toMatchObject({
      status: 'asked',
      undelivered: 'could not be reached',
    });
  });

  it.each(['approved', 'rejected'] as const)('is %s by whom, when, and why', (phase) => {
    expect(approvalAfter(ask(), say(phase, mailbox.hash, 'Not before Friday'))).toMatchObject({
      status: phase,
      decidedBy: isaiah,
      decidedAt: minute(4),
      reason: 'Not before Friday',
      policy: 'operator',
    });
    expect(approvalAfter(ask(), say(phase))).not.toHaveProperty('reason');
  });

  it.each(['approved', 'rejected'] as const)('is not %s for other changes than these', (phase) => {
    const state = told(...working, ask(), say(phase, 'of other changes'));

    expect(stepOf(state)).toEqual(stepOf(told(...working, ask())));
  });

  it('remembers who said no, also when it is asked again; a yes is no no', () => {
    const no = { by: isaiah, at: minute(4), reason: 'Not before Friday' };
    const again = told(...working, ask(), say('rejected', mailbox.hash, no.reason), ask());

    expect(stepOf(again).rejected).toEqual(no);
    expect(stepOf(told(...working, ask(), say('approved')))).not.toHaveProperty('rejected');
  });

  it('lapses for exactly these changes, and says why the bot itself ended it', () => {
    const lapse = (hash: string, stopped?: string) =>
      event('expired', alex, { hash, ...(stopped ? { stopped } : {}) }, { step: 'mailbox' });

    expect(approvalAfter(ask(), lapse(mailbox.hash)).status).toBe('expired');
    expect(approvalAfter(ask(), lapse(mailbox.hash))).not.toHaveProperty('stopped');
    expect(approvalAfter(ask(), lapse('of other changes')).status).toBe('asked');
    const stopped = told(...working, ask(), lapse(mailbox.hash, 'Now an administrator.'));
    expect(stepOf(stopped).approval).toMatchObject({ status: 'expired', stopped: 'Now an administrator.' });
    expect(stepOf(stopped, 'licences').approval).not.toHaveProperty('stopped');
  });

  it.each([ask(), say('approved')])('a case that needed attention goes on when a step is $phase', (draft) => {
    const state = told(...working, ask(), swept, draft);

    expect(state.status).toBe('working');
    expect(state).not.toHaveProperty('sweep');
  });

  it('a case that needs attention still does after a no, and one at work stays so', () => {
    expect(told(...working, ask(), swept, say('rejected')).status).toBe('attention');
    expect(told(...working, ask()).status).toBe('working');
    expect(told(plan, ask()).status).toBe('choosing');
  });
});
