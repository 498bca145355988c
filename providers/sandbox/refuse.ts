import type { Route, SandboxAnswer } from './route.ts';

/** A refusal in the shape of that system. The server adds request ids and, for Graph, `innerError`. */
export function refuse(
  system: Route['system'],
  status: number,
  code: string,
  message: string,
): SandboxAnswer & { readonly body: unknown } {
  if (system === 'sharepoint') {
    return { status, body: { 'odata.error': { code, message: { lang: 'en-US', value: message } } } };
  }
  const details = system === 'exchange' ? { details: [{ code, target: '', message }] } : {};
  return { status, body: { error: { code, message, ...details } } };
}

/** Each system's own words for the refusals that have nothing to do with one operation. */
const words = {
  graph: {
    unauthenticated: ['InvalidAuthenticationToken', 'Access token validation failure. Invalid token.'],
    forbidden: ['Authorization_RequestDenied', 'Insufficient privileges to complete the operation.'],
    unknown: ['BadRequest', 'Resource not found for the segment.'],
    badJson: ['BadRequest', 'Unable to read JSON request payload.'],
  },
  exchange: {
    unauthenticated: ['UnauthorizedRequest', 'The access token is invalid.'],
    forbidden: ['AccessDenied', "The role assigned to application isn't supported in this scenario."],
    unknown: ['NotFound', 'No HTTP resource was found that matches the request URI.'],
    badJson: ['BadRequest', 'The request payload is not valid JSON.'],
  },
  sharepoint: {
    unauthenticated: ['-2147024891, System.UnauthorizedAccessException', 'Invalid issuer or signature.'],
    forbidden: ['-2147024891, System.UnauthorizedAccessException', 'Access denied.'],
    unknown: ['-1, Microsoft.SharePoint.Client.ResourceNotFoundException', 'Cannot find resource.'],
    badJson: ['-1, Microsoft.SharePoint.Client.InvalidClientQueryException', 'The expression is not valid.'],
  },
  azure: {
    unauthenticated: ['InvalidAuthenticationToken', 'The access token is invalid.'],
    forbidden: [
      'AuthorizationFailed',
      'The client does not have authorization to perform action over the scope, or the scope is invalid.',
    ],
    unknown: ['ResourceNotFound', 'The requested resource was not found.'],
    badJson: ['InvalidRequestContent', 'The request content was invalid and could not be deserialized.'],
  },
  directory: {
    unauthenticated: ['49', 'invalidCredentials'],
    forbidden: ['50/00002098', 'insufficientAccessRights'],
    unknown: ['53', 'unwillingToPerform'],
    badJson: ['2', 'protocolError'],
  },
} as const satisfies Record<Route['system'], Record<GeneralRefusal, readonly [string, string]>>;

export type GeneralRefusal = 'unauthenticated' | 'forbidden' | 'unknown' | 'badJson';
const statusOf = { unauthenticated: 401, forbidden: 403, unknown: 404, badJson: 400 } as const;

export function refuseGenerally(system: Route['system'], what: GeneralRefusal): SandboxAnswer {
  const [code, message] = words[system][what];
  return refuse(system, statusOf[what], code, message);
}

/** Whose words an unknown path is answered in. */
export function systemOfPath(path: string): Route['system'] {
  if (path.startsWith('/adminapi')) return 'exchange';
  if (/\/_api\//i.test(path)) return 'sharepoint';
  if (/^\/(subscriptions|providers)\b/i.test(path)) return 'azure';
  if (path.startsWith('/_directory')) return 'directory';
  return 'graph';
}
