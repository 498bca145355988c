import { z } from 'zod';
import { graphPath, opaque, quoted } from '#providers/entra/graph-path.ts';
import type { Permission } from '#providers/permission.ts';
import { ProviderError } from '#providers/provider-error.ts';
import type { Graph } from '#providers/systems.ts';

export const installPermissions: readonly Permission[] = [
  'graph/AppCatalog.Read.All',
  'graph/TeamsAppInstallation.ReadWriteSelfForUser.All',
];

const catalogApp = z.object({ id: z.string() });

/**
 * Puts our app into somebody's personal scope, so that the bot may write to them.
 * @param manifestId `id` in our manifest; the catalogue's own id is another
 * @returns why not, in words; `null` when the app is there
 * @throws ProviderError for what may pass
 */
export async function installApp(graph: Graph, manifestId: string, personId: string): Promise<string | null> {
  try {
    const apps = graphPath`/appCatalogs/teamsApps?$filter=externalId eq ${quoted(manifestId)}`;
    const [app] = await graph.list(apps, catalogApp);
    if (!app) return 'the app is not in the company’s Teams catalogue';
    await graph.post(graphPath`/users/${personId}/teamwork/installedApps`, {
      'teamsApp@odata.bind': `https://graph.microsoft.com/v1.0${graphPath`/appCatalogs/teamsApps/${opaque(app.id)}`}`,
    });
    return null;
  } catch (error) {
    if (!(error instanceof ProviderError) || error.failure.passing === true) throw error;
    const { status, code } = error.failure;
    return status === 409 ? null : `the app could not be installed for them (${code})`;
  }
}
