import type { SystemId } from './action.ts';
import type { Failed } from './http-attempt.ts';
import type { SendRequest } from './http.ts';
import type { Deadline } from './http-deadline.ts';

/** Nothing left this machine, so nothing can have happened. */
const neverSent = /^(ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|UND_ERR_CONNECT_TIMEOUT)$/;
/** The other side is not who it claims to be: asking again does not help. */
const badCertificate = /CERT|SELF_SIGNED|UNABLE_TO_|^ERR_(TLS|SSL)_|^EPROTO$/;

/** What a call without an answer means: nobody there, no time left, or lost on the way. */
export function connectionFailure(
  error: unknown,
  request: SendRequest,
  system: SystemId,
  deadline: Deadline,
): Failed {
  const cause = causeOf(error);
  const sent = !neverSent.test(cause.code) && !badCertificate.test(cause.code);
  const mayHaveArrived = sent && request.method !== 'GET';
  const requestId = request.headers?.['client-request-id'];
  return {
    kind: 'failed',
    again: againAfter(cause.code, sent, request),
    retryAfterMs: null,
    failure: {
      system,
      operation: request.operation,
      ...wordsFor(cause, request, deadline),
      ...(requestId !== undefined && { requestId }),
      ...(mayHaveArrived && { uncertain: true }),
      ...(!badCertificate.test(cause.code) && { passing: true }),
    },
  };
}

function againAfter(code: string, sent: boolean, request: SendRequest): Failed['again'] {
  if (request.signal?.aborted || badCertificate.test(code)) return 'never';
  return sent ? 'repeatable' : 'always';
}

function wordsFor(
  cause: { code: string; message: string },
  request: SendRequest,
  deadline: Deadline,
): { code: string; message: string } {
  if (request.signal?.aborted) return { code: 'aborted', message: 'the caller gave up waiting' };
  if (deadline.passed()) return { code: 'timeout', message: 'no answer in time' };
  const message = cause.code === '' ? cause.message : `${cause.message} (${cause.code})`;
  return { code: 'unreachable', message };
}

/** Node's fetch says only "fetch failed"; the reason is in `cause`. Only code and words are taken: no addresses of objects, no headers. */
function causeOf(error: unknown): { code: string; message: string } {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
  const message = cause instanceof Error && cause.message !== '' ? cause.message : 'no connection';
  return { code, message };
}
