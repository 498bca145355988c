import type { AuthorizationManagementClientOptionalParams } from '@azure/arm-authorization';
import { unreadable } from '../fit-answer.ts';
import type { Method, Send } from '../http.ts';

export interface AzureSetup {
  /** `https://management.azure.com`, a national cloud, or the sandbox; no path. */
  readonly baseUrl: string;
  readonly send: Send;
  /** Audience of the token when it is not the public cloud's. */
  readonly audience?: string;
  /**
   * Azure shows a caller without a role no subscription at all, which looks like a company without Azure. Only a
   * company that says it has none may be believed. Default: false.
   */
  readonly hasNoSubscriptions?: boolean;
}

type HttpClient = NonNullable<AuthorizationManagementClientOptionalParams['httpClient']>;
type HttpResponse = Awaited<ReturnType<HttpClient['sendRequest']>>;

const publicAzure = 'https://management.azure.com';

/** Ends the pipeline of Microsoft's client with our own way of sending. */
export function throughOurSender(setup: AzureSetup): HttpClient {
  return {
    async sendRequest(request): Promise<HttpResponse> {
      const { body } = request;
      const answer = await sendToAzure(setup, {
        method: request.method as Method,
        url: request.url,
        requestId: request.requestId,
        ...(typeof body === 'string' && { body }),
      });
      return {
        request,
        status: answer.status,
        headers: readOnlyHeaders(answer.headers),
        bodyAsText: answer.body === undefined ? '' : JSON.stringify(answer.body),
      };
    },
  };
}

export interface AzureRequest {
  readonly method: Method;
  readonly url: string;
  readonly requestId?: string;
  readonly body?: string;
}

/** @throws ProviderError also for an address that is not Azure's: our token would go there too. */
export async function sendToAzure(setup: AzureSetup, { method, url, requestId, body }: AzureRequest) {
  const operation = operationOf(method, url);
  if (new URL(url).origin !== new URL(setup.baseUrl).origin) {
    throw unreadable({ system: 'azure', operation }, 'the next page is at another address');
  }
  return setup.send({
    method,
    url,
    scope: `${setup.audience ?? publicAzure}/.default`,
    operation,
    ...(requestId !== undefined && { headers: { 'x-ms-client-request-id': requestId } }),
    ...(body !== undefined && { body }),
  });
}

/** The kind of thing only; scopes and ids say too much. */
function operationOf(method: string, url: string): string {
  const kinds = /\b(roleAssignments|roleDefinitions)\b/i.exec(new URL(url).pathname);
  return `${method} ${kinds?.[1] ?? 'subscriptions'}`;
}

/** Microsoft's interface over the headers of an answer, which nobody changes any more. */
function readOnlyHeaders(headers: Headers): HttpResponse['headers'] {
  const never = (): never => {
    throw new TypeError('the headers of an answer do not change');
  };
  return {
    get: (name) => headers.get(name) ?? undefined,
    has: (name) => headers.has(name),
    set: never,
    delete: never,
    toJSON: () => Object.fromEntries(headers),
    [Symbol.iterator]: () => headers[Symbol.iterator](),
  };
}
