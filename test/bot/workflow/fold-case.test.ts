import { describe, expect, it } from 'vitest';
import type { CaseState } from '#bot/workflow/case/case-state.ts';
import { event } from '#bot/workflow/case/event.ts';
import type { PlannedStep } from '#bot/workflow/case/events.ts';
import { fold } from '#bot/workflow/case/fold.ts';
import type { Draft } from '#storage/entry.ts';
import {
  entriesOf,
  leaver,
  minute,
  opened,
  plannedChange,
  plannedStep,
  told,
} from '#test/set-up/told-case.ts';
import { alex, isaiah } from '#test/storage/sealed.ts';

const mailbox = plannedStep('mailbox', plannedChange('mail'), plannedChange('rules'));
const licences = plannedStep('licences', plannedChange('E5'));
const planned = (...steps: PlannedStep[]) => event('planned', alex, { revision: 1, steps });
const chosen = (...off: string[]) =>
  event('chosen', isaiah, { choices: { mailbox: 'convert', successor: null }, off });
const error = { system: 'entra', operation: 'GET /users', code: 'http-503', message: 'later' };
const swept = event('swept', alex, { remaining: [], unreadable: [] }, { result: 'failed' });
const working = [chosen(), planned(mailbox, licences)];
const statuses = ({ steps }: CaseState) => steps.map(({ step, approval }) => `${step} ${approval.status}`);

describe('a case, as its log tells it,', () => {
  it('begins with who asked for whom, and with nothing settled', () => {
    const [first] = entriesOf(opened);

    expect(told()).toEqual({
      caseId: 'OFF-TOLD1',
      head: { seq: 1, hash: first?.hash },
      status: 'opened',
      openedAt: minute(0),
      leaver,
      operator: alex,
      dryRun: false,
      choices: { mailbox: 'both', successor: null },
      off: new Set(),
      frozen: false,
      planDue: true,
      revision: 0,
      steps: [],
      epoch: 0,
      unreadable: [],
      lastAt: minute(0),
    });
  });

  it('is none without entries', () => {
    expect(fold([])).toBeNull();
  });

  it('goes on from where it was read to', () => {
    const entries = entriesOf(opened, ...working);

    expect(fold(entries.slice(2), fold(entries.slice(0, 2)))).toEqual(fold(entries));
    expect(fold(entries)).toMatchObject({ head: { seq: 3, hash: entries[2]?.hash }, lastAt: minute(2) });
  });

  it('is refused when it does not begin at its beginning', () => {
    expect(() => fold(entriesOf(chosen()))).toThrow('OFF-TOLD1#000001: a case begins with "opened"');
  });

  it('is refused when a newer version wrote what this one does not understand', () => {
    expect(() => told({ ...opened, phase: 'teleported' })).toThrow(
      'OFF-TOLD1#000002: phase "teleported" is unknown to this version',
    );
  });

  it('is refused, by the place and in words, when an entry lacks what its kind must carry', () => {
    expect(() => told({ ...chosen(), data: { off: 7 } })).toThrow(
      'OFF-TOLD1#000002: what it carries is not that of "chosen"',
    );
    expect(() => fold(entriesOf({ ...opened, data: undefined }))).toThrow(
      'OFF-TOLD1#000001: what it carries is not that of "opened"',
    );
  });

  it('names every system that could not be read, until a plan can be made', () => {
    const unreadable = (more = {}) => event('unreadable', alex, undefined, more);
    const state = told(unreadable({ error }), unreadable(), unreadable({ error }));

    expect(state).toMatchObject({ status: 'unreadable', unreadable: [error, error] });
    expect(told(unreadable({ error }), planned(mailbox)).unreadable).toEqual([]);
  });

  it('lies before the operator once it is planned', () => {
    expect(told(planned(mailbox))).toMatchObject({ status: 'choosing', planDue: false, revision: 1 });
  });

  it('is planned once more when the operator has chosen, and then for good', () => {
    const after = told(planned(mailbox), chosen('mailbox', 'test.licences'));

    expect(after).toMatchObject({
      status: 'opened',
      frozen: true,
      planDue: true,
      chosenBy: isaiah,
      operator: alex,
      choices: { mailbox: 'convert' },
      off: new Set(['mailbox', 'test.licences']),
    });
    expect(told(...working)).toMatchObject({ status: 'working', planDue: false });
  });

  it('shows as left out what the operator switched off, and asks for the rest', () => {
    expect(statuses(told(chosen('mailbox'), planned(mailbox, licences)))).toEqual([
      'mailbox off',
      'licences none',
    ]);
  });

  it('shows each change as waiting, with the reason why there is no way back', () => {
    const skipped = [{ kind: 'skipped', key: 'x', what: 'Keep x', why: 'It is needed' }] as const;
    const [action] = mailbox.actions;
    const final = { ...action!, irreversible: 'Mail is gone', skipped: [...skipped] };

    expect(told(planned({ ...mailbox, actions: [final] })).steps).toEqual([
      {
        step: 'mailbox',
        hash: 'hash of mailbox',
        approval: { status: 'none' },
        actions: [
          {
            action: 'test.mailbox',
            title: 'mailbox',
            system: 'entra',
            irreversible: 'Mail is gone',
            skipped,
            changes: ['mail', 'rules'].map((key) => ({
              ref: `test.mailbox/${key}`,
              change: plannedChange(key),
              status: 'waiting',
              attempts: 0,
            })),
          },
        ],
      },
    ]);
    expect(told(planned(mailbox)).steps[0]?.actions[0]).not.toHaveProperty('irreversible');
  });

  it('keeps the name of the archive', () => {
    const archive = { document: 'archive', hash: 'abc' };

    expect(told(event('archived', alex, archive)).archive).toEqual(archive);
  });

  it('is not moved by what was refused or delivered', () => {
    const before = told(...working);
    const quiet = [
      event('refused', isaiah, { act: 'cancel', code: 'no-role' }),
      event('delivered', alex, { person: isaiah.id }, { step: 'mailbox' }),
    ];

    const { head: _head, lastAt: _at, ...after } = told(...working, ...quiet);
    expect(before).toMatchObject(after);
  });

  it('needs attention after a sweep that found something open, and none after one that did not', () => {
    const clean = event('swept', alex, { remaining: [], unreadable: [] }, { result: 'verified' });

    expect(told(...working, swept)).toMatchObject({ status: 'attention', sweep: swept.data });
    expect(told(...working, clean)).toMatchObject({ status: 'working', sweep: clean.data });
  });

  it('has ended, how and when', () => {
    expect(told(...working, event('closed', alex, { outcome: 'complete' }))).toMatchObject({
      status: 'closed',
      outcome: 'complete',
      closedAt: minute(3),
    });
  });
});

