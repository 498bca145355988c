import { z } from 'zod';
import type { Action, PlanContext } from '../action.ts';
import { graphPath } from './graph-path.ts';

const found = z.object({
  /** Sign-ins older than this count for nothing any more. */
  signInSessionsValidFromDateTime: z.iso.datetime({ offset: true }).nullable(),
});
/** In a change the time is left out: it moves with every new password, and nothing is put back. */
const sessions = found.partial();
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
    return [await systems.graph.get(path, found)];
  },

  plan([now], context) {
    if (!now || endedByUs(now, context)) return [];
    const what = `End all sessions of ${context.leaver.upn}`;
    return [{ kind: 'change', key: 'sessions', what, from: {}, to: null }];
  },

  async apply(_, { leaver, systems }) {
    await systems.graph.post(graphPath`/users/${leaver.id}/revokeSignInSessions`);
  },
};

/** Bot and Graph need not have the same time, ms. */
const clockSkew = 5 * 60_000;

/**
 * A new password ends sessions as well, but not those it opens, so only what this case has sent counts. Sessions
 * ended before the case was opened are no work of ours either. Graph keeps whole seconds.
 */
function endedByUs({ signInSessionsValidFromDateTime: validFrom }: Sessions, context: PlanContext): boolean {
  const { openedAt, sentAt = () => openedAt } = context;
  const sent = sentAt(revokeSessions.id);
  if (!validFrom || sent === null) return false;
  const since = Math.max(Date.parse(openedAt), Date.parse(sent) - clockSkew);
  return Date.parse(validFrom) >= Math.floor(since / 1000) * 1000;
}
