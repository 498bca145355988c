import type { Proof } from './coverage.ts';
import type { Evidence } from './evidence.ts';

/** Who made a report, when and with what. */
export interface ReportHead {
  /** RFC 3339 UTC. */
  readonly made: string;
  /** The person who took it, or the account that ran the command. */
  readonly takenBy: string;
  readonly version: string;
}

/** The evidence bundle that belongs to a report. */
export interface Bundle {
  readonly name: string;
  /** SHA-256 of its bytes, hex. */
  readonly sha256: string;
  /** Where the reader finds it: `attached to this file`. */
  readonly where: string;
}

/** Everything a report of one case says. */
export interface CaseReport {
  readonly head: ReportHead;
  readonly evidence: Evidence;
  readonly proof: Proof;
  /** `null`: none could be made; why is said by the missing checkpoint. */
  readonly bundle: Bundle | null;
}
