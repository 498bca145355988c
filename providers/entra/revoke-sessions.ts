import { z } from 'zod';
import type { Action } from '../action.ts';
import { graphPath } from './graph-path.ts';

const sessions = z.object({
  /** Sign-ins older than this count for nothing any more. */
  signInSessionsValidFromDateTime: z.iso.datetime({ offset: true }).nullable(),
});
type Sessions = z.infer<typeof sessions>;

export const revokeSessions: Action<Sessions> = {
  id: 'entra.revoke-sessions',
  title: 'End all sessions',
  step: 'azure-access',
  system: 'entra',
  permissions: ['graph/User.Read.All', 'graph/User.RevokeSessions.All'],
  after: ['entra.block-sign-in'],
  irreversible: 'Ended sessions stay ended; nothing is lost, the person would only have to sign in again.',
  item: sessions,
  keyOf: () => 'sessions',

  async inspect({ leaver, systems }) {
    const path = graphPath`/users/${leaver.id}?$select=signInSessionsValidFromDateTime`;
    return [await systems.graph.get(path, sessions)];
  },

  plan([found], { leaver, openedAt }) {
    if (!found || endedSince(found, openedAt)) return [];
    const what = `End all sessions of ${leaver.upn}`;
    return [{ kind: 'change', key: 'sessions', what, from: found, to: null }];
  },

  async apply(_, { leaver, systems }) {
    await systems.graph.post(graphPath`/users/${leaver.id}/revokeSignInSessions`);
  },
};

/** Sessions ended before the case was opened are no work of ours: there may be new ones. Graph keeps whole seconds. */
function endedSince({ signInSessionsValidFromDateTime: validFrom }: Sessions, openedAt: string): boolean {
  const openedSecond = Math.floor(Date.parse(openedAt) / 1000) * 1000;
  return validFrom !== null && Date.parse(validFrom) >= openedSecond;
}
