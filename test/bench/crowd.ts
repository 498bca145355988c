import { freshCompany, type Company } from '#providers/sandbox/company.ts';
import { cloudGroups } from '#providers/sandbox/graph-fresh-groups.ts';
import { personOf } from '#providers/sandbox/people.ts';

/** So many people who leave on one day, each in so many groups. */
export interface Crowd {
  readonly people: number;
  readonly groups: number;
}

/** How the n-th of them is asked for. */
export function upnOf(nth: number): string {
  return `crowd${nth}@contoso.com`;
}

/** Contoso and a crowd of people with a cloud account, memberships of cloud groups, and no mailbox. */
export function companyWith(crowd: Crowd): Company {
  const company = freshCompany();
  const { users, groups, members, managers } = company.graph;
  const model = users.find(({ id }) => id === personOf("zoe.o'neil").id);
  const modelGroup = groups.find(({ id }) => id === cloudGroups.vpnUsers);
  if (!model || !modelGroup) throw new Error('Contoso has changed');
  const ids = Array.from({ length: crowd.people }, (_, nth) => idOf('e', nth));
  for (const [nth, id] of ids.entries()) {
    const name = `Crowd ${nth}`;
    const names = {
      userPrincipalName: upnOf(nth),
      displayName: name,
      mail: null,
      mailNickname: `crowd${nth}`,
    };
    const none = { proxyAddresses: [], licenseAssignmentStates: [], assignedLicenses: [] };
    users.push({ ...structuredClone(model), id, ...names, ...none });
    managers[id] = personOf('meganb').id;
  }
  for (let nth = 0; nth < crowd.groups; nth++) {
    const id = idOf('a', nth);
    groups.push({ ...modelGroup, id, displayName: `Crowd group ${nth}` });
    members[id] = [...ids];
  }
  return company;
}

function idOf(kind: string, nth: number): string {
  return `${kind}0000000-0000-4000-8000-00000001${String(nth).padStart(4, '0')}`;
}
