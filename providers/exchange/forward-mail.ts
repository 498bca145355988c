import { z } from 'zod';
import type { Action, Context, PlanContext, Planned } from '../action.ts';
import { unreadable } from '../fit-answer.ts';
import { readMailbox } from './mailbox.ts';

const item = z.object({
  /** Object id of a recipient inside the company, and its name; it wins over the SMTP address. */
  to: z.object({ id: z.string(), name: z.string() }).nullable(),
  /** An address anywhere, as Exchange keeps it: `smtp:someone@example.com`. */
  smtp: z.string().nullable(),
  /** False = nothing stays in the mailbox. */
  keepsCopy: z.boolean(),
});
type Item = z.infer<typeof item>;

/** New mail reaches the successor and stays in the mailbox. */
export const forwardMail: Action<Item> = {
  id: 'exchange.forward-mail',
  title: 'Forward mail to the successor',
  step: 'mailbox',
  system: 'exchange',
  permissions: ['exchange/Exchange.ManageAsApp', 'exchange/Mail Recipients'],
  item,
  keyOf: () => 'forwarding',

  async inspect(context) {
    const mailbox = await readMailbox(context);
    if (!mailbox) return [];
    return [
      {
        to: mailbox.ForwardingAddress ? await recipient(mailbox.ForwardingAddress, context) : null,
        smtp: mailbox.ForwardingSmtpAddress || null,
        keepsCopy: mailbox.DeliverToMailboxAndForward,
      },
    ];
  },

  plan([found], context): readonly Planned<Item>[] {
    if (!found || context.choices.mailbox === 'convert') return [];
    return planOne(found, context);
  },

  async apply({ to }, context) {
    if (to) await set(to, context);
  },

  async verify({ to }, context) {
    const [now] = await forwardMail.inspect(context);
    return now !== undefined && to !== null && isSame(now, to);
  },

  same: isSame,

  async rollback({ from }, context) {
    await set(from, context);
  },
};

function planOne(found: Item, { choices: { successor }, leaver }: PlanContext): readonly Planned<Item>[] {
  const key = 'forwarding';
  if (!successor || successor.id === leaver.id) {
    const why = 'Nobody is named to receive the mail.';
    return [{ kind: 'skipped', key, what: 'Forward new mail', why }];
  }
  const to: Item = { to: { id: successor.id, name: successor.name }, smtp: null, keepsCopy: true };
  if (isSame(found, to)) return [];
  const what = `Forward new mail to ${successor.name} and keep a copy${instead(found)}`;
  return [{ kind: 'change', key, what, from: found, to }];
}

function instead({ to, smtp }: Item): string {
  const before = to?.name ?? smtp?.replace(/^smtp:/i, '');
  return before === undefined ? '' : `, instead of to ${before}`;
}

/** The three settings together: leaving an old one would send mail astray. */
async function set({ to, smtp, keepsCopy }: Item, { leaver, systems }: Context): Promise<void> {
  const parameters = {
    Identity: leaver.id,
    ForwardingAddress: to?.id ?? null,
    ForwardingSmtpAddress: smtp,
    DeliverToMailboxAndForward: keepsCopy,
  };
  await systems.exchange.run('Set-Mailbox', parameters, leaver.upn);
}

const recipientRow = z.object({
  ExternalDirectoryObjectId: z.string().nullish(),
  Guid: z.string(),
  DisplayName: z.string(),
});

/** A mailbox shows only the name of whom it forwards to; two of one name make Exchange refuse, not guess. */
async function recipient(name: string, { systems }: Context): Promise<NonNullable<Item['to']>> {
  const rows = await systems.exchange.read('Get-Recipient', { Identity: name }, recipientRow, null);
  const [row, ...others] = rows;
  if (!row || others.length > 0) {
    throw unreadable({ system: 'exchange', operation: 'Get-Recipient' }, 'the forwarding address is nobody');
  }
  return { id: row.ExternalDirectoryObjectId || row.Guid, name: row.DisplayName };
}

function isSame(a: Item, b: Item): boolean {
  const address = ({ smtp }: Item) => smtp?.replace(/^smtp:/i, '').toLowerCase() ?? null;
  return (
    (a.to?.id.toLowerCase() ?? null) === (b.to?.id.toLowerCase() ?? null) &&
    address(a) === address(b) &&
    a.keepsCopy === b.keepsCopy
  );
}