describe('who works on a case', () => {
  const until = minute(9);
  const taken = (epoch: number) => event('taken', alex, { epoch, until });

  it('is known with the time it is theirs', () => {
    expect(told(taken(1))).toMatchObject({
      epoch: 1,
      hold: { instance: 'bot-1', epoch: 1, since: minute(1), until },
    });
  });

  it('is nobody once they let it go, and the next gets a new epoch', () => {
    const state = told(taken(1), event('released', alex, { epoch: 1 }));

    expect(state).not.toHaveProperty('hold');
    expect(state.epoch).toBe(1);
  });

  it('is still the next, when somebody before lets it go late', () => {
    expect(told(taken(1), taken(2), event('released', alex, { epoch: 1 })).hold?.epoch).toBe(2);
  });

  it('lets go of nothing that nobody holds', () => {
    expect(told(event('released', alex, { epoch: 1 })).hold).toBeUndefined();
  });
});

describe('what holds a case up', () => {
  const heldUp = event('held-up', alex, { tries: 2, until: minute(9) }, { error });
  const after = (...drafts: Draft[]) => told(...working, heldUp, ...drafts).heldUp;

  it('is said with its error, and when it is tried again', () => {
    expect(after()).toEqual({ tries: 2, until: minute(9), error });
    expect(told(event('held-up', alex, { tries: 1, until: minute(9) })).heldUp).toEqual({
      tries: 1,
      until: minute(9),
    });
  });

  it.each([
    event('held-up', alex, { tries: 2, until: minute(9) }, { error }),
    event('taken', alex, { epoch: 1, until: minute(9) }),
    event('released', alex, { epoch: 1 }),
    event('delivered', alex, { person: 'x' }),
    event('undelivered', alex, { person: 'x' }),
    event('approved', alex, { hash: 'x' }),
    event('rejected', alex, { hash: 'x' }),
    event('refused', alex, { act: 'cancel', code: 'no-role' }),
    // Whether it is over is known only when the system has been asked.
    event('retried', alex, { refs: [], steps: [] }),
  ])('stays through $phase', (draft) => {
    expect(after(draft)).toMatchObject({ tries: 2 });
  });

  it.each([
    event('intent', alex, { direction: 'apply', attempt: 1, what: 'x' }),
    event('expired', alex, { hash: 'x' }),
    swept,
  ])('is over with $phase: the case goes on', (draft) => {
    expect(after(draft)).toBeUndefined();
  });
});
