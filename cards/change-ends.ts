import { z } from 'zod';
import type { Json } from '#storage/json.ts';
import { counted } from './words.ts';

/** How a thing was and how it is to be, in people's words. */
export type Ends = readonly [before: string, after: string];
type Named = { readonly id: string; readonly name: string };
type Change = { readonly from: Json; readonly to: Json };

/**
 * Both ends of a change in words, by its action and what is stored of it; `null` of a change that another version has
 * stored in another form. Pure.
 */
export function changeEnds(action: string, change: Change, leaver: Named): Ends | null {
  return Object.hasOwn(ends, action) ? (ends[action]?.(change, leaver) ?? null) : null;
}

type EndsOf = (change: Change, leaver: Named) => Ends | null;

/** Something that stays, and is otherwise afterwards. */
function turned<T>(schema: z.ZodType<T>, words: (state: T) => string | null): EndsOf {
  return ({ from, to }) => {
    const [before, after] = [from, to].map((end) => {
      const read = schema.safeParse(end);
      return read.success ? words(read.data) : null;
    });
    return before && after ? [before, after] : null;
  };
}

/** Something that the person has, and has no more. */
function ended<T>(schema: z.ZodType<T>, had: (thing: T) => string, after: string): EndsOf {
  return ({ from, to }) => {
    const read = schema.safeParse(from);
    return read.success && to === null ? [had(read.data), after] : null;
  };
}

const licences = z.array(z.object({ product: z.string() }));
const group = z.object({ name: z.string(), licences });
const forwarding = z.object({
  to: z.object({ name: z.string() }).nullable(),
  smtp: z.string().nullable(),
  keepsCopy: z.boolean(),
});
const handed = z.object({ successor: z.object({ id: z.string(), name: z.string() }).nullable() });
const ownedThing = handed.extend({ owners: z.array(z.string()) });

/** By id of the action: whoever adds one says here how its changes read. */
const ends: Readonly<Record<string, EndsOf>> = {
  'ad.disable-account': turned(z.object({ enabled: z.boolean() }), ({ enabled }) =>
    enabled ? 'account enabled' : 'account disabled',
  ),
  'ad.move-to-disabled-ou': turned(
    z.object({ parent: z.object({ dn: z.string() }) }),
    ({ parent }) => `in ${parent.dn}`,
  ),
  'ad.remove-from-groups': ended(group, (one) => memberOf('group', one), 'not a member'),
  'entra.remove-from-groups': ended(
    group.extend({ kind: z.string() }),
    (one) => memberOf(one.kind === 'team' ? 'team' : 'group', one),
    'not a member',
  ),
  'exchange.remove-from-distribution-groups': ended(
    z.object({ name: z.string(), kind: z.string() }),
    ({ name, kind }) => `member of the ${kind} ${name}`,
    'not a member',
  ),
  'entra.block-sign-in': turned(z.object({ accountEnabled: z.boolean() }), ({ accountEnabled }) =>
    accountEnabled ? 'sign-in allowed' : 'sign-in blocked',
  ),
  'entra.revoke-sessions': () => ['not ended', 'ended'],
  'entra.remove-licences': ended(
    z.object({ product: z.string(), disabledPlans: z.array(z.string()) }),
    ({ product, disabledPlans: { length } }) =>
      `licence ${product}${length > 0 ? `, without ${counted(length, 'service plan')} of it` : ''}`,
    'no such licence',
  ),
  'entra.remove-app-role-assignments': ended(
    z.object({ resourceDisplayName: z.string().nullable(), resourceId: z.string() }),
    ({ resourceDisplayName: name, resourceId }) => `access to ${name ?? resourceId}`,
    'no access by this assignment',
  ),
  'entra.remove-consents': ended(
    z.object({ app: z.string(), resource: z.string(), scope: z.string() }),
    ({ app, resource, scope }) =>
      `${app} may use ${scope.split(' ').filter(Boolean).toSorted().join(', ') || 'nothing'} on ${resource}`,
    'consent withdrawn',
  ),
  'azure.remove-role-assignments': ended(
    z.object({ roleName: z.string(), scopeName: z.string(), condition: z.string().nullable() }),
    ({ roleName, scopeName, condition }) =>
      `role ${roleName} on ${scopeName}${condition === null ? '' : ', limited by a condition'}`,
    'no such role',
  ),
  'entra.disable-devices': turned(z.object({ enabled: z.boolean() }), ({ enabled }) =>
    enabled ? 'device enabled' : 'device disabled',
  ),
  'exchange.forward-mail': turned(forwarding, forwardingWords),
  'exchange.convert-to-shared': turned(
    z.object({ type: z.enum(['UserMailbox', 'SharedMailbox']) }),
    ({ type }) => (type === 'UserMailbox' ? 'user mailbox' : 'shared mailbox'),
  ),
  'sharepoint.grant-onedrive-access': ({ from }) => {
    const { successor = null } = handed.safeParse(from).data ?? {};
    return successor && [`${successor.name}: no full control`, `${successor.name}: full control`];
  },
  'entra.hand-over-group-ownership': ({ from }, leaver) =>
    owned(from, leaver, ({ owners, successor }) => !owners.includes(successor.id)),
  'entra.remove-app-ownership': ({ from }, leaver) =>
    owned(from, leaver, ({ owners }) => owners.every((id) => id === leaver.id)),
};

function memberOf(noun: string, { name, licences }: z.infer<typeof group>): string {
  const products = licences.map(({ product }) => product).join(', ');
  return `member of the ${noun} ${name}${products === '' ? '' : `, which gives the licences ${products}`}`;
}

function forwardingWords({ to, smtp, keepsCopy }: z.infer<typeof forwarding>): string {
  const receiver = to?.name ?? smtp?.replace(/^smtp:/i, '');
  if (receiver === undefined) return 'new mail is not forwarded';
  return `new mail goes to ${receiver}, ${keepsCopy ? 'a copy stays' : 'no copy stays'}`;
}

/** @param isGiven whether the successor becomes an owner by it, as the action decides */
function owned(
  from: Json,
  leaver: Named,
  isGiven: (thing: { readonly owners: readonly string[]; readonly successor: Named }) => boolean,
): Ends | null {
  const read = ownedThing.safeParse(from);
  if (!read.success) return null;
  const { owners, successor } = read.data;
  const before = `owner: ${leaver.name}`;
  if (successor && isGiven({ owners, successor }))
    return [before, `owner: ${successor.name}, no longer ${leaver.name}`];
  return [`${before}, beside others`, `owner: others, no longer ${leaver.name}`];
}
