import type { StepId } from '#providers/action.ts';
import type { ActionState, ChangeState } from '#bot/workflow/case/case-state.ts';

/** What John Doe holds, as changes of a plan. */

export function changeOf(action: string, key: string, what: string, destroys?: string): ChangeState {
  return {
    ref: `${action}/${key}`,
    change: { kind: 'change', key, what, from: { id: key }, to: null, ...(destroys ? { destroys } : {}) },
    status: 'waiting',
    attempts: 0,
  };
}

interface ActionRow {
  readonly id: string;
  readonly title: string;
  readonly system: string;
  readonly whats: readonly string[];
  readonly irreversible?: string;
  readonly after?: string[];
  readonly destroys?: string;
  readonly skipped?: readonly (readonly [what: string, why: string])[];
}

export function actionOf(row: ActionRow): ActionState {
  return {
    action: row.id,
    title: row.title,
    system: row.system,
    ...(row.irreversible ? { irreversible: row.irreversible } : {}),
    ...(row.after ? { after: row.after } : {}),
    changes: row.whats.map((what, index) => changeOf(row.id, `${row.id}-${index}`, what, row.destroys)),
    skipped: (row.skipped ?? []).map(([what, why], index) => ({
      kind: 'skipped',
      key: `s${index}`,
      what,
      why,
    })),
  };
}

const groups = [
  'Sales EMEA',
  'Sales Playbook editors',
  'VPN users',
  'Printers Building 5',
  'Intranet readers',
];
const lists = ['sales-emea@contoso.com', 'all-hands-berlin@contoso.com'];

export const planRows: Readonly<Record<StepId, readonly ActionRow[]>> = {
  'directory-account': [
    {
      id: 'ad.disable-account',
      title: 'Disable the account',
      system: 'active-directory',
      whats: ['Disable the AD account jdoe'],
    },
    {
      id: 'ad.move-to-disabled-ou',
      title: 'Move to the disabled users',
      system: 'active-directory',
      after: ['ad.disable-account', 'ad.remove-from-groups'],
      whats: ['Move from OU=Staff,DC=contoso,DC=com to OU=Disabled Users,DC=contoso,DC=com'],
    },
  ],
  'group-memberships': [
    {
      id: 'ad.remove-from-groups',
      title: 'Remove from Active Directory groups',
      system: 'active-directory',
      whats: groups.map((group) => `Remove from group ${group}`),
      skipped: [['Domain Users', 'primary group: every account needs one']],
    },
    {
      id: 'entra.remove-from-groups',
      title: 'Remove from Entra and Microsoft 365 groups',
      system: 'entra',
      whats: [
        'Remove from group Project Falcon',
        'Remove from team Sales Germany',
        'Remove from group Power BI viewers',
      ],
      skipped: [
        ['All Employees', 'dynamic group: its rule removes the person'],
        ['Sales EMEA', 'synced from Active Directory, removed there'],
      ],
    },
    {
      id: 'exchange.remove-from-distribution-groups',
      title: 'Remove from distribution lists',
      system: 'exchange',
      whats: lists.map((list) => `Remove from list ${list}`),
    },
  ],
  licences: [
    {
      id: 'entra.remove-licences',
      title: 'Remove licences',
      system: 'entra',
      after: ['exchange.convert-to-shared', 'exchange.forward-mail', 'sharepoint.grant-onedrive-access'],
      whats: ['Remove licence Microsoft 365 E3', 'Remove licence Power BI Pro'],
      skipped: [['Visio Plan 2', 'inherited from group Design tools, goes with the membership']],
    },
  ],
  mailbox: [
    {
      id: 'exchange.convert-to-shared',
      title: 'Convert the mailbox to a shared one',
      system: 'exchange',
      whats: ['Convert jdoe@contoso.com to a shared mailbox'],
    },
    {
      id: 'exchange.forward-mail',
      title: 'Forward mail to the successor',
      system: 'exchange',
      whats: ['Forward new mail to Megan Bowen, keep a copy'],
    },
  ],
  'data-transfer': [
    {
      id: 'sharepoint.grant-onedrive-access',
      title: 'Give the successor access to OneDrive',
      system: 'sharepoint',
      whats: ['Make Megan Bowen administrator of the OneDrive of John Doe'],
    },
    {
      id: 'entra.hand-over-group-ownership',
      title: 'Hand over ownership of groups and teams',
      system: 'entra',
      whats: ['Make Megan Bowen owner of Sales Germany, then remove John Doe'],
    },
  ],
  'azure-access': [
    {
      id: 'entra.block-sign-in',
      title: 'Block sign-in',
      system: 'entra',
      whats: ['Block sign-in to Microsoft 365 and Azure'],
    },
    {
      id: 'entra.revoke-sessions',
      title: 'End all sessions',
      system: 'entra',
      whats: ['Revoke all refresh tokens and sessions'],
      irreversible: 'Ended sessions stay ended; the person would have to sign in again.',
    },
    {
      id: 'entra.remove-app-role-assignments',
      title: 'Remove single sign-on',
      system: 'entra',
      whats: ['Remove access to Salesforce', 'Remove access to ServiceNow'],
    },
    {
      id: 'entra.remove-consents',
      title: 'Remove consents given to apps',
      system: 'entra',
      whats: ['Remove consent for Trello: Mail.Read, offline_access'],
    },
    {
      id: 'entra.remove-app-ownership',
      title: 'Remove ownership of app registrations',
      system: 'entra',
      whats: ['Hand Sales Dashboard to Megan Bowen'],
    },
    {
      id: 'azure.remove-role-assignments',
      title: 'Remove Azure roles',
      system: 'azure',
      whats: [
        'Remove Reader on subscription Contoso Production',
        'Remove Contributor on resource group rg-sales',
        'Remove Storage Blob Data Reader on stsalesdata',
      ],
    },
  ],
  'final-cleanup': [
    {
      id: 'entra.disable-devices',
      title: 'Disable devices',
      system: 'entra',
      whats: ['Disable device LAPTOP-JDOE', 'Disable device John’s iPhone'],
      skipped: [['BitLocker keys', 'kept: the company may need the data']],
    },
  ],
};
