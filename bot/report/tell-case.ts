import type { Entry } from '#storage/entry.ts';
import { type Evidence, evidenceOf, type EvidenceRules } from './evidence.ts';

/** What a case's entries tell, or why this version cannot say it. */
export type Telling =
  | { readonly evidence: Evidence; readonly untold: '' }
  | { readonly evidence: null; readonly untold: string; readonly cause: unknown };

/** An entry that this version does not understand keeps its case from being told, and is named. Never throws. */
export function tellCase(entries: readonly Entry[], rules: EvidenceRules): Telling {
  try {
    return { evidence: evidenceOf(entries, rules), untold: '' };
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    return { evidence: null, untold: `This version cannot read it: ${why}`, cause };
  }
}
