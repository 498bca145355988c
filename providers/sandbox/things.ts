import { contoso, people, type ContosoPerson } from './people.ts';

/**
 * Things that more than one sandbox system knows: the same ids and names in Graph, Exchange, Active Directory
 * and SharePoint. `jdoe` is a member of every group here.
 */

/** A group that lives in Exchange; Graph shows it, and refuses to change it. */
export interface SharedMailGroup {
  readonly id: string;
  readonly name: string;
  readonly mail: string;
  readonly kind: 'distribution' | 'mail-enabled-security';
}

export const mailGroups = {
  salesNews: {
    id: 'a0000000-0000-4000-8000-000000000106',
    name: 'Sales News',
    mail: 'sales.news@contoso.com',
    kind: 'distribution',
  },
  financeApprovals: {
    id: 'a0000000-0000-4000-8000-000000000107',
    name: 'Finance Approvals',
    mail: 'finance.approvals@contoso.com',
    kind: 'mail-enabled-security',
  },
} as const satisfies Record<string, SharedMailGroup>;

/** A security group that Active Directory masters and Entra shows read-only. */
export interface SharedSyncedGroup {
  /** Object id in Entra. */
  readonly id: string;
  /** objectGUID in Active Directory. */
  readonly guid: string;
  /** `sidOf(rid)` is its SID in both. */
  readonly rid: number;
  /** sAMAccountName and cn as well. */
  readonly name: string;
}

export const syncedGroups = {
  salesFiles: {
    id: 'a0000000-0000-4000-8000-000000000109',
    guid: 'd0000000-0000-4000-8000-000000000109',
    rid: 1309,
    name: 'Sales Files',
  },
  erpUsers: {
    id: 'a0000000-0000-4000-8000-000000000110',
    guid: 'd0000000-0000-4000-8000-000000000110',
    rid: 1310,
    name: 'ERP Users',
  },
} as const satisfies Record<string, SharedSyncedGroup>;

export interface OneDrive {
  readonly driveId: string;
  readonly siteId: string;
  /** Below the SharePoint host: `/personal/jdoe_contoso_com`. */
  readonly path: string;
}

/** People who have no OneDrive: never licensed for it, or never signed in. */
const withoutOneDrive: ReadonlySet<string> = new Set([
  'joni.sherman',
  'lynne.robbins',
  'henrietta.mueller',
  'breakglass',
]);

/** The person's OneDrive, or `null` when none was ever provisioned. */
export function oneDriveOf(person: ContosoPerson): OneDrive | null {
  if (withoutOneDrive.has(person.key)) return null;
  const tail = person.id.slice(-12);
  return {
    driveId: `b!${Buffer.from(person.id).toString('base64url')}`,
    siteId: `c0000000-0000-4000-8000-${tail}`,
    path: `/personal/${person.upn.replaceAll(/[^a-z0-9]/gi, '_')}`,
  };
}

/** Every OneDrive of the company, with its owner. */
export function allOneDrives(): readonly { readonly owner: ContosoPerson; readonly drive: OneDrive }[] {
  return people.flatMap((owner) => {
    const drive = oneDriveOf(owner);
    return drive ? [{ owner, drive }] : [];
  });
}

/** Microsoft's public product ids: https://learn.microsoft.com/entra/identity/users/licensing-service-plan-reference */
export const skuIds = {
  officeE3: '6fd2c87f-b296-42f0-b197-1e91e994b900',
  powerBiPro: 'f8a1db68-be16-40ed-86d5-cb42ce701560',
  mobilityE3: 'efccb6f7-5641-4e0e-bd10-b4976e1bf68e',
} as const;

/** Exchange Online (Plan 2) inside Office 365 E3: without it a user mailbox loses its licence. */
export const exchangePlanId = 'efb87545-963c-4e0d-99df-69c6916d9eb0';

/** Whether the person has a mailbox on the company's first morning. */
export function hasMailbox(person: ContosoPerson): boolean {
  return person.key !== 'joni.sherman' && person.key !== 'breakglass';
}

/** Primary SMTP address; `null` for somebody without a mailbox. */
export function mailOf(person: ContosoPerson): string | null {
  return hasMailbox(person) ? `${person.key}@${contoso.domain}` : null;
}

/** The bot in the company's own Teams catalogue: `externalId` is the id in its manifest. */
export const botInCatalog = {
  id: 'b0000000-0000-4000-8000-000000000001',
  externalId: 'b0000000-0000-4000-8000-000000000002',
  displayName: 'Offboarding',
  distributionMethod: 'organization',
} as const;
