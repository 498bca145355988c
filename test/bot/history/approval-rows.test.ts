import { describe, expect, it } from 'vitest';
import { goneApprovalRows } from '#bot/history/approval-rows.ts';
import type { Decision } from '#bot/report/decisions.ts';
import { alex, isaiah } from '#test/set-up/small-world.ts';

const word = '[erased]';
const bot = { id: 'bot', name: 'Offboarding bot' };

function told(kind: Decision['kind'], by: Decision['by'], at: string, step = 'mailbox'): Decision {
  return { step, kind, at, by, hash: word, asked: word, why: word, entry: at, secondPerson: null };
}

describe('the approvals of a case whose key is gone', () => {
  it('tell how each step was answered last, by whom, and who had said no before', () => {
    const rows = goneApprovalRows(
      [
        told('asked', bot, '1'),
        told('asked', bot, '2', 'licences'),
        told('rejected', isaiah, '3'),
        told('asked', bot, '4'),
        told('approved', alex, '5'),
        told('expired', bot, '6', 'licences'),
      ],
      word,
    );

    expect(rows).toMatchObject([
      {
        stepName: 'Mailbox',
        statusName: 'approved',
        approver: { name: alex.name },
        askedAt: '4',
        decidedAt: '5',
        reason: word,
        rejectedBefore: { by: { name: isaiah.name }, at: '3', reason: word },
      },
      { status: 'expired', approver: { name: word }, askedAt: '2', decidedAt: null, rejectedBefore: null },
    ]);
  });

  it('tell of a no as it stands, and of nobody where nobody could be reached', () => {
    const [row, ...more] = goneApprovalRows(
      [told('asked', bot, '1'), told('undelivered', bot, '2'), told('rejected', isaiah, '3')],
      word,
    );

    expect(more).toEqual([]);
    expect(row).toMatchObject({ status: 'rejected', approver: { name: isaiah.name }, rejectedBefore: null });
    expect(goneApprovalRows([], word)).toEqual([]);
  });
});
