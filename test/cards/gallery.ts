import { personOf } from '#providers/sandbox/people.ts';
import type { Card } from '#cards/card.ts';
import { choosePersonCard } from '#cards/choose-person-card.ts';
import { erasureCard } from '#cards/erasure-card.ts';
import { helpCard } from '#cards/help-card.ts';
import { historyCard } from '#cards/history-card.ts';
import { noticeCard } from '#cards/notice-card.ts';
import { planCard } from '#cards/plan-card.ts';
import { progressCard } from '#cards/progress-card.ts';
import { readingCard } from '#cards/reading-card.ts';
import { refusalCard, unknownTextCard } from '#cards/refusal-card.ts';
import { resultCard } from '#cards/result-card.ts';
import { statusCard } from '#cards/status-card.ts';
import { unreadableCard } from '#cards/unreadable-card.ts';
import type { CaseState } from '#bot/workflow/case/case-state.ts';
import { refusalCodes } from '#bot/policy/refusal.ts';
import { approvalRows } from './approval-gallery.ts';
import { historyOf } from './history-fixture.ts';
import * as end from './ended-fixtures.ts';
import * as at from './fixtures.ts';
import { undoRows } from './undo-gallery.ts';
import { changeOf } from './plan-fixture.ts';

/** Every card in every state it can be in; `rename` changes all that a directory or a person wrote. */
export function gallery(rename: (state: CaseState) => CaseState = (state) => state): Map<string, Card> {
  const draw: readonly (readonly [string, () => Card])[] = [
    ...planCards(rename),
    ...approvalRows(rename),
    ...progressCards(rename),
    ...resultCards(rename),
    ...undoRows(rename),
  ];
  return new Map(draw.map(([name, card]) => [name, card()]));
}

export type Rename = (state: CaseState) => CaseState;
export type Rows = readonly (readonly [string, () => Card])[];

function planCards(rename: Rename): Rows {
  const partOff = { ...at.choosing(), off: new Set(['data-transfer', 'exchange.forward-mail']) };
  const destroying = at.withStep(at.choosing(), 'final-cleanup', (step) => ({
    ...step,
    actions: step.actions.map((action) => ({
      ...action,
      changes: [
        changeOf(
          action.action,
          'm',
          'Delete the authenticator of John Doe',
          'The second factor has to be set up anew.',
        ),
      ],
    })),
  }));
  return [
    ['plan', () => planCard(rename(at.choosing()))],
    ['plan for who only reads', () => planCard(rename(at.choosing()), 'reading')],
    ['plan with parts switched off', () => planCard(rename(partOff))],
    ['plan that destroys data', () => planCard(rename(destroying))],
    ['plan frozen', () => planCard(rename({ ...at.asked(), off: partOff.off }))],
    ['plan of a dry run', () => planCard(rename(end.dryRun()))],
    ['plan with nothing to do', () => planCard(rename(end.empty()))],
    ['plan without mailbox, manager and AD', () => planCard(rename(end.cloudOnly()))],
    ['plan, 200 groups three times', () => planCard(rename(end.huge(200)))],
    ['unreadable', () => unreadableCard(rename(end.unreadable()))],
  ];
}

function progressCards(rename: Rename): Rows {
  const unreached = (['mailbox', 'data-transfer'] as const).reduce(
    (state, step) =>
      at.withApproval(state, step, {
        ...at.askedApproval(step),
        undelivered: 'the app is blocked for this person',
      }),
    at.working(),
  );
  const failed = at.withChanges(at.working(), 'licences', (change) => ({
    ...change,
    status: 'failed',
    error: at.denied,
  }));
  return [
    ['progress', () => progressCard(rename(at.working()), at.now)],
    ['progress with a failure', () => progressCard(rename(failed), at.now)],
    ['progress, approver not reached', () => progressCard(rename(unreached), at.now)],
    ['progress, held up by a system', () => progressCard(rename(at.heldUp()), at.now)],
    ['progress, all asked', () => progressCard(rename(at.asked()), at.now)],
    [
      'progress, a step rejected',
      () =>
        progressCard(
          rename(
            at.withApproval(at.working(), 'data-transfer', {
              ...at.approvedApproval('data-transfer'),
              status: 'rejected',
              reason: 'Adele Vance takes over, not I.',
            }),
          ),
          at.now,
        ),
    ],
    ['reading', () => readingCard(rename(at.working()), at.now)],
    ['reading, a system does not answer', () => readingCard(rename(at.heldUp()), at.now)],
    ['progress, tried again', () => progressCard(rename(at.heldUp()), new Date('2026-11-24T14:10:31.000Z'))],
    ['progress, canceled half way', () => progressCard(rename(end.canceledHalf()), at.now)],
    [
      'status of several cases',
      () =>
        statusCard(
          [
            rename(at.working()),
            rename(at.heldUp()),
            rename(end.attention()),
            rename(end.complete()),
            rename(end.unreadable()),
          ],
          at.now,
        ),
    ],
    [
      'status of many cases',
      () =>
        statusCard(
          Array.from({ length: 14 }, () => rename(at.working())),
          at.now,
        ),
    ],
    ['status without cases', () => statusCard([], at.now)],
  ];
}

