import type { Action, PlanContext, Planned } from '../action.ts';
import { isAbsent } from '../provider-error.ts';
import { addOwner, isBetweenOwners, readOwners, removeOwner } from './owners.ts';
import { ownedApp, ownerPath, ownersPath, readOwnedApps, type OwnedApp } from './read-owned-apps.ts';

/** An owner can give an app new secrets and sign in as the app, so ownership is access. */
export const removeAppOwnership: Action<OwnedApp> = {
  id: 'entra.remove-app-ownership',
  title: 'Hand over applications',
  step: 'azure-access',
  system: 'entra',
  permissions: ['graph/User.Read.All', 'graph/Application.ReadWrite.All'],
  item: ownedApp,
  keyOf: (app) => app.id,

  inspect: readOwnedApps,

  plan: (found, context) =>
    found.filter((app) => app.owners.includes(context.leaver.id)).map((app) => planned(app, context)),

  async apply({ from }, { leaver, systems }) {
    const heir = newOwner(from, leaver.id);
    if (heir !== null) await addOwner(systems.graph, ownersPath(from), heir);
    await removeOwner(systems.graph, ownerPath(from, leaver.id));
  },

  isPartWay: (now, { from }) =>
    isBetweenOwners(now, from, from.owners.length === 1 ? (from.successor?.id ?? null) : null),

  // Planning again would not see that the others have gone meanwhile as well, and nobody is left.
  async verify({ from }, { leaver, systems }) {
    try {
      const owners = await readOwners(systems.graph, ownersPath(from));
      return owners.length > 0 && !owners.includes(leaver.id);
    } catch (error) {
      if (isAbsent(error)) return true;
      throw error;
    }
  },

  async rollback({ from }, { leaver, systems }) {
    await addOwner(systems.graph, ownersPath(from), leaver.id);
    const heir = newOwner(from, leaver.id);
    if (heir !== null) await removeOwner(systems.graph, ownerPath(from, heir));
  },
};

/** Whoever owns it already goes on; only an app nobody else owns gets the successor. */
function newOwner({ owners, successor }: OwnedApp, leaverId: string): string | null {
  return successor && owners.every((id) => id === leaverId) ? successor.id : null;
}

function planned(app: OwnedApp, { leaver }: PlanContext): Planned<OwnedApp> {
  const { id: key, name, owners, successor } = app;
  const noun = app.type === 'application' ? 'app registration' : 'enterprise application';
  const change = { kind: 'change', key, from: app, to: null } as const;
  if (owners.some((id) => id !== leaver.id)) {
    return {
      ...change,
      what: `End ${leaver.name}’s ownership of the ${noun} ${name}, which has other owners`,
    };
  }
  if (successor) {
    return {
      ...change,
      what: `Make ${successor.name} owner of the ${noun} ${name}, then end ${leaver.name}’s ownership`,
    };
  }
  const why = 'has no other owner, and nobody is named to take it over';
  return { kind: 'skipped', key, what: `Owner of the ${noun} ${name}`, why };
}
