import { guid } from '#providers/leaver.ts';
import { arrived, type Arrived } from './arrived.ts';

/** Somebody of our own tenant, whom Teams names by directory id. */
export type Admitted = Arrived & { readonly from: { readonly aadObjectId: string } };

export type NotAdmitted = 'malformed' | 'channel' | 'tenant' | 'guest';

export type Admission =
  | { readonly ok: true; readonly activity: Admitted }
  | { readonly ok: false; readonly why: NotAdmitted };

/**
 * Whether an activity may be looked at at all. A valid connector token says nothing about channel or tenant:
 * the registration's type does not limit where a bot is used, and Direct Line lets a client name any user.
 */
export function admit(activity: unknown, tenant: string): Admission {
  const parsed = arrived.safeParse(activity);
  if (!parsed.success) return { ok: false, why: 'malformed' };
  const { data } = parsed;
  if (data.channelId !== 'msteams') return { ok: false, why: 'channel' };
  if (!isFrom(data, tenant)) return { ok: false, why: 'tenant' };
  const { aadObjectId } = data.from;
  if (!guid.safeParse(aadObjectId).success || aadObjectId === undefined) return { ok: false, why: 'guest' };
  return { ok: true, activity: { ...data, from: { ...data.from, aadObjectId: aadObjectId.toLowerCase() } } };
}

/** Teams names the tenant in one of two places, or both; whatever is named must be ours. */
function isFrom({ conversation, channelData }: Arrived, tenant: string): boolean {
  const named = [conversation.tenantId, channelData?.tenant?.id].filter((id) => id !== undefined);
  return named.length > 0 && named.every((id) => id.toLowerCase() === tenant.toLowerCase());
}
