import type { Answer, Line, SendRequest } from './http.ts';
import { startDeadline, type Deadline } from './http-deadline.ts';
import { readErrorBody } from './http-error-body.ts';
import { connectionFailure } from './http-connection.ts';
import { retryAfterMs } from './http-retry.ts';
import { askPermit } from './permit.ts';
import { ProviderError, type ProviderFailure } from './provider-error.ts';

/** Whether the same call may go out once more: `repeatable` ones only when a second effect does no harm. */
type Again = 'always' | 'repeatable' | 'never';

export interface Failed {
  readonly kind: 'failed';
  readonly failure: ProviderFailure;
  readonly again: Again;
  /** What the system asked for, in ms. */
  readonly retryAfterMs: number | null;
}

export type Attempt = { readonly kind: 'answer'; readonly answer: Answer } | Failed;

/** Sends once. A failure is a value here, because the caller decides whether to send again. */
export async function attemptOnce(request: SendRequest, line: Line, attempt: number): Promise<Attempt> {
  refuseOpenWire(request, line);
  refuseAborted(request, line);
  const deadline = startDeadline(line.clock, line.limits.attemptMs, request.signal);
  try {
    const token = await line.tokens.get(request.scope, deadline.signal);
    if (request.method !== 'GET') await askPermit();
    return await exchange(request, { line, attempt, token, deadline });
  } finally {
    deadline.stop();
  }
}

interface Round {
  readonly line: Line;
  readonly attempt: number;
  readonly token: string;
  readonly deadline: Deadline;
}

async function exchange(request: SendRequest, round: Round): Promise<Attempt> {
  const { line, token, deadline } = round;
  try {
    const response = await line.fetch(request.url, {
      method: request.method,
      headers: headersOf(request, token),
      body: bodyOf(request) ?? null,
      redirect: 'manual',
      signal: deadline.signal,
    });
    return judge(request, response, await textOf(response, deadline), round);
  } catch (error) {
    if (error instanceof ProviderError) throw error;
    return discreet(connectionFailure(error, request, line.system, deadline), token);
  }
}

function headersOf(request: SendRequest, token: string): Record<string, string> {
  return {
    accept: 'application/json',
    ...(request.body !== undefined && { 'content-type': 'application/json' }),
    ...lowerCased(request.headers ?? {}),
    authorization: `Bearer ${token}`,
  };
}

function lowerCased(headers: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
}

function bodyOf({ body }: SendRequest): string | undefined {
  return body === undefined || typeof body === 'string' ? body : JSON.stringify(body);
}

/** `null` when the connection broke in the middle of the body. */
async function textOf(response: Response, deadline: Deadline): Promise<string | null> {
  try {
    return await response.text();
  } catch (error) {
    if (deadline.signal.aborted) throw error;
    return null;
  }
}

function judge(request: SendRequest, response: Response, text: string | null, round: Round): Attempt {
  if (!response.ok) return refused(request, response, text ?? '', round);
  const body = text === null ? unreadable : parsed(text);
  if (body !== unreadable) {
    return { kind: 'answer', answer: { status: response.status, headers: response.headers, body } };
  }
  return {
    kind: 'failed',
    again: 'repeatable',
    retryAfterMs: null,
    failure: {
      ...factsOf(request, response, round),
      code: 'unreadable',
      message: text === null ? 'the answer broke off' : 'the answer is not JSON',
      ...(text === null && { passing: true }),
      ...(request.method !== 'GET' && { uncertain: true }),
    },
  };
}

const unreadable = Symbol('unreadable');

function parsed(text: string): unknown {
  if (text.trim() === '') return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return unreadable;
  }
}

/** Answered by 501 and 505 is what will never be understood; every other fault of a server, or of one before it, may pass. */
function isLateFault(status: number): boolean {
  return status === 408 || (status >= 500 && status !== 501 && status !== 505);
}

function refused(request: SendRequest, response: Response, text: string, round: Round): Failed {
  const { status } = response;
  const pause = retryAfterMs(response.headers.get('retry-after'), round.line.clock.now());
  const again = whetherAgain(status, pause !== null, staleToken(request, status, round));
  // Before anything of it is read or cut: half a token is one too.
  const spoken = readErrorBody(withoutToken(text, round.token));
  return {
    kind: 'failed',
    again,
    retryAfterMs: pause,
    failure: {
      ...factsOf(request, response, round),
      code: spoken.code ?? `http-${status}`,
      message: spoken.message ?? `answered with status ${status}`,
      ...(spoken.requestId !== undefined && { requestId: spoken.requestId }),
      // A bare 404 can come from a proxy or a wrong address: only the system itself can say that a thing is gone.
      ...(spoken.absent || (status === 404 && spoken.code !== undefined) ? { absent: true } : {}),
      ...((status === 429 || isLateFault(status)) && { passing: true }),
      ...(pause !== null && { pauseMs: pause }),
      ...(again === 'repeatable' && request.method !== 'GET' && { uncertain: true }),
    },
  };
}

function whetherAgain(status: number, pauseNamed: boolean, staleToken: boolean): Again {
  if (staleToken || status === 429 || (status === 503 && pauseNamed)) return 'always';
  return isLateFault(status) ? 'repeatable' : 'never';
}

/** A refused token is forgotten; a fresh one gets one try, because the call itself was not looked at. */
function staleToken(request: SendRequest, status: number, { line, attempt }: Round): boolean {
  if (status !== 401) return false;
  line.tokens.forget(request.scope);
  return attempt === 1;
}

function factsOf(request: SendRequest, response: Response, { line, token }: Round) {
  const { headers, status } = response;
  const requestId =
    headers.get('request-id') ??
    headers.get('x-ms-request-id') ??
    headers.get('sprequestguid') ??
    request.headers?.['client-request-id'];
  return {
    system: line.system,
    operation: request.operation,
    status,
    ...(requestId !== undefined && { requestId: withoutToken(requestId, token) }),
  };
}

/** Fetch itself repeats a header it will not send. */
function discreet(failed: Failed, token: string): Failed {
  const message = withoutToken(failed.failure.message, token);
  return { ...failed, failure: { ...failed.failure, message } };
}

function withoutToken(text: string, token: string): string {
  return text.replaceAll(token, '[token]');
}

/** A token over plain HTTP is anybody's. Loopback is the sandbox. */
function refuseOpenWire({ url, operation }: SendRequest, { system }: Line): void {
  const { protocol, hostname } = new URL(url);
  if (protocol === 'https:' || ['127.0.0.1', 'localhost', '[::1]'].includes(hostname)) return;
  throw new ProviderError({
    system,
    operation,
    code: 'insecure',
    message: 'refused to send a token without TLS',
  });
}

/** Given up before it was sent: nothing has happened. */
function refuseAborted({ signal, operation }: SendRequest, { system }: Line): void {
  if (!signal?.aborted) return;
  throw new ProviderError({ system, operation, code: 'aborted', message: 'the caller gave up waiting' });
}
