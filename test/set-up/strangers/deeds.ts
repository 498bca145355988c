import type { Change } from '#providers/action.ts';
import type { Company } from '#providers/sandbox/company.ts';
import type { DirectoryObject } from '#providers/sandbox/directory-state.ts';
import type { GraphUser } from '#providers/sandbox/graph-things.ts';
import { personOf } from '#providers/sandbox/people.ts';
import { syncedGroups } from '#providers/sandbox/things.ts';

/** Something that somebody else does in the company, behind the bot's back. */
export type Deed = (company: Company) => void;

/** What strangers may do to John Doe's things that an action is about. */
export interface Strangers {
  /** Between approval and run: afterwards the action would do something else than was approved. */
  readonly meanwhile: Readonly<Record<string, Deed>>;
  /** Between the last look and the call: the very change is made, or its thing is gone altogether. */
  readonly first: Readonly<Record<string, (company: Company, change: Change) => void>>;
  /** After the change was made: its thing is neither as it was nor as we left it. Only where there is such a state. */
  readonly since?: Deed;
}

export const john = personOf('jdoe');
export const [adele, chris] = [personOf('adelev').id, personOf('chris.green').id];
export const account = john.directory?.guid ?? '';
export const marketing = 'd0000000-0000-4000-8000-000000000a04';
export const disabledOu = 'd0000000-0000-4000-8000-000000000a06';

export function userIn({ graph }: Company): GraphUser {
  return graph.users.find(({ id }) => id === john.id)!;
}

export function rowsIn(company: Company): GraphUser['licenseAssignmentStates'] {
  return userIn(company).licenseAssignmentStates;
}

export function mailboxIn({ exchange }: Company) {
  return exchange.mailboxes.find(({ id }) => id === john.id)!;
}

export function accountIn({ directory }: Company): DirectoryObject {
  return directory.objects[account]!;
}

export function disable(company: Company): void {
  const { attributes } = accountIn(company);
  attributes['userAccountControl'] = [String(Number(attributes['userAccountControl']?.[0]) | 2)];
}

export function endSessions(user: GraphUser): void {
  user.signInSessionsValidFromDateTime = new Date().toISOString().replace(/\.\d+Z$/, 'Z');
}

export function forward(company: Company, to: string): void {
  Object.assign(mailboxIn(company), { forwardingAddress: to, deliverToMailboxAndForward: true });
}

export function grantSite({ sharePoint }: Company): void {
  sharePoint.sites.find(({ admins }) => admins.includes(john.id))?.admins.push(personOf('meganb').id);
}

export function drop(links: Record<string, string[]>, thing: string, id: string): void {
  links[thing] = (links[thing] ?? []).filter((one) => one !== id);
}

export function without<T extends { readonly id: string }>(things: readonly T[], id: string): T[] {
  return things.filter((one) => one.id !== id);
}

export function deleteGroup({ graph }: Company, { key }: Change): void {
  graph.groups = without(graph.groups, key);
  delete graph.members[key];
  delete graph.owners[key];
}

export function idOf(item: unknown): string {
  return (item as { id: string }).id;
}

export function nameOf(item: unknown): string {
  return (item as { name: string }).name;
}

export function widen(grants: Company['graph']['oauth2PermissionGrants'], scope: string): void {
  const at = grants.findIndex(({ principalId }) => principalId === john.id);
  grants[at] = { ...grants[at]!, scope };
}

export function liftCondition(azure: Company['azure']): void {
  azure.assignments = azure.assignments.map((one) => ({ ...one, condition: null, conditionVersion: null }));
}

export function leave(group: DirectoryObject | undefined): void {
  if (group) group.members = group.members.filter((guid) => guid !== account);
}

export function addDirectoryGroup(objects: Record<string, DirectoryObject>): void {
  const guid = 'd0000000-0000-4000-8000-000000000199';
  const model = structuredClone(objects[syncedGroups.erpUsers.guid]!);
  const sid = model.attributes['objectSid']?.[0]?.replace(/\d+$/, '1399') ?? '';
  const attributes = { ...model.attributes, sAMAccountName: ['Sales Alumni'], objectSid: [sid] };
  objects[guid] = { ...model, guid, rdn: 'CN=Sales Alumni', attributes, members: [account] };
}

export function addLicence(user: GraphUser, skuId: string, assignedByGroup: string | null): void {
  user.licenseAssignmentStates.push({
    skuId,
    disabledPlans: [],
    assignedByGroup,
    state: 'Active',
    error: 'None',
    lastUpdatedDateTime: '2026-11-23T08:00:00Z',
  });
}

export function dropDirect(user: GraphUser): void {
  user.licenseAssignmentStates = user.licenseAssignmentStates.filter((row) => row.assignedByGroup !== null);
}

export function moveTo(company: Company, place: string): void {
  accountIn(company).parent = place;
}
