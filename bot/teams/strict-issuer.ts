import type { TeamsAdapter } from '@microsoft/teams-ai';

/** Who signs what Teams sends. Nobody else may: not an emulator, not a skill, not a tab's user. */
export const connectorIssuer = 'https://api.botframework.com';

/**
 * Without this the adapter also takes tokens of any Entra tenant that name the bot's app id (its "emulator" and
 * "skill" doors): a user with such a token could act as anybody.
 */
export const strictAuthentication: NonNullable<ConstructorParameters<typeof TeamsAdapter>[2]> = {
  requiredEndorsements: [],
  async validateClaims(claims) {
    const said = (name: string) =>
      claims.filter(({ type }) => type === name).map(({ value }) => value as unknown);
    const issuers = said('iss');
    if (issuers.length !== 1 || issuers[0] !== connectorIssuer) throw notTheConnector();
    // The token library checks when a token ends only if it does.
    if (typeof said('exp')[0] !== 'number') throw notTheConnector();
  },
};

/** In the words of the token library: `maskedResponse` makes a 401 of them. */
function notTheConnector(): Error {
  return new Error('invalid token: not the connector');
}

/**
 * Whether the token at least claims to be the connector's; nothing is verified here. Keeps foreign tokens from
 * the adapter, which remembers every tenant id it is shown, forever and before it looks at a signature.
 */
export function claimsToBeConnector(authorization: string | undefined): boolean {
  const [, payload] = /^Bearer [\w-]+\.([\w-]+)\.[\w-]+$/.exec(authorization ?? '') ?? [];
  if (payload === undefined) return false;
  try {
    const claims: unknown = JSON.parse(Buffer.from(payload, 'base64url').toString('utf8'));
    return typeof claims === 'object' && claims !== null && 'iss' in claims && claims.iss === connectorIssuer;
  } catch {
    return false;
  }
}
