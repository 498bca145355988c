import type { Permission } from '../permission.ts';
import type { Company } from './company.ts';
import {
  mailboxOf,
  mailGroupOf,
  Refusal,
  userOf,
  type Cmdlet,
  type CmdletResult,
  type Parameters,
} from './exchange-cmdlet.ts';
import type { SandboxMailbox } from './exchange-state.ts';
import type { GraphGroup } from './graph-things.ts';
import { exchangePlanId } from './things.ts';

/** Cmdlets that change something. */
export const changingCmdlets: Readonly<Record<string, Cmdlet>> = {
  'Set-Mailbox': { roles: () => [['exchange/Mail Recipients']], run: setMailbox },
  'Add-DistributionGroupMember': { roles: groupRoles, run: addMember },
  'Remove-DistributionGroupMember': { roles: groupRoles, run: removeMember },
};

/** Whoever does not own a group may change it only with the bypass, which takes a role of its own. */
function groupRoles({ BypassSecurityGroupManagerCheck }: Parameters): readonly (readonly Permission[])[] {
  const needed: readonly Permission[][] = [['exchange/Distribution Groups']];
  if (BypassSecurityGroupManagerCheck !== true) return needed;
  return [...needed, ['exchange/Security Group Creation and Membership']];
}

function setMailbox(parameters: Parameters, company: Company): CmdletResult {
  const found = mailboxOf(parameters['Identity'], company);
  const before = JSON.stringify(found);
  setType(found, parameters['Type'], company);
  setForwarding(found, parameters, company);
  if (JSON.stringify(found) !== before) return {};
  const words = `The command completed successfully but no settings of '${found.name}' have been modified.`;
  return { warnings: [words] };
}

function setType(found: SandboxMailbox, type: unknown, company: Company): void {
  if (type === 'Shared') found.type = 'SharedMailbox';
  if (type !== 'Regular') return;
  if (!hasExchangeLicence(found.id, company)) {
    throw new Refusal(
      'Microsoft.Exchange.Configuration.Tasks.RecipientTaskException',
      `The mailbox '${found.name}' can't be converted because the user has no Exchange Online license.`,
    );
  }
  found.type = 'UserMailbox';
}

function hasExchangeLicence(userId: string, { graph }: Company): boolean {
  const user = graph.users.find((one) => one.id === userId);
  const skus = graph.subscribedSkus.filter((sku) =>
    sku.servicePlans.some((plan) => plan.servicePlanId === exchangePlanId),
  );
  return (user?.assignedLicenses ?? []).some(
    ({ skuId, disabledPlans }) =>
      skus.some((sku) => sku.skuId === skuId) && !disabledPlans.includes(exchangePlanId),
  );
}

function setForwarding(found: SandboxMailbox, parameters: Parameters, company: Company): void {
  const { ForwardingAddress: address, ForwardingSmtpAddress: smtp } = parameters;
  const keep = parameters['DeliverToMailboxAndForward'];
  if (address !== undefined)
    found.forwardingAddress = address === null ? null : mailboxOf(address, company).id;
  if (smtp === null) found.forwardingSmtpAddress = null;
  if (typeof smtp === 'string') found.forwardingSmtpAddress = withPrefix(smtp);
  if (typeof keep === 'boolean') found.deliverToMailboxAndForward = keep;
}

function withPrefix(address: string): string {
  return address.startsWith('smtp:') ? address : `smtp:${address}`;
}

function addMember(parameters: Parameters, company: Company): CmdletResult {
  const { group, member, ids } = membership(parameters, company);
  if (ids.includes(member.id)) {
    throw new Refusal(
      'Microsoft.Exchange.Management.Tasks.MemberAlreadyExistsException',
      `The recipient "${member.key}" is already a member of the group "${group.displayName}".`,
    );
  }
  company.graph.members[group.id] = [...ids, member.id];
  return {};
}

function removeMember(parameters: Parameters, company: Company): CmdletResult {
  const { group, member, ids } = membership(parameters, company);
  if (!ids.includes(member.id)) {
    throw new Refusal(
      'Microsoft.Exchange.Management.Tasks.MemberNotFoundException',
      `The recipient "${member.key}" isn't a member of the group "${group.displayName}".`,
    );
  }
  company.graph.members[group.id] = ids.filter((id) => id !== member.id);
  return {};
}

function membership(parameters: Parameters, company: Company) {
  const group = mailGroupOf(parameters['Identity'], company);
  refuseGroup(group, parameters);
  return { group, member: userOf(parameters['Member']), ids: company.graph.members[group.id] ?? [] };
}

function refuseGroup(group: GraphGroup, parameters: Parameters): void {
  if (group.onPremisesSyncEnabled === true) {
    throw new Refusal(
      'Microsoft.Exchange.Configuration.Tasks.RecipientTaskException',
      `The operation on '${group.displayName}' failed because it's out of the current user's write scope: the object is being synchronized from your on-premises organization.`,
    );
  }
  if (parameters['BypassSecurityGroupManagerCheck'] !== true) {
    throw new Refusal(
      'Microsoft.Exchange.Management.Tasks.OperationRequiresGroupManagerException',
      "You don't have sufficient permissions. This operation can only be performed by a manager of the group.",
    );
  }
}
