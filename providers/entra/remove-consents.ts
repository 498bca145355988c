import { z } from 'zod';
import type { Action, Context, PlanContext, Planned } from '../action.ts';
import { guid } from '../leaver.ts';
import { graphPath, opaque } from './graph-path.ts';
import { readAppNames } from './read-app-names.ts';

const grant = z.object({
  /** New whenever the consent is given anew. */
  id: z.string(),
  clientId: guid,
  resourceId: guid,
  consentType: z.string(),
  principalId: guid.nullable(),
  scope: z
    .string()
    .nullish()
    .transform((words) => words ?? ''),
});
const consent = grant.extend({ app: z.string(), resource: z.string() });
type Consent = z.infer<typeof consent>;

/** What the leaver allowed applications to do in their name. A consent for the whole company is never touched. */
export const removeConsents: Action<Consent> = {
  id: 'entra.remove-consents',
  title: 'Withdraw consents given to applications',
  step: 'azure-access',
  system: 'entra',
  permissions: ['graph/Application.Read.All', 'graph/DelegatedPermissionGrant.ReadWrite.All'],
  item: consent,
  keyOf,
  same: (a, b) => keyOf(a) === keyOf(b) && wordsOf(a).join(' ') === wordsOf(b).join(' '),

  inspect,

  plan: (found, context) => found.map((one) => planned(one, context)),

  async apply({ from }, { leaver, systems }) {
    if (!isOwn(from, leaver.id)) throw new TypeError('a consent of somebody else is not ours to withdraw');
    await systems.graph.delete(graphPath`/oauth2PermissionGrants/${opaque(from.id)}`);
  },

  async rollback({ from }, context) {
    const there = await inspect(context);
    if (there.some((one) => keyOf(one) === keyOf(from))) return;
    const { clientId, consentType, principalId, resourceId, scope } = from;
    const body = { clientId, consentType, principalId, resourceId, scope };
    await context.systems.graph.post(graphPath`/oauth2PermissionGrants`, body);
  },
};

async function inspect({ leaver, systems: { graph } }: Context): Promise<readonly Consent[]> {
  const grants = await graph.list(graphPath`/users/${leaver.id}/oauth2PermissionGrants`, grant);
  const names = await readAppNames(
    graph,
    grants.flatMap((one) => [one.clientId, one.resourceId]),
  );
  return grants.map((one) =>
    Object.assign(one, {
      app: names.get(one.clientId) ?? one.clientId,
      resource: names.get(one.resourceId) ?? one.resourceId,
    }),
  );
}

function planned(found: Consent, { leaver }: PlanContext): Planned<Consent> {
  const what = `consent given to ${found.app}: ${wordsOf(found).join(', ')} on ${found.resource}`;
  if (isOwn(found, leaver.id)) {
    return { kind: 'change', key: keyOf(found), what: `Withdraw the ${what}`, from: found, to: null };
  }
  return {
    kind: 'skipped',
    key: keyOf(found),
    what: `The ${what}`,
    why: 'was given for everybody, not by this person',
  };
}

function isOwn(found: Consent, leaverId: string): boolean {
  return found.consentType === 'Principal' && found.principalId === leaverId;
}

function keyOf({ consentType, clientId, resourceId }: Consent): string {
  return `${consentType}/${clientId}/${resourceId}`;
}

function wordsOf({ scope }: Consent): readonly string[] {
  return scope
    .split(' ')
    .filter((word) => word !== '')
    .toSorted();
}
