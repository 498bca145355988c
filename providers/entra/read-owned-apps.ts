import { z } from 'zod';
import type { Context } from '../action.ts';
import { guid } from '../leaver.ts';
import { graphPath } from './graph-path.ts';
import { listOfType } from './of-type.ts';
import { readOwners } from './owners.ts';

/** An app registration, or the enterprise application made from one, which the leaver owns. */
export const ownedApp = z.object({
  id: guid,
  type: z.enum(['application', 'servicePrincipal']),
  name: z.string(),
  /** All people who own it, the leaver included. */
  owners: z.array(guid),
  /** Who takes it over when nobody else owns it. */
  successor: z.object({ id: guid, name: z.string() }).nullable(),
});
export type OwnedApp = z.infer<typeof ownedApp>;

const named = z.object({ id: guid, displayName: z.string() });

export async function readOwnedApps(context: Context): Promise<readonly OwnedApp[]> {
  const types = ['application', 'servicePrincipal'] as const;
  const found = await Promise.all(types.map((type) => readOwned(context, type)));
  return found.flat();
}

async function readOwned({ leaver, choices, systems }: Context, type: OwnedApp['type']): Promise<OwnedApp[]> {
  const path = graphPath`/users/${leaver.id}/ownedObjects?$select=id,displayName`;
  const apps = await listOfType(systems.graph, path, { type, schema: named });
  const heir = choices.successor;
  const successor = heir && { id: heir.id, name: heir.name };
  return Promise.all(
    apps.map(async ({ id, displayName: name }) => {
      const owners = [...(await readOwners(systems.graph, ownersPath({ id, type })))];
      return { id, type, name, owners, successor };
    }),
  );
}

export function ownersPath({ id, type }: Pick<OwnedApp, 'id' | 'type'>): string {
  return type === 'application'
    ? graphPath`/applications/${id}/owners`
    : graphPath`/servicePrincipals/${id}/owners`;
}

export function ownerPath({ id, type }: OwnedApp, ownerId: string): string {
  return type === 'application'
    ? graphPath`/applications/${id}/owners/${ownerId}`
    : graphPath`/servicePrincipals/${id}/owners/${ownerId}`;
}
