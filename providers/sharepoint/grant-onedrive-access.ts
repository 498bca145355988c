import { z } from 'zod';
import { graphPath, opaque } from '../entra/graph-path.ts';
import type { Action, Context, Planned } from '../action.ts';
import { fitAnswer, unreadable } from '../fit-answer.ts';
import { person, type Person } from '../leaver.ts';
import { isAbsent } from '../provider-error.ts';
import { isLoginOf, loginOf, siteAdmins, siteUser } from './site-users.ts';

const item = z.object({
  /** The OneDrive's own site. */
  siteUrl: z.string(),
  /** `null` when nobody is named to take over. */
  successor: person.nullable(),
  /** Whether the successor administers the site: full control of every file in it. */
  isAdmin: z.boolean(),
});
type Item = z.infer<typeof item>;

/** The successor takes over the files where they are: versions and sharing stay, which copying would lose. */
export const grantOneDriveAccess: Action<Item> = {
  id: 'sharepoint.grant-onedrive-access',
  title: 'Give the successor access to OneDrive',
  step: 'data-transfer',
  system: 'sharepoint',
  permissions: ['graph/Files.Read.All', 'sharepoint/Sites.FullControl.All'],
  item,
  keyOf: ({ successor }) => (successor ? loginOf(successor) : 'onedrive'),

  async inspect(context) {
    const siteUrl = await oneDriveSite(context);
    if (siteUrl === null) return [];
    const { successor } = context.choices;
    return [
      { siteUrl, successor, isAdmin: successor !== null && (await isAdmin(siteUrl, successor, context)) },
    ];
  },

  plan: (found, { leaver }) => found.flatMap((one) => planOne(one, leaver)),

  async apply({ from: { siteUrl, successor } }, { systems }) {
    if (!successor) return;
    const known = await systems.sharePoint.post(siteUrl, '/_api/web/ensureuser', {
      logonName: loginOf(successor),
    });
    const user = fitAnswer(siteUser, known, ensureUser);
    if (!isLoginOf(user, successor))
      throw unreadable(ensureUser, 'another person came back than was asked for');
    await setAdmin(siteUrl, user.Id, { isAdmin: true }, systems);
  },

  async verify({ from: { siteUrl, successor } }, context) {
    return successor !== null && isAdmin(siteUrl, successor, context);
  },

  // A change is planned only for somebody who was no administrator before: nobody else loses anything here.
  async rollback({ from: { siteUrl, successor } }, { systems }) {
    const admins = await siteAdmins(siteUrl, systems.sharePoint);
    const user = successor && admins.find((one) => isLoginOf(one, successor));
    if (user) await setAdmin(siteUrl, user.Id, { isAdmin: false }, systems);
  },
};

const ensureUser = { system: 'sharepoint', operation: 'POST /_api/web/ensureuser' } as const;

function planOne(found: Item, leaver: Person): readonly Planned<Item>[] {
  const { successor } = found;
  if (!successor || successor.id === leaver.id) {
    const why = 'Nobody is named to receive the files.';
    return [{ kind: 'skipped', key: 'onedrive', what: 'Give access to OneDrive', why }];
  }
  if (found.isAdmin) return [];
  const what = `Give ${successor.name} full control of the OneDrive of ${leaver.name}`;
  return [{ kind: 'change', key: loginOf(successor), what, from: found, to: { ...found, isAdmin: true } }];
}

const drive = z.object({ id: z.string() });
const root = z.object({ sharepointIds: z.object({ siteUrl: z.url() }) });

/** `null` when the person never had a OneDrive; reading does not create one. */
async function oneDriveSite({ leaver, systems: { graph } }: Context): Promise<string | null> {
  try {
    const { id } = await graph.get(graphPath`/users/${leaver.id}/drive?$select=id`, drive);
    const path = graphPath`/drives/${opaque(id)}/root?$select=id,sharepointIds`;
    return (await graph.get(path, root)).sharepointIds.siteUrl;
  } catch (error) {
    if (isAbsent(error)) return null;
    throw error;
  }
}

async function isAdmin(siteUrl: string, successor: Person, { systems }: Context): Promise<boolean> {
  const admins = await siteAdmins(siteUrl, systems.sharePoint);
  return admins.some((one) => isLoginOf(one, successor));
}

async function setAdmin(
  siteUrl: string,
  userId: number,
  { isAdmin }: { readonly isAdmin: boolean },
  { sharePoint }: Context['systems'],
): Promise<void> {
  await sharePoint.merge(siteUrl, `/_api/web/getuserbyid(${userId})`, { IsSiteAdmin: isAdmin });
}
