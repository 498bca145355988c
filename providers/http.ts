import type { TokenCredential } from '@azure/identity';
import type { Clock } from '#bot/workflow/world.ts';
import type { SystemId } from './action.ts';
import { briefAttemptMs, briefMs, isBrief } from './briefly.ts';
import { attemptOnce, type Failed } from './http-attempt.ts';
import { createPace, type Pace, type WriteBudget } from './http-pace.ts';
import { waitBeforeRetry } from './http-retry.ts';
import { createQueues, createSlots, type Queues, type Slots } from './http-slots.ts';
import { cacheTokens, type Tokens } from './http-tokens.ts';
import { ProviderError } from './provider-error.ts';

export type Method = 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE';

export interface SendRequest {
  readonly method: Method;
  readonly url: string;
  /** What the token is for: `https://graph.microsoft.com/.default`. */
  readonly scope: string;
  /** Goes to errors and the log, so no personal data: `GET /users/…/memberOf`. */
  readonly operation: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as JSON; a string goes out as it is. */
  readonly body?: unknown;
  /** True for a POST that only reads, or whose repeat changes nothing. Default: everything but POST is. */
  readonly idempotent?: boolean;
  /** Calls with the same word here go one after another (a mailbox). */
  readonly queue?: string;
  readonly signal?: AbortSignal;
}

/** A 2xx answer; everything else is thrown. `body` is parsed JSON, `undefined` when there was none. */
export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: unknown;
}

/**
 * Sends one request and sees it through: token, deadline, throttling, retries.
 * @throws ProviderError, with `uncertain` when the call may have had its effect although no answer came
 */
export type Send = (request: SendRequest) => Promise<Answer>;

export interface Limits {
  /** Calls on the way at once. */
  readonly concurrent: number;
  /** How often one call is sent at most. */
  readonly attempts: number;
  /** Deadline of one attempt, in ms. */
  readonly attemptMs: number;
  /** After this much time, in ms, no further attempt begins. */
  readonly totalMs: number;
  /** First wait between attempts, in ms; doubles each time. */
  readonly firstWaitMs: number;
  readonly longestWaitMs: number;
  /** When a system asks for a longer pause than this, in ms, the call is given up as `passing` instead of disobeying. */
  readonly longestRetryAfterMs: number;
  /** Changes the system takes in a time; `null` = it names no number. */
  readonly writes: WriteBudget | null;
}

/**
 * Calls at once to each system: what its own limits bear beside other users of the company. Active Directory is the
 * sandbox's here: one LDAP connection carries many questions at a time.
 */
const concurrentTo: Readonly<Record<SystemId, number>> = {
  'active-directory': 16,
  entra: 16,
  exchange: 4,
  sharepoint: 4,
  azure: 8,
};

const defaultLimits: Omit<Limits, 'concurrent'> = {
  attempts: 6,
  attemptMs: 30_000,
  totalMs: 150_000,
  firstWaitMs: 500,
  longestWaitMs: 16_000,
  longestRetryAfterMs: 60_000,
  writes: null,
};

export interface SenderSetup {
  readonly system: SystemId;
  readonly credential: TokenCredential;
  readonly fetch: typeof fetch;
  readonly clock: Clock;
  /** From 0 to below 1: spreads retries so that callers do not come back all at once. */
  readonly random: () => number;
  readonly limits?: Partial<Limits>;
}

/** What the attempts of one sender share. */
export interface Line {
  readonly system: SystemId;
  readonly fetch: typeof fetch;
  readonly clock: Clock;
  readonly random: () => number;
  readonly limits: Limits;
  readonly tokens: Tokens;
  readonly pace: Pace;
  readonly slots: Slots;
  readonly queues: Queues;
}

/** The one way out to a cloud system. One sender a system: it holds that system's tokens and its place in the queue. */
export function createSender(setup: SenderSetup): Send {
  const { system, fetch, clock, random } = setup;
  const limits = { ...defaultLimits, concurrent: concurrentTo[system], ...setup.limits };
  const line: Line = {
    system,
    fetch,
    clock,
    random,
    limits,
    tokens: cacheTokens(setup.credential, system, clock),
    pace: createPace(limits.writes, clock),
    slots: createSlots(limits.concurrent),
    queues: createQueues(),
  };
  return (request) => line.queues(request.queue, () => sendPatiently(request, line));
}

async function sendPatiently(request: SendRequest, line: Line): Promise<Answer> {
  const { clock } = line;
  const limits = isBrief() ? shortened(line.limits) : line.limits;
  await line.pace(request);
  const giveUpAt = clock.now().getTime() + limits.totalMs;
  let uncertain = false;
  for (let attempt = 1; ; attempt += 1) {
    const outcome = await line.slots(() => attemptOnce(request, { ...line, limits }, attempt));
    if (outcome.kind === 'answer') return outcome.answer;
    uncertain ||= outcome.failure.uncertain ?? false;
    const waitMs = waitBeforeRetry(outcome, {
      attempt,
      repeatable: isRepeatable(request),
      random: line.random,
      limits,
    });
    const tooLate = waitMs !== null && clock.now().getTime() + waitMs > giveUpAt;
    if (waitMs === null || tooLate || request.signal?.aborted) throw failed(outcome, uncertain);
    await clock.sleep(waitMs, request.signal);
    await line.pace(request);
  }
}

function shortened(limits: Limits): Limits {
  return {
    ...limits,
    totalMs: Math.min(limits.totalMs, briefMs),
    attemptMs: Math.min(limits.attemptMs, briefAttemptMs),
  };
}

function isRepeatable(request: SendRequest): boolean {
  return request.idempotent ?? request.method !== 'POST';
}

/** An earlier attempt that may have arrived stays true, whatever the last one was answered. */
function failed(outcome: Failed, uncertain: boolean): ProviderError {
  return new ProviderError({ ...outcome.failure, ...(uncertain && { uncertain }) });
}
