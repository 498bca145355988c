import type { AccessToken, TokenCredential } from '@azure/identity';
import type { Clock } from '#bot/workflow/world.ts';
import type { SystemId } from './action.ts';
import { ProviderError } from './provider-error.ts';

export interface Tokens {
  /** @throws ProviderError when the credential gives none */
  get(scope: string, signal: AbortSignal): Promise<string>;
  /** The system refused this scope's token: ask for another next time. */
  forget(scope: string): void;
}

/** A token is not used in its last minutes, so that it does not expire on the way. */
const marginMs = 5 * 60_000;

interface Kept {
  readonly asked: Promise<AccessToken>;
  /** Unknown while the credential is still being asked. */
  expires?: number;
}

/** One token a scope, shared by all calls, asked for once even when many calls need it at the same moment. */
export function cacheTokens(credential: TokenCredential, system: SystemId, clock: Clock): Tokens {
  const known = new Map<string, Kept>();

  function usable(scope: string): Kept | undefined {
    const kept = known.get(scope);
    const fresh = kept?.expires === undefined || kept.expires - marginMs > clock.now().getTime();
    return fresh ? kept : undefined;
  }

  function ask(scope: string): Kept {
    const kept: Kept = { asked: askCredential(credential, scope, system) };
    known.set(scope, kept);
    return kept;
  }

  return {
    async get(scope, signal) {
      const kept = usable(scope) ?? ask(scope);
      try {
        const token = await orAborted(kept.asked, signal, system);
        kept.expires = token.expiresOnTimestamp;
        return token.token;
      } catch (error) {
        // Neither a refusal nor a question that hangs is worth keeping: the next call asks again.
        if (known.get(scope) === kept) known.delete(scope);
        throw error;
      }
    },
    forget(scope) {
      known.delete(scope);
    },
  };
}

async function askCredential(
  credential: TokenCredential,
  scope: string,
  system: SystemId,
): Promise<AccessToken> {
  let token: AccessToken | null;
  try {
    token = await credential.getToken(scope);
  } catch (error) {
    throw refusal(system, error);
  }
  if (!token) throw refusal(system, new Error('the credential gave no token'));
  return token;
}

/** The original error is left behind on purpose: it may hold the request, and with it the secret. */
function refusal(system: SystemId, error: unknown): ProviderError {
  const text = error instanceof Error ? error.message : 'unknown reason';
  const code = /AADSTS\d+/.exec(text)?.[0] ?? 'no-token';
  const message = (text.split('\n')[0] ?? '').slice(0, 300);
  const offline = /ENOTFOUND|ECONN|ETIMEDOUT|EAI_AGAIN/.test(text);
  return new ProviderError({
    system,
    operation: 'get token',
    code,
    message,
    ...(offline && { passing: true }),
  });
}

/** The credential has a deadline too; the question itself goes on for whoever asks next. */
async function orAborted<T>(work: Promise<T>, signal: AbortSignal, system: SystemId): Promise<T> {
  const stopped = new ProviderError({
    system,
    operation: 'get token',
    code: 'timeout',
    message: 'no token in time',
    passing: true,
  });
  if (signal.aborted) throw stopped;
  const { promise, reject } = Promise.withResolvers<never>();
  const onAbort = (): void => reject(stopped);
  signal.addEventListener('abort', onAbort, { once: true });
  try {
    return await Promise.race([work, promise]);
  } finally {
    signal.removeEventListener('abort', onAbort);
  }
}
