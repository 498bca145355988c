import type { ChangeState } from '#bot/workflow/case/case-state.ts';
import type { Leaver } from '#providers/leaver.ts';
import type { Company } from '#providers/sandbox/company.ts';

/** The fields of the actions' things that are looked at here; each action's have a few of them. */
interface Item {
  readonly siteUrl: string;
  readonly successor: { readonly id: string };
  readonly to: { readonly id: string };
  readonly principalId: string;
  readonly resourceId: string;
  readonly appRoleId: string;
  readonly clientId: string;
  readonly scope: string;
  readonly roleDefinitionId: string;
  readonly skuId: string;
}

/** What a change is about, as its action planned it. */
interface Thing {
  readonly leaver: Leaver;
  readonly key: string;
  readonly from: Item;
  readonly to: Item;
}

const disabledOu = 'd0000000-0000-4000-8000-000000000a06';

/**
 * Whether the company is as a change wants it, by the company's own state: written without the product's readers, so
 * that both cannot be wrong in the same way. A row an action.
 */
const rows: Readonly<Record<string, (company: Company, thing: Thing) => boolean>> = {
  'ad.disable-account': ({ directory }, { leaver }) =>
    (Number(accountOf(directory, leaver)?.attributes['userAccountControl']?.[0]) & 2) !== 0,
  'entra.block-sign-in': ({ graph }, { leaver }) => !userOf(graph, leaver)?.accountEnabled,
  'entra.revoke-sessions': ({ graph }, { leaver }) =>
    (userOf(graph, leaver)?.signInSessionsValidFromDateTime ?? '') > '2026-11-23T09:00:00',
  'exchange.forward-mail': ({ exchange }, { leaver, to }) => {
    const mailbox = exchange.mailboxes.find(({ id }) => id === leaver.id);
    return mailbox?.forwardingAddress === to.to.id && mailbox.deliverToMailboxAndForward;
  },
  'exchange.convert-to-shared': ({ exchange }, { leaver }) =>
    exchange.mailboxes.find(({ id }) => id === leaver.id)?.type === 'SharedMailbox',
  'sharepoint.grant-onedrive-access': ({ sharePoint }, { from }) =>
    sharePoint.sites.some(
      ({ path, admins }) => from.siteUrl.endsWith(path) && admins.includes(from.successor.id),
    ),
  'entra.hand-over-group-ownership': ({ graph }, { leaver, key, from }) =>
    !graph.owners[key]?.includes(leaver.id) && graph.owners[key]?.includes(from.successor.id) === true,
  'entra.remove-app-ownership': ({ graph }, { leaver, key }) =>
    !graph.owners[key]?.includes(leaver.id) && (graph.owners[key]?.length ?? 0) > 0,
  'entra.remove-app-role-assignments': ({ graph }, { from }) =>
    !graph.appRoleAssignments.some(
      (one) =>
        one.principalId === from.principalId &&
        one.resourceId === from.resourceId &&
        one.appRoleId === from.appRoleId,
    ),
  'entra.remove-consents': ({ graph }, { from }) =>
    !graph.oauth2PermissionGrants.some(
      (one) =>
        one.principalId === from.principalId &&
        one.clientId === from.clientId &&
        one.resourceId === from.resourceId,
    ),
  'azure.remove-role-assignments': ({ azure }, { from }) =>
    !azure.assignments.some(
      ({ scope, roleDefinitionId, principalId }) =>
        scope === from.scope &&
        roleDefinitionId === from.roleDefinitionId &&
        principalId === from.principalId,
    ),
  'entra.remove-from-groups': isNoMember,
  'exchange.remove-from-distribution-groups': isNoMember,
  'ad.remove-from-groups': ({ directory }, { leaver, key }) =>
    directory.objects[key]?.members.includes(leaver.directory?.guid ?? '') === false,
  'entra.remove-licences': ({ graph }, { leaver, from }) =>
    userOf(graph, leaver)?.licenseAssignmentStates.some(
      ({ skuId, assignedByGroup }) => skuId === from.skuId && assignedByGroup === null,
    ) === false,
  'entra.disable-devices': ({ graph }, { key }) =>
    graph.devices.find(({ id }) => id === key)?.accountEnabled === false,
  'ad.move-to-disabled-ou': ({ directory }, { leaver }) =>
    accountOf(directory, leaver)?.parent === disabledOu,
};

/** Names the change when the company is not as the log says. */
export function untruthOf(
  company: Company,
  leaver: Leaver,
  action: string,
  { ref, status, change }: ChangeState,
): string | null {
  if (status !== 'verified' && status !== 'undone') return null;
  const isDone = isDoneIn(company, leaver, action, change);
  return isDone === (status === 'verified') ? null : `${ref} is ${status}, and the company says otherwise`;
}

export function isDoneIn(
  company: Company,
  leaver: Leaver,
  action: string,
  change: ChangeState['change'],
): boolean {
  const row = rows[action];
  if (!row) throw new Error(`${action} has no row: how does one see in the company that it was done?`);
  const [from, to] = [change.from, change.to] as unknown as readonly [Item, Item];
  return row(company, { leaver, key: change.key, from, to });
}

function userOf(graph: Company['graph'], { id }: Leaver) {
  return graph.users.find((one) => one.id === id);
}

function accountOf({ objects }: Company['directory'], { directory }: Leaver) {
  return objects[directory?.guid ?? ''];
}

function isNoMember({ graph }: Company, { leaver, key }: Thing): boolean {
  return graph.members[key]?.includes(leaver.id) === false;
}
