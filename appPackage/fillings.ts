import { productVersion } from '#bot/product-version.ts';
import { readGiven, type Environment, type Problem } from '#bot/settings/given.ts';
import type { Fillings } from './manifest.ts';

const needed = [
  'MicrosoftAppId',
  'PUBLIC_HOST',
  'PUBLISHER_NAME',
  'PUBLISHER_URL',
  'PRIVACY_URL',
  'TERMS_URL',
] as const;

export type FillingsResult =
  | { readonly ok: true; readonly fillings: Fillings }
  | { readonly ok: false; readonly problems: readonly Problem[] };

/** The values of the template's holes, from the settings. Only what the package needs must be right. */
export function readFillings(environment: Environment): FillingsResult {
  const given = readGiven(environment);
  const values = needed.map((name) => [name, given.need(name)] as const);
  const concerned = new Set<string>([...needed, 'TEAMS_APP_EXTERNAL_ID', 'TAB_CLIENT_ID']);
  const problems = given.problems.filter(({ name }) => concerned.has(name));
  if (problems.length > 0) return { ok: false, problems };
  const fillings = Object.fromEntries(values.map(([name, value]) => [name, value ?? '']));
  const { MicrosoftAppId: botId = '', PUBLIC_HOST: host = '' } = fillings;
  const id = given.values.TEAMS_APP_EXTERNAL_ID ?? botId;
  const tab = tabFillings(host, botId, given.values.TAB_CLIENT_ID);
  return { ok: true, fillings: { ...fillings, ...tab, TEAMS_APP_EXTERNAL_ID: id, VERSION: productVersion } };
}

/**
 * Which application signs the tab's readers in, and the address of its API. One that is the bot's too says so in it.
 * https://learn.microsoft.com/microsoftteams/platform/tabs/how-to/authentication/tab-sso-register-aad
 */
function tabFillings(host: string, botId: string, own: string | undefined): Fillings {
  const isBots = own === undefined || own === botId;
  const id = own ?? botId;
  return { TAB_CLIENT_ID: id, TAB_RESOURCE: `api://${host}/${isBots ? 'botid-' : ''}${id}` };
}
