import { z } from 'zod';
import type { Context } from '../action.ts';

/** `12.4 GB (13,314,398,618 bytes)`: the rounded part is for people, the bytes count. */
const size = z
  .string()
  .regex(/\([\d,.\s']+ bytes\)/, 'not a size')
  .transform((text) => Number(/\((.+) bytes\)/.exec(text)?.[1]?.replaceAll(/\D/g, '')));

const statistics = z.object({ TotalItemSize: size });

/** Bytes in the leaver's mailbox; 0 when it was never used, for which Exchange has no statistics. */
export async function mailboxSize({ leaver, systems }: Context): Promise<number> {
  const rows = await systems.exchange.read(
    'Get-MailboxStatistics',
    { Identity: leaver.id },
    statistics,
    leaver.upn,
  );
  return rows[0]?.TotalItemSize ?? 0;
}
