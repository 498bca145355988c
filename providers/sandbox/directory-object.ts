import type { Permission } from '../permission.ts';
import type { GraphState } from './graph-state.ts';
import { selection, view, type Kind } from './graph-view.ts';
import type { SandboxRequest } from './route.ts';

export interface DirectoryObject {
  readonly kind: Kind;
  readonly thing: { readonly id: string };
}

export function directoryObject(graph: GraphState, id: string): DirectoryObject | null {
  const kinds = [
    ['user', graph.users],
    ['group', graph.groups],
    ['device', graph.devices],
    ['servicePrincipal', graph.servicePrincipals],
    ['application', graph.applications],
  ] as const;
  for (const [kind, things] of kinds) {
    const thing = things.find((one) => one.id === id);
    if (thing) return { kind, thing };
  }
  return null;
}

export function directoryObjects(graph: GraphState, ids: readonly string[]): DirectoryObject[] {
  return ids.flatMap((id) => directoryObject(graph, id) ?? []);
}

/** Permissions without which a foreign object in a list is only its type and id. */
const toSee: Readonly<Record<Kind, readonly string[]>> = {
  user: ['User.Read.All', 'User.ReadWrite.All', 'User.ReadBasic.All'],
  group: ['GroupMember.Read.All', 'GroupMember.ReadWrite.All', 'Group.Read.All', 'Group.ReadWrite.All'],
  device: ['Device.Read.All', 'Device.ReadWrite.All'],
  application: ['Application.Read.All', 'Application.ReadWrite.All'],
  servicePrincipal: ['Application.Read.All', 'Application.ReadWrite.All'],
  directoryRole: ['RoleManagement.Read.Directory', 'RoleManagement.ReadWrite.Directory'],
};

/**
 * An element of a list of directory objects.
 * https://learn.microsoft.com/graph/permissions-overview#limited-information-returned-for-inaccessible-member-objects
 */
export function listed({ kind, thing }: DirectoryObject, request: SandboxRequest): Record<string, unknown> {
  const type = { '@odata.type': `#microsoft.graph.${kind}` };
  const seen = view(kind, thing, selection(request));
  if (maySee(kind, request.granted)) return { ...type, ...seen };
  const nothing = Object.fromEntries(Object.keys(seen).map((name) => [name, null]));
  return { ...type, ...nothing, id: thing.id };
}

function maySee(kind: Kind, granted: readonly Permission[]): boolean {
  const needed = [...toSee[kind], 'Directory.Read.All', 'Directory.ReadWrite.All'];
  return needed.some((name) => granted.includes(`graph/${name}`));
}
