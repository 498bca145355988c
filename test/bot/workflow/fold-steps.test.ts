import { describe, expect, it } from 'vitest';
import type { CaseState, StepState } from '#bot/workflow/case/case-state.ts';
import { event } from '#bot/workflow/case/event.ts';
import type { EventData } from '#bot/workflow/case/events.ts';
import type { Draft } from '#storage/entry.ts';
import { minute, plannedChange, plannedStep, told } from '#test/set-up/told-case.ts';
import { alex, isaiah } from '#test/storage/sealed.ts';

const mailbox = plannedStep('mailbox', plannedChange('mail'), plannedChange('rules'));
const licences = plannedStep('licences', plannedChange('mail'));
const plan = event('planned', alex, { revision: 1, steps: [mailbox, licences] });
const choice = event('chosen', alex, { choices: { mailbox: 'both', successor: null }, off: [] });
const working = [choice, plan];
const error = { system: 'entra', operation: 'PATCH /users', code: 'http-503', message: 'later' };

const ask = (more: Partial<EventData<'asked'>> = {}) =>
  event(
    'asked',
    alex,
    { hash: mailbox.hash, policy: 'operator', approver: alex, deadline: minute(59), ...more },
    { step: 'mailbox' },
  );
const say = (phase: 'approved' | 'rejected', hash = mailbox.hash, reason?: string) =>
  event(phase, isaiah, { hash }, { step: 'mailbox', ...(reason ? { reason } : {}) });
const about = (key: string) => ({ step: 'mailbox', action: 'test.mailbox', change: key });
const intent = (key: string, direction: 'apply' | 'undo' = 'apply') =>
  event('intent', alex, { direction, attempt: 1, what: 'x' }, about(key));
const outcome = (
  key: string,
  result: NonNullable<Draft['result']>,
  more: Partial<Draft> = {},
  direction: 'apply' | 'undo' = 'apply',
) => event('outcome', alex, { direction, what: 'x' }, { ...about(key), result, ...more });
const swept = event('swept', alex, { remaining: [], unreadable: [] }, { result: 'failed' });

const stepOf = (state: CaseState, id = 'mailbox'): StepState => state.steps.find(({ step }) => step === id)!;
const approvalAfter = (...drafts: Draft[]) => stepOf(told(...working, ...drafts)).approval;
const changesOf = (state: CaseState, id = 'mailbox') => stepOf(state, id).actions[0]!.changes;
const after = (...drafts: Draft[]) => changesOf(told(...working, ...drafts))[0]!;

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
    expect(stepOf(told(...working, ask(), say('rejected'), ask())).rejectedBy).toEqual(isaiah);
    expect(stepOf(told(...working, ask(), say('approved')))).not.toHaveProperty('rejectedBy');
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

describe('a step that is no longer as approved', () => {
  const now = plannedStep('mailbox', plannedChange('mail'), plannedChange('archive'));
  const drifted = event('drifted', alex, {
    step: { ...now, hash: 'hash of now' },
    added: ['Remove archive'],
    gone: ['Remove rules'],
  });

  it('is asked anew with what is there now, and says what differs', () => {
    const state = told(...working, ask(), say('approved'), drifted);

    expect(stepOf(state)).toMatchObject({
      hash: 'hash of now',
      approval: { status: 'none' },
      drift: { added: ['Remove archive'], gone: ['Remove rules'] },
    });
    expect(changesOf(state).map(({ ref }) => ref)).toEqual(['test.mailbox/mail', 'test.mailbox/archive']);
    expect(stepOf(state, 'licences')).toEqual(stepOf(told(...working), 'licences'));
  });

  it('keeps the story of what was sent already, also of what is gone', () => {
    const state = told(...working, intent('rules'), outcome('rules', 'verified'), drifted);

    expect(changesOf(state).map(({ ref, status }) => `${ref} ${status}`)).toEqual([
      'test.mailbox/rules verified',
      'test.mailbox/mail waiting',
      'test.mailbox/archive waiting',
    ]);
  });

  it('does not send twice what was sent and is still planned', () => {
    const state = told(...working, intent('mail'), drifted);

    expect(changesOf(state).map(({ ref, status }) => `${ref} ${status}`)).toEqual([
      'test.mailbox/mail intended',
      'test.mailbox/archive waiting',
    ]);
  });

  it('shows an action that was not there before', () => {
    const other = { ...now.actions[0]!, action: 'test.other' };
    const more = { ...now, actions: [...now.actions, other] };
    const state = told(...working, event('drifted', alex, { step: more, added: [], gone: [] }));

    expect(stepOf(state).actions.map(({ action }) => action)).toEqual(['test.mailbox', 'test.other']);
  });
});

describe('an undo', () => {
  const refs = ['test.mailbox/mail'];
  const asked = (step?: string) =>
    event('undo-asked', isaiah, { refs, hash: 'abc' }, step === undefined ? {} : { step });
  const confirmed = event('undo-confirmed', alex, { refs, hash: 'abc' });
  const closed = event('closed', alex, { outcome: 'complete' });

  it('waits for a yes to exactly what was asked back', () => {
    expect(told(...working, asked())).toMatchObject({
      status: 'undo-asked',
      before: 'working',
      undo: { refs, hash: 'abc', whole: true, askedBy: isaiah, confirmed: false },
    });
    expect(told(...working, asked('mailbox')).undo?.whole).toBe(false);
  });

  it('asked for twice remembers where the case stood before the first', () => {
    expect(told(...working, closed, asked(), asked()).before).toBe('closed');
    expect(told(...working, swept, asked()).before).toBe('attention');
  });

  it('that was declined leaves the case where it was', () => {
    const state = told(...working, swept, asked(), event('undo-declined', alex, undefined));

    expect(state.status).toBe('attention');
    expect(state).not.toHaveProperty('undo');
  });

  it('that was confirmed opens a case that had ended', () => {
    const state = told(...working, closed, asked('mailbox'), confirmed);

    expect(state).toMatchObject({
      status: 'undoing',
      undo: { refs, hash: 'abc', whole: false, askedBy: alex, confirmed: true },
    });
    expect(state).not.toHaveProperty('outcome');
    expect(state).not.toHaveProperty('closedAt');
  });

  it('that is over leaves work that is open', () => {
    expect(told(...working, asked(), confirmed, event('undo-ended', alex, undefined)).status).toBe(
      'attention',
    );
  });

  it.each([
    ['skipped', 'verified'],
    ['failed', 'unknown'],
    ['applied', 'unknown'],
  ] as const)('that ended %s before is begun anew from %s', (result, status) => {
    const before = [intent('mail', 'undo'), outcome('mail', result, {}, 'undo')];

    expect(after(outcome('mail', 'verified'), ...before, asked(), confirmed).status).toBe(status);
  });

  it('leaves everything alone that it does not name, and what it has not touched yet', () => {
    const both = [outcome('mail', 'verified'), outcome('rules', 'skipped', {}, 'undo')];
    const state = told(...working, ...both, asked(), confirmed);

    expect(changesOf(state).map(({ status }) => status)).toEqual(['verified', 'undo-skipped']);
  });
});
