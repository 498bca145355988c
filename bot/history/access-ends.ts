import { z } from 'zod';
import type { Json } from '#storage/entry.ts';

type Ends = readonly [before: string, after: string];
type Named = { readonly id: string; readonly name: string };

/** Both ends of a change that gives something, or takes what is no thing; `null` where its stored values say enough. Pure. */
export function accessEnds(action: string, { from }: { readonly from: Json }, leaver: Named): Ends | null {
  return Object.hasOwn(ends, action) ? (ends[action]?.(from, leaver) ?? null) : null;
}

const ends: Readonly<Record<string, (from: Json, leaver: Named) => Ends | null>> = {
  'entra.revoke-sessions': () => ['not ended', 'ended'],
  'sharepoint.grant-onedrive-access': (from) => {
    const { successor = null } = handed.safeParse(from).data ?? {};
    return successor && [`${successor.name}: no full control`, `${successor.name}: full control`];
  },
  'entra.hand-over-group-ownership': (from, leaver) =>
    owned(from, leaver, ({ owners, successor }) => !owners.includes(successor.id)),
  'entra.remove-app-ownership': (from, leaver) =>
    owned(from, leaver, ({ owners }) => owners.every((id) => id === leaver.id)),
};

const handed = z.object({ successor: z.object({ id: z.string(), name: z.string() }).nullable() });
const ownedThing = handed.extend({ owners: z.array(z.string()) });

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
