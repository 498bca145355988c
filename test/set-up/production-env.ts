import { join } from 'node:path';

const some = (n: number) => `0000000${n}-0000-4000-8000-000000000000`;

/** Everything a company must set, on systems that nobody asks before somebody types; the log in this folder. */
export function productionEnv(port: number, folder: string): Record<string, string> {
  return {
    PORT: String(port),
    MicrosoftAppId: some(1),
    MicrosoftAppType: 'SingleTenant',
    MicrosoftAppTenantId: some(2),
    MicrosoftAppPassword: 'canary-password-of-the-bot',
    PROVIDER_CREDENTIAL: 'secret',
    AZURE_CLIENT_ID: some(3),
    AZURE_CLIENT_SECRET: 'canary-secret-of-the-providers',
    SHAREPOINT_HOST: 'contoso.sharepoint.com',
    OPERATORS_GROUP_ID: some(4),
    AUDITORS_GROUP_ID: some(5),
    LOG_FILE: join(folder, 'log.db'),
    CHECKPOINT_FOLDER: join(folder, 'checkpoints'),
  };
}
