import { badRequest } from './graph-answer.ts';
import type { SandboxAnswer, SandboxRequest } from './route.ts';

const userDefaults = [
  'businessPhones',
  'displayName',
  'givenName',
  'jobTitle',
  'mail',
  'mobilePhone',
  'officeLocation',
  'preferredLanguage',
  'surname',
  'userPrincipalName',
  'id',
] as const;

/** Properties of a group that Graph gives only to those who name them. */
const onlyIfNamed: ReadonlySet<string> = new Set(['assignedLicenses', 'isManagementRestricted']);

export type Kind = 'user' | 'group' | 'device' | 'application' | 'servicePrincipal' | 'directoryRole';

/** The names in `$select`, or `null` when there is none. */
export function selection(request: SandboxRequest): readonly string[] | null {
  const text = request.query.get('$select');
  return text === null ? null : text.split(',').map((name) => name.trim());
}

/** The object as Graph shows it: without `$select`, a user is only a few of its properties. */
export function view(kind: Kind, thing: object, names: readonly string[] | null): Record<string, unknown> {
  const all = thing as Record<string, unknown>;
  const wanted = names ?? defaultsOf(kind, all);
  return Object.fromEntries(wanted.filter((name) => name in all).map((name) => [name, all[name]]));
}

function defaultsOf(kind: Kind, all: Record<string, unknown>): readonly string[] {
  if (kind === 'user') return userDefaults;
  return Object.keys(all).filter((name) => kind !== 'group' || !onlyIfNamed.has(name));
}

/** Graph's refusal of a `$select` that names what the type does not have. */
export function badSelection(request: SandboxRequest, kind: Kind, sample: object): SandboxAnswer | null {
  const unknown = selection(request)?.find((name) => !(name in sample));
  if (unknown === undefined) return null;
  const message = `Could not find a property named '${unknown}' on type 'microsoft.graph.${kind}'.`;
  return badRequest(`Parsing OData Select and Expand failed: ${message}`, 'BadRequest');
}
