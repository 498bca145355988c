import { z } from 'zod';

const reference = z.strictObject({ '@odata.id': z.string() });
const target =
  /^https?:\/\/[^/]+\/(?:v1\.0|beta)\/(?:directoryObjects|users|groups|servicePrincipals|devices)\/([0-9a-f-]{36})$/i;

/** The object id in the body of a `…/$ref` request; `null` for any other body. */
export function referencedId(body: unknown): string | null {
  const parsed = reference.safeParse(body);
  if (!parsed.success) return null;
  return target.exec(parsed.data['@odata.id'])?.[1]?.toLowerCase() ?? null;
}

export const badReference =
  'A value was expected for the request: {"@odata.id": "https://graph.microsoft.com/v1.0/directoryObjects/{id}"}.';

export function alreadyThere(property: 'members' | 'owners'): string {
  return `One or more added object references already exist for the following modified properties: '${property}'.`;
}