function resultCards(rename: Rename): Rows {
  const entries = historyOf(rename(end.complete()));
  const chris = ['chris.green', 'chris.green2'].map((key) => {
    const { name, upn, id } = rename({
      ...at.choosing(),
      leaver: { ...at.johnDoe(), ...at.personRow(key) },
    }).leaver;
    return {
      id: id || personOf(key).id,
      name,
      upn,
      department: 'Sales',
      accountName: 'cgreen',
      manager: 'Megan Bowen',
    };
  });
  const words = rename(at.choosing()).leaver.name;
  return [
    ['result complete', () => resultCard(rename(end.complete()))],
    ['result with open points', () => resultCard(rename(end.attention()))],
    ['result canceled', () => resultCard(rename({ ...at.asked(), status: 'closed', outcome: 'canceled' }))],
    ['result canceled half way', () => resultCard(rename(end.canceledHalf()))],
    ['result of a dry run', () => resultCard(rename(end.dryRun()))],
    ['result, everything failed', () => resultCard(rename(end.allFailed(end.huge(200))))],
    ['erasure asked', () => erasureCard(rename(end.erasureAsked()))],
    ['erasure confirmed', () => erasureCard(rename(end.erasing('confirmed')))],
    ['erased', () => erasureCard(rename(end.erasing('verified')))],
    ['erasure declined', () => erasureCard(rename(end.complete()))],
    ['key lost', () => erasureCard(rename(end.lost()))],
    ['status of an erased case', () => statusCard([rename(end.erasing('verified'))], at.now)],
    [
      'history',
      () => historyCard({ title: words, entries, next: 'k1', query: { leaverId: at.johnDoe().id } }),
    ],
    [
      'history, last page',
      () =>
        historyCard({
          title: 'OFF-7K3QX',
          entries: entries.slice(0, 4),
          next: null,
          query: { caseId: 'OFF-7K3QX' },
        }),
    ],
    ['history without entries', () => historyCard({ title: words, entries: [], next: null, query: {} })],
    ['choose a person', () => choosePersonCard({ query: words, candidates: chris, dryRun: false })],
    [
      'choose among many',
      () =>
        choosePersonCard({
          query: words,
          candidates: [...chris, ...chris, ...chris, ...chris],
          dryRun: true,
        }),
    ],
    ['help for an operator', () => helpCard({ roles: new Set(['operator']) })],
    ['help for an auditor', () => helpCard({ roles: new Set(['auditor']) })],
    ['welcome', () => helpCard({ roles: new Set(), welcome: true })],
    ['unknown text', () => unknownTextCard()],
    [
      'notice',
      () =>
        noticeCard({
          title: 'Could not reach Megan Bowen',
          text: `${words}\n${words}`,
          next: words,
          tone: 'bad',
        }),
    ],
    ...refusalCodes.map(
      (code) =>
        [
          `refusal ${code}`,
          () =>
            refusalCard({
              code,
              facts: {
                who: words,
                case: 'OFF-7K3QX',
                query: words,
                why: words,
                step: 'mailbox',
                approver: words,
                until: '2026-11-25T14:06:00.000Z',
              },
            }),
        ] as const,
    ),
  ];
}
