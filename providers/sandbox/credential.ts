import type { TokenCredential } from '@azure/identity';
import { z } from 'zod';
import type { Permission } from '../permission.ts';

const prefix = 'sandbox.';
const claims = z.object({ granted: z.array(z.string()), aud: z.string() });

/** What the caller of a request may do, and for which system the token was made. */
export interface SandboxToken {
  readonly granted: readonly Permission[];
  /** The scope without `/.default`: `https://graph.microsoft.com`. */
  readonly aud: string;
}

/** A credential of the make-believe company: its tokens carry what an administrator is said to have granted. */
export function sandboxCredential(granted: readonly Permission[]): TokenCredential {
  return {
    getToken(scopes) {
      const scope = (Array.isArray(scopes) ? scopes[0] : scopes) ?? '';
      const text = JSON.stringify({ granted, aud: scope.replace(/\/\.default$/, '') });
      const token = prefix + Buffer.from(text).toString('base64url');
      return Promise.resolve({ token, expiresOnTimestamp: Date.now() + 3_600_000 });
    },
  };
}

/** Reads an Authorization header; `null` for anything that is no token of this company. */
export function readToken(header: string | undefined): SandboxToken | null {
  const text = /^Bearer (\S+)$/i.exec(header ?? '')?.[1];
  if (!text?.startsWith(prefix)) return null;
  const parsed = claims.safeParse(parse(Buffer.from(text.slice(prefix.length), 'base64url').toString()));
  return parsed.success ? { granted: parsed.data.granted as Permission[], aud: parsed.data.aud } : null;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
