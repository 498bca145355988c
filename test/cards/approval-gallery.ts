import { approvalCard } from '#cards/approval-card.ts';
import { changesCard } from '#cards/changes-card.ts';
import * as end from './ended-fixtures.ts';
import * as at from './fixtures.ts';
import type { Rename, Rows } from './gallery.ts';

/** The card an approver gets, and the list of all changes, in every state. */
export function approvalRows(rename: Rename): Rows {
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
  const askedAgain = at.withStep(asked, 'mailbox', (step) => ({
    ...step,
    rejected: { by: at.megan, at: at.openedAt, reason: 'She is only on leave.' },
  }));
  const changed = { status: 'expired' as const };
  return [
    ['approval', () => approvalCard(rename(asked), 'mailbox')],
    ['approval, many changes', () => approvalCard(rename(asked), 'azure-access')],
    [
      'approval by a second operator',
      () => approvalCard(rename(at.withApproval(asked, 'final-cleanup', because)), 'final-cleanup'),
    ],
    ['approval asked again after a no', () => approvalCard(rename(askedAgain), 'mailbox')],
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
    ['all changes of the plan', () => changesCard(rename(at.choosing()), undefined, 0)],
    ['all changes of the plan, further page', () => changesCard(rename(end.huge(200)), undefined, 3)],
    ['all changes, beyond the end', () => changesCard(rename(end.huge(200, asked)), 'group-memberships', 99)],
    ['approval, 200 groups', () => approvalCard(rename(end.huge(200, asked)), 'group-memberships')],
  ];
}
