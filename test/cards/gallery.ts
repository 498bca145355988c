import { personOf } from '#providers/sandbox/people.ts';
import { approvalCard } from '#cards/approval-card.ts';
import { changesCard } from '#cards/changes-card.ts';
import type { Card } from '#cards/card.ts';
import { choosePersonCard } from '#cards/choose-person-card.ts';
import { erasureCard } from '#cards/erasure-card.ts';
import { helpCard } from '#cards/help-card.ts';
import { historyCard } from '#cards/history-card.ts';
import { noticeCard } from '#cards/notice-card.ts';
import { planCard } from '#cards/plan-card.ts';
import { progressCard } from '#cards/progress-card.ts';
import { refusalCard, unknownTextCard } from '#cards/refusal-card.ts';
import { resultCard } from '#cards/result-card.ts';
import { statusCard } from '#cards/status-card.ts';
import { undoCard } from '#cards/undo-card.ts';
import { unreadableCard } from '#cards/unreadable-card.ts';
import type { CaseState } from '#bot/workflow/case/case-state.ts';
import { refusalCodes } from '#bot/policy/refusal.ts';
import { historyOf } from './history-fixture.ts';
import * as end from './ended-fixtures.ts';
import * as at from './fixtures.ts';
import { changeOf } from './plan-fixture.ts';

/** Every card in every state it can be in; `rename` changes all that a directory or a person wrote. */
export function gallery(rename: (state: CaseState) => CaseState = (state) => state): Map<string, Card> {
  const draw: readonly (readonly [string, () => Card])[] = [
    ...planCards(rename),
    ...approvalCards(rename),
    ...progressCards(rename),
    ...resultCards(rename),
  ];
  return new Map(draw.map(([name, card]) => [name, card()]));
}

type Rename = (state: CaseState) => CaseState;
type Rows = readonly (readonly [string, () => Card])[];

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

function approvalCards(rename: Rename): Rows {
  const asked = at.asked();
  const rejected = {
    ...at.approvedApproval('mailbox'),
    status: 'rejected' as const,
    reason: 'She is only on leave.',
  };
  const because = {
    ...at.askedApproval('final-cleanup'),
    because: 'John Doe has no manager in the directory.',
  };
  const drifted = at.withStep(asked, 'mailbox', (step) => ({
    ...step,
    drift: {
      added: ['Forward new mail to Megan Bowen'],
      gone: ['Convert jdoe@contoso.com to a shared mailbox'],
    },
  }));
  const changed = { status: 'expired' as const };
  return [
    ['approval', () => approvalCard(rename(asked), 'mailbox')],
    ['approval, many changes', () => approvalCard(rename(asked), 'azure-access')],
    [
      'approval by a second operator',
      () => approvalCard(rename(at.withApproval(asked, 'final-cleanup', because)), 'final-cleanup'),
    ],
    ['approval after drift', () => approvalCard(rename(drifted), 'mailbox')],
    ['approval made void by drift', () => approvalCard(rename(drifted), 'mailbox', '0'.repeat(64))],
    ['approval approved', () => approvalCard(rename(at.working()), 'group-memberships')],
    ['approval rejected', () => approvalCard(rename(at.withApproval(asked, 'mailbox', rejected)), 'mailbox')],
    [
      'approval expired',
      () =>
        approvalCard(
          rename(at.withApproval(asked, 'mailbox', { ...at.askedApproval('mailbox'), ...changed })),
          'mailbox',
        ),
    ],
    [
      'approval of a canceled case',
      () => approvalCard(rename({ ...asked, status: 'closed', outcome: 'canceled' }), 'mailbox'),
    ],
    ['all changes, first page', () => changesCard(rename(end.huge(200, asked)), 'group-memberships', 0)],
    ['all changes, beyond the end', () => changesCard(rename(end.huge(200, asked)), 'group-memberships', 99)],
    ['approval, 200 groups', () => approvalCard(rename(end.huge(200, asked)), 'group-memberships')],
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
    ['progress of an undo', () => progressCard(rename(end.undoing()), at.now)],
    [
      'status of several cases',
      () =>
        statusCard([
          rename(at.working()),
          rename(at.heldUp()),
          rename(end.attention()),
          rename(end.complete()),
          rename(end.unreadable()),
        ]),
    ],
    ['status of many cases', () => statusCard(Array.from({ length: 14 }, () => rename(at.working())))],
    ['status without cases', () => statusCard([])],
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
    ['result of a dry run', () => resultCard(rename(end.dryRun()))],
    ['result undone', () => resultCard(rename(end.undone()))],
    ['result, everything failed', () => resultCard(rename(end.allFailed(end.huge(200))))],
    ['erasure asked', () => erasureCard(rename(end.erasureAsked()))],
    ['erasure confirmed', () => erasureCard(rename(end.erasing('confirmed')))],
    ['erased', () => erasureCard(rename(end.erasing('verified')))],
    ['erasure declined', () => erasureCard(rename(end.complete()))],
    ['key lost', () => erasureCard(rename(end.lost()))],
    ['status of an erased case', () => statusCard([rename(end.erasing('verified'))])],
    ['undo', () => undoCard(rename(end.undoAsked()))],
    ['undo confirmed', () => undoCard(rename(end.undoing()))],
    ['undo, 200 groups', () => undoCard(rename(end.huge(200, end.undoAsked())))],
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
