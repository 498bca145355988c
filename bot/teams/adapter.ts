import { TeamsAdapter } from '@microsoft/teams-ai/lib/TeamsAdapter.js';
import type { ConfigurationBotFrameworkAuthenticationOptions, TurnContext } from 'botbuilder';
import type { BotIdentity } from '../settings/bot-config.ts';
import type { Log } from '../workflow/world.ts';
import { answerInvoke } from './answer-invoke.ts';
import { apology } from './apology.ts';
import { messageBody } from './invoke-body.ts';
import type { TeamsSettings } from './settings.ts';
import { strictAuthentication } from './strict-issuer.ts';

/**
 * The SDK's adapter, closed where it is open by default.
 * @param cloud endpoints of another cloud than the public one, all of them or none
 * @throws without an identity outside the sandbox: the SDK would ask nobody for a token
 */
export function createAdapter(
  settings: TeamsSettings,
  log: Log,
  cloud: ConfigurationBotFrameworkAuthenticationOptions = {},
): TeamsAdapter {
  const { identity, sandbox } = settings;
  if ((identity === null || identity.appId === '') && !sandbox) {
    throw new Error('the bot has no app id: it would be open to all');
  }
  const credentials = identity ? credentialsOf(identity) : {};
  const adapter = new TeamsAdapter({ ...cloud, ...credentials }, undefined, strictAuthentication);
  adapter.onTurnError = async (context, error) => {
    log.error({ err: error, type: context.activity.type }, 'a turn failed');
    await apologize(context).catch((unsaid: unknown) =>
      log.error({ err: unsaid }, 'an apology was not delivered'),
    );
  };
  return adapter;
}

/** What fails here must not fail the request: Teams would deliver the same activity again. */
async function apologize(context: TurnContext): Promise<void> {
  if (context.activity.type === 'invoke') await answerInvoke(context, messageBody(apology));
  else if (context.activity.type === 'message') await context.sendActivity(apology);
}

/** A misspelt type would silently mean a bot for every tenant, so it is never taken from a setting as it is. */
function credentialsOf(identity: BotIdentity): ConfigurationBotFrameworkAuthenticationOptions {
  const base = { MicrosoftAppId: identity.appId, MicrosoftAppTenantId: identity.tenantId };
  switch (identity.kind) {
    case 'managed-identity':
      return { ...base, MicrosoftAppType: 'UserAssignedMsi' };
    case 'password':
      return { ...base, MicrosoftAppType: 'SingleTenant', MicrosoftAppPassword: identity.password.reveal() };
    case 'certificate': {
      const { thumbprint, privateKey } = identity;
      const certificate = { CertificateThumbprint: thumbprint, CertificatePrivateKey: privateKey.reveal() };
      return { ...base, MicrosoftAppType: 'SingleTenant', ...certificate };
    }
    default:
      return identity satisfies never;
  }
}
