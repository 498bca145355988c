import { fitAnswer } from '../fit-answer.ts';
import type { Method, Send } from '../http.ts';
import { ProviderError } from '../provider-error.ts';
import type { SharePoint } from '../systems.ts';

export interface SharePointSetup {
  readonly send: Send;
  /** Audience of the token: the root host, `https://contoso.sharepoint.com`, also for people's OneDrives. */
  readonly audience: string;
  /** Where the company's sites are: `https://contoso-my.sharepoint.com`. No other place gets our token. */
  readonly origins: readonly string[];
}

interface SiteRequest {
  readonly method: Method;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  readonly idempotent?: boolean;
}

/** Paths begin with `/_api/`; whatever a person wrote must be percent-encoded in them. */
export function createSharePoint(setup: SharePointSetup): SharePoint {
  const call = async (siteUrl: string, path: string, request: SiteRequest): Promise<unknown> => {
    const operation = `${request.method} ${withoutIds(path)}`;
    refuseElsewhere(siteUrl, operation, setup);
    const answer = await setup.send({
      ...request,
      url: `${siteUrl.replace(/\/$/, '')}${path}`,
      scope: `${setup.audience}/.default`,
      operation,
      headers: { accept: 'application/json;odata=nometadata', ...request.headers },
    });
    return answer.body;
  };
  return {
    get: async (siteUrl, path, schema) => {
      const body = await call(siteUrl, path, { method: 'GET' });
      return fitAnswer(schema, body, { system: 'sharepoint', operation: `GET ${withoutIds(path)}` });
    },
    post: (siteUrl, path, body) =>
      call(siteUrl, path, { method: 'POST', body, idempotent: path.endsWith('/ensureuser') }),
    async merge(siteUrl, path, body) {
      const headers = { 'x-http-method': 'MERGE', 'if-match': '*' };
      await call(siteUrl, path, { method: 'POST', headers, body, idempotent: true });
    },
  };
}

/** The site's address comes from outside; a token must not follow it anywhere else. */
function refuseElsewhere(siteUrl: string, operation: string, { origins }: SharePointSetup): void {
  if (URL.canParse(siteUrl) && origins.includes(new URL(siteUrl).origin)) return;
  throw new ProviderError({
    system: 'sharepoint',
    operation,
    code: 'foreign-site',
    message: `the site is not at ${origins.join(' or ')}`,
  });
}

function withoutIds(path: string): string {
  return path.replace(/\?.*$/, '').replaceAll(/\([^)]*\)/g, '(…)');
}
