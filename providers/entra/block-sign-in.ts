import { z } from 'zod';
import type { Action } from '../action.ts';
import { graphPath } from './graph-path.ts';

const signIn = z.object({ accountEnabled: z.boolean() });

/**
 * Active Directory goes first both ways: for a synced person a later sync brings the cloud account back in line
 * with the one on premises. Graph takes the change at once all the same.
 */
export const blockSignIn: Action<z.infer<typeof signIn>> = {
  id: 'entra.block-sign-in',
  title: 'Block sign-in',
  step: 'azure-access',
  system: 'entra',
  permissions: ['graph/User.Read.All', 'graph/User.EnableDisableAccount.All'],
  after: ['ad.disable-account'],
  undoAfter: ['ad.disable-account'],
  item: signIn,
  keyOf: () => 'sign-in',

  async inspect({ leaver, systems }) {
    return [await systems.graph.get(graphPath`/users/${leaver.id}?$select=accountEnabled`, signIn)];
  },

  plan([found], { leaver }) {
    if (!found?.accountEnabled) return [];
    const what = `Block sign-in of ${leaver.upn}`;
    return [{ kind: 'change', key: 'sign-in', what, from: found, to: { accountEnabled: false } }];
  },

  async apply(_, { leaver, systems }) {
    await systems.graph.patch(graphPath`/users/${leaver.id}`, { accountEnabled: false });
  },

  async rollback({ from }, { leaver, systems }) {
    await systems.graph.patch(graphPath`/users/${leaver.id}`, { accountEnabled: from.accountEnabled });
  },
};
