import type { SystemId } from './action.ts';

export interface ProviderFailure {
  readonly system: SystemId;
  /** `GET /users/…`, `modify member`, `Set-Mailbox`: what was asked, without personal data or query. */
  readonly operation: string;
  /** The system's own code (`Authorization_RequestDenied`, `53/0000055E`), or `timeout`, `unreachable`, `unreadable`. */
  readonly code: string;
  /** The system's own words. */
  readonly message: string;
  readonly status?: number;
  /** The system's id of this request, for its support. */
  readonly requestId?: string;
  /** True when the call may have had its effect although no answer came: observe before sending again. */
  readonly uncertain?: boolean;
  /** True when the system said that the thing is not there. */
  readonly absent?: boolean;
  /** True when the same call may succeed later (throttled, unavailable). */
  readonly passing?: boolean;
  /** How long the system asked to be left alone, in ms. */
  readonly pauseMs?: number;
}

/** A system refused, failed or could not be understood. Carries facts; sentences for people are made in cards/. */
export class ProviderError extends Error {
  override readonly name = 'ProviderError';
  readonly failure: ProviderFailure;

  constructor(failure: ProviderFailure, options?: ErrorOptions) {
    super(`${failure.system}: ${failure.operation}: ${failure.code}: ${failure.message}`, options);
    this.failure = failure;
  }
}

/** True for the error that says the thing asked for does not exist. */
export function isAbsent(error: unknown): boolean {
  return error instanceof ProviderError && error.failure.absent === true;
}
