import { createRemoteJWKSet, customFetch, errors, type JWTPayload, jwtVerify } from 'jose';
import { z } from 'zod';
import { guid } from '#providers/leaver.ts';
import type { Actor } from '#storage/entry.ts';
import { SignInDown } from './sign-in.ts';

export interface TabTokenSettings {
  /** The one tenant whose people may read. */
  readonly tenant: string;
  /** The application whose API `access_as_user` the token is for. */
  readonly clientId: string;
  /** Origin of Microsoft's sign-in service: `https://login.microsoftonline.com`. */
  readonly login: string;
  readonly fetch: typeof globalThis.fetch;
  readonly now: () => Date;
}

/** Teams itself: desktop and phone, and in the browser. https://learn.microsoft.com/microsoftteams/platform/tabs/how-to/authentication/tab-sso-register-aad */
const teamsClients = [
  '1fec8e78-bce4-4aaf-ab1b-5451cc387264',
  '5e3ce6c0-2b1f-4285-8d4b-75ee78787346',
] as const;

const scope = 'access_as_user';
const clockToleranceSeconds = 60;
/** Keys are fetched anew this long after the last time at the earliest, whatever key a token names. */
const cooldownMs = 30_000;
const keysLiveMs = 10 * 60_000;
const fetchMs = 5000;
/** A token of Entra has some two thousand characters. */
const longest = 8192;

/** Checks a token that Teams got for a person who opened the tab: who it is, or `null`. @throws SignInDown */
export function tabTokenCheck(settings: TabTokenSettings): (token: string) => Promise<Actor | null> {
  const { tenant, clientId, login, now } = settings;
  const keys = createRemoteJWKSet(new URL(`${login}/${tenant}/discovery/v2.0/keys`), {
    cooldownDuration: cooldownMs,
    cacheMaxAge: keysLiveMs,
    timeoutDuration: fetchMs,
    [customFetch]: settings.fetch,
  });
  const expected = {
    algorithms: ['RS256'],
    issuer: `${login}/${tenant}/v2.0`,
    audience: clientId,
    requiredClaims: ['exp', 'nbf'],
    clockTolerance: clockToleranceSeconds,
  };
  const claims = claimsFor(tenant);

  return async (token) => {
    if (token.length > longest) return null;
    try {
      const { payload } = await jwtVerify(token, keys, { ...expected, currentDate: now() });
      return personIn(payload, claims);
    } catch (error) {
      if (isRefusal(error)) return null;
      throw new SignInDown('the keys that sign tokens cannot be read', { cause: error });
    }
  };
}

/** What such a token says beside what every token does. Version 2: its audience is the client id, and `azp` its client. */
function claimsFor(tenant: string) {
  return z.object({
    ver: z.literal('2.0'),
    tid: z.literal(tenant),
    aud: z.string(),
    oid: guid,
    azp: z.enum(teamsClients),
    scp: z.string().refine((scopes) => scopes.split(' ').includes(scope)),
    name: z.string().optional(),
  });
}

/** The name is for a line of the log where the directory has none; it decides nothing. */
function personIn(payload: JWTPayload, claims: ReturnType<typeof claimsFor>): Actor | null {
  const read = claims.safeParse(payload);
  if (!read.success) return null;
  const { oid, name = oid } = read.data;
  return { id: oid, name: name.slice(0, 256) };
}

/** The token's fault; anything else is that of whoever should have told the keys. */
const unreachable: ReadonlySet<string> = new Set([
  errors.JOSEError.code,
  errors.JWKSTimeout.code,
  errors.JWKSInvalid.code,
]);

function isRefusal(error: unknown): boolean {
  return error instanceof errors.JOSEError && !unreachable.has(error.code);
}
