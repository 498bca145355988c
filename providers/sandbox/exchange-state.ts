import { people, type ContosoPerson } from './people.ts';
import { hasMailbox, mailOf } from './things.ts';

export interface SandboxMailbox {
  /** Object id in Entra; who is a mailbox's owner never changes. */
  readonly id: string;
  readonly guid: string;
  readonly name: string;
  readonly displayName: string;
  readonly upn: string;
  readonly mail: string;
  type: 'UserMailbox' | 'SharedMailbox';
  sizeBytes: number;
  litigationHold: boolean;
  archive: boolean;
  readonly synced: boolean;
  /** Object id of the recipient. */
  forwardingAddress: string | null;
  /** With its prefix, as Exchange shows it: `smtp:someone@example.com`. */
  forwardingSmtpAddress: string | null;
  deliverToMailboxAndForward: boolean;
}

/**
 * State of the sandbox's Exchange: mailboxes only. Distribution lists and their members are one with Graph's
 * (`company.graph`), as they are one object in Entra and Exchange.
 */
export interface ExchangeState {
  mailboxes: SandboxMailbox[];
}

export const gigabyte = 1024 ** 3;

export function freshExchange(): ExchangeState {
  return { mailboxes: people.filter(hasMailbox).map(mailbox) };
}

function mailbox(person: ContosoPerson): SandboxMailbox {
  return {
    id: person.id,
    guid: `1${person.id.slice(1)}`,
    name: person.key,
    displayName: person.name,
    upn: person.upn,
    mail: mailOf(person) ?? '',
    type: 'UserMailbox',
    sizeBytes: (person.key === 'jdoe' ? 12 : 3) * gigabyte,
    litigationHold: false,
    archive: false,
    synced: person.directory !== undefined,
    forwardingAddress: null,
    forwardingSmtpAddress: null,
    deliverToMailboxAndForward: false,
  };
}

/** Where Exchange Online keeps every tenant's people. */
export function exchangeDn(name: string): string {
  return `CN=${name},OU=contoso.onmicrosoft.com,OU=Microsoft Exchange Hosted Organizations,DC=EURPR01A001,DC=PROD,DC=OUTLOOK,DC=COM`;
}
