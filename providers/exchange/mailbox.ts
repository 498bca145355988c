import { z } from 'zod';
import type { Context } from '../action.ts';
import { unreadable } from '../fit-answer.ts';
import { isAbsent } from '../provider-error.ts';

const mailboxRow = z.object({
  ExternalDirectoryObjectId: z.string(),
  RecipientTypeDetails: z.string(),
  ForwardingAddress: z.string().nullish(),
  ForwardingSmtpAddress: z.string().nullish(),
  DeliverToMailboxAndForward: z.boolean(),
  LitigationHoldEnabled: z.boolean(),
  InPlaceHolds: z.array(z.string()).nullish(),
  ArchiveGuid: z.string().nullish(),
});
export type Mailbox = z.infer<typeof mailboxRow>;

/** The leaver's mailbox in Exchange Online; `null` when Exchange says that there is none. */
export async function readMailbox({ leaver, systems }: Context): Promise<Mailbox | null> {
  try {
    const rows = await systems.exchange.read('Get-Mailbox', { Identity: leaver.id }, mailboxRow, leaver.upn);
    return theOne(rows, leaver.id, 'Get-Mailbox');
  } catch (error) {
    if (isAbsent(error)) return null;
    throw error;
  }
}

/** Exchange finds by many names; whatever came back must be whom we asked for. */
export function theOne<Row extends { readonly ExternalDirectoryObjectId: string }>(
  rows: readonly Row[],
  id: string,
  operation: string,
): Row {
  const [row, ...others] = rows;
  if (row && others.length === 0 && row.ExternalDirectoryObjectId.toLowerCase() === id.toLowerCase()) {
    return row;
  }
  throw unreadable({ system: 'exchange', operation }, 'another object came back than was asked for');
}
