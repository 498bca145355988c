import { describe, expect, it } from 'vitest';
import { event } from '#bot/workflow/case/event.ts';
import { minute, told } from '#test/set-up/told-case.ts';
import { alex } from '#test/storage/sealed.ts';
import {
  error,
  ask,
  say,
  intent,
  outcome,
  swept,
  stepOf,
  approvalAfter,
  changesOf,
  after,
  working,
} from './told-steps.ts';

describe('a change', () => {
  it('counts how often it was sent, and when', () => {
    expect(after(intent('mail'))).toMatchObject({ status: 'intended', attempts: 1, intentAt: minute(3) });
    expect(after(intent('mail'), intent('mail'))).toMatchObject({ attempts: 2, intentAt: minute(4) });
  });

  it('is told from its neighbours, in its own step too', () => {
    const state = told(...working, intent('rules'), outcome('rules', 'verified'));

    expect(changesOf(state).map(({ status }) => status)).toEqual(['waiting', 'verified']);
    expect(changesOf(state, 'licences').map(({ status }) => status)).toEqual(['waiting']);
  });

  it('of which the plan knows nothing alters nothing', () => {
    const before = told(...working).steps;

    expect(told(...working, intent('coffee')).steps).toEqual(before);
    const nameless = event(
      'intent',
      alex,
      { direction: 'apply', attempt: 1, what: 'x' },
      { step: 'mailbox' },
    );
    expect(told(...working, nameless).steps).toEqual(before);
  });

  it('makes an old sweep worthless as soon as it is sent', () => {
    expect(told(...working, swept, intent('mail'))).not.toHaveProperty('sweep');
  });

  it.each(['verified', 'applied', 'failed', 'skipped', 'unknown'] as const)('ends %s', (result) => {
    expect(after(intent('mail'), outcome('mail', result))).toMatchObject({
      status: result,
      outcomeAt: minute(4),
    });
  });

  it.each([
    ['undone', 'undone'],
    ['applied', 'undo-applied'],
    ['failed', 'undo-failed'],
    ['skipped', 'undo-skipped'],
    ['unknown', 'undo-failed'],
  ] as const)('whose undo ends %s is %s', (result, status) => {
    const undo = [intent('mail', 'undo'), outcome('mail', result, {}, 'undo')];

    expect(after(intent('mail'), outcome('mail', 'verified'), ...undo)).toMatchObject({
      status,
      attempts: 1,
    });
  });

  it('that is being put back is no new attempt', () => {
    expect(after(intent('mail'), intent('mail', 'undo'))).toMatchObject({
      status: 'undo-intended',
      attempts: 1,
      intentAt: minute(4),
    });
  });

  it.each([
    ['undone', 'apply'],
    ['verified', 'undo'],
    ['refused', 'apply'],
  ] as const)('cannot end %s in the direction %s: the log is not believed', (result, direction) => {
    expect(() => after(outcome('mail', result, {}, direction))).toThrow(
      `OFF-TOLD1#000004: result "${result}" does not fit direction "${direction}"`,
    );
  });

  it('says why it ended so, until it ends otherwise', () => {
    const failed = outcome('mail', 'failed', { error, reason: 'Later.' });

    expect(after(failed)).toMatchObject({ error, reason: 'Later.' });
    expect(after(failed, outcome('mail', 'applied'))).not.toHaveProperty('error');
    expect(after(failed, outcome('mail', 'applied'))).not.toHaveProperty('reason');
  });

  it('was seen when it was read back, and stays so', () => {
    expect(after(outcome('mail', 'verified'), outcome('mail', 'applied')).seenAt).toBe(minute(3));
    expect(after(outcome('mail', 'applied'))).not.toHaveProperty('seenAt');
  });

  it('read back at last sets a waiting case to work; anything else does not', () => {
    expect(told(...working, swept, outcome('mail', 'verified')).status).toBe('working');
    expect(told(...working, swept, outcome('mail', 'applied')).status).toBe('attention');
  });
});

describe('trying again', () => {
  const retry = (refs: string[], steps: string[] = []) => event('retried', alex, { refs, steps });
  const failed = [intent('mail'), outcome('mail', 'failed'), intent('rules'), outcome('rules', 'failed')];

  it('sends once more what was named, knowing that it may have happened, and nothing else', () => {
    const state = told(...working, ...failed, swept, retry(['test.mailbox/mail']));

    expect(changesOf(state).map(({ status, attempts }) => `${status} ${attempts}`)).toEqual([
      'waiting 1',
      'failed 1',
    ]);
    expect(state.status).toBe('working');
    expect(state).not.toHaveProperty('sweep');
  });

  it('only looks again, and at once, at what was accepted', () => {
    const change = after(intent('mail'), outcome('mail', 'applied'), retry(['test.mailbox/mail']));

    expect(change).toMatchObject({ status: 'applied', intentAt: minute(3) });
    expect(change).not.toHaveProperty('outcomeAt');
  });

  it('asks anew for the steps that were named', () => {
    const state = told(...working, ask(), say('rejected'), retry([], ['mailbox']));

    expect(stepOf(state).approval).toEqual({ status: 'none' });
    expect(approvalAfter(ask(), say('rejected'), retry([], ['licences'])).status).toBe('rejected');
  });

  it('reads everything anew when nothing could be planned', () => {
    const state = told(event('unreadable', alex, undefined, { error }), retry([]));

    expect(state).toMatchObject({ status: 'opened', unreadable: [] });
  });
});
