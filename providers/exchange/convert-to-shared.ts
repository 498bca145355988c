import { z } from 'zod';
import type { Action, Context, Planned } from '../action.ts';
import { readMailbox, type Mailbox } from './mailbox.ts';
import { mailboxSize } from './mailbox-size.ts';

const item = z.object({
  /** `UserMailbox`, `SharedMailbox`, `RoomMailbox` …, as Exchange names it in RecipientTypeDetails. */
  type: z.string(),
  /** Why a shared mailbox of this kind still needs a licence; empty for an ordinary one. */
  licensedFor: z.array(z.enum(['it is on hold', 'it has an archive', 'it holds more than 50 GB'])),
});
type Item = z.infer<typeof item>;

/**
 * People keep reading the mailbox, without a licence where it is an ordinary one:
 * https://learn.microsoft.com/microsoft-365/admin/email/about-shared-mailboxes
 */
export const convertToShared: Action<Item> = {
  id: 'exchange.convert-to-shared',
  title: 'Convert the mailbox to a shared one',
  step: 'mailbox',
  system: 'exchange',
  permissions: ['exchange/Exchange.ManageAsApp', 'exchange/Mail Recipients'],
  item,
  keyOf: () => 'mailbox',

  async inspect(context) {
    const mailbox = await readMailbox(context);
    if (!mailbox) return [];
    return [{ type: mailbox.RecipientTypeDetails, licensedFor: await reasons(mailbox, context) }];
  },

  plan(found, { choices }): readonly Planned<Item>[] {
    if (choices.mailbox === 'forward') return [];
    return found.flatMap(planOne);
  },

  async apply(_change, { leaver, systems }) {
    await systems.exchange.run('Set-Mailbox', { Identity: leaver.id, Type: 'Shared' }, leaver.upn);
  },

  // Planning again would also be silent about a mailbox that is gone.
  async verify(_change, context) {
    return (await readMailbox(context))?.RecipientTypeDetails === 'SharedMailbox';
  },

  // How full it is and what holds it may change meanwhile; what we left is its type.
  same: (a, b) => a.type === b.type,

  async rollback(_change, { leaver, systems }) {
    await systems.exchange.run('Set-Mailbox', { Identity: leaver.id, Type: 'Regular' }, leaver.upn);
  },
  // A user mailbox without a licence is deleted after 30 days: what takes one away waits for this, and goes back first.
  undoAfterFollowers: true,
};

function planOne(mailbox: Item): readonly Planned<Item>[] {
  if (mailbox.type === 'SharedMailbox') return [];
  if (mailbox.type === 'UserMailbox') {
    const what = `Convert the mailbox to a shared mailbox${warning(mailbox)}`;
    return [
      { kind: 'change', key: 'mailbox', what, from: mailbox, to: { ...mailbox, type: 'SharedMailbox' } },
    ];
  }
  const why = `It is a ${mailbox.type}; only a user's mailbox is converted.`;
  return [{ kind: 'skipped', key: 'mailbox', what: 'Convert the mailbox to a shared mailbox', why }];
}

function warning({ licensedFor }: Item): string {
  return licensedFor.length === 0 ? '' : `, which keeps needing a licence: ${licensedFor.join(', ')}`;
}

const limitBytes = 50 * 1024 ** 3;
const noArchive = '00000000-0000-0000-0000-000000000000';

async function reasons(mailbox: Mailbox, context: Context): Promise<Item['licensedFor']> {
  const isHeld = mailbox.LitigationHoldEnabled || (mailbox.InPlaceHolds ?? []).length > 0;
  const hasArchive = (mailbox.ArchiveGuid ?? noArchive) !== noArchive;
  const isLarge = (await mailboxSize(context)) > limitBytes;
  return [
    ...(isHeld ? (['it is on hold'] as const) : []),
    ...(hasArchive ? (['it has an archive'] as const) : []),
    ...(isLarge ? (['it holds more than 50 GB'] as const) : []),
  ];
}
