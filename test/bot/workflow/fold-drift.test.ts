import { describe, expect, it } from 'vitest';
import { event } from '#bot/workflow/case/event.ts';
import { plannedChange, plannedStep, told } from '#test/set-up/told-case.ts';
import { alex, isaiah } from '#test/storage/sealed.ts';
import { ask, say, intent, outcome, swept, stepOf, changesOf, after, working } from './told-steps.ts';

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

  it('remembers who said no to it before: nobody else is asked behind their back', () => {
    const state = told(...working, ask(), say('rejected'), ask(), say('approved'), drifted);

    expect(stepOf(state).rejected).toMatchObject({
      by: stepOf(told(...working, ask(), say('rejected'))).rejected!.by,
    });
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
