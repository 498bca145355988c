import { z } from 'zod';

/** Trouble that can be switched on; `{}` switches everything off. Shares are between 0 and 1. */
export const faultSettings = z.strictObject({
  /** Added to every answer, in ms. */
  latencyMs: z.number().min(0).max(60_000).default(0),
  /** Share of calls that fail, without having been executed, with one of `statuses`. */
  rate: z.number().min(0).max(1).default(0),
  statuses: z.array(z.int().min(400).max(599)).nonempty().default([503]),
  /** Sent with a failure of `rate`; without it the caller must guess. */
  retryAfterSeconds: z.number().min(0).optional(),
  /** Share of calls that are executed and whose answer never arrives. */
  lostResponses: z.number().min(0).max(1).default(0),
  /** For so many ms after a write, reads see what was there before it. */
  staleReads: z.number().min(0).default(0),
  /** Writes are answered as if they had been done, and are not done. */
  ignoreWrites: z.boolean().default(false),
  /** Graph takes so many changes in a time and answers the others with 429 and when to come back. */
  writeBudget: z
    .strictObject({
      writes: z.int().min(1),
      perMs: z.number().min(1),
      /** What is left of it now; default: all. */
      left: z.int().min(0).optional(),
    })
    .optional(),
  /** Regular expression on `METHOD /path?query`; default: every call. */
  match: z.string().refine(isPattern, 'not a regular expression').default(''),
  /** Same seed, same calls in the same order: same faults. */
  seed: z.int().default(1),
});
export type FaultSettings = z.infer<typeof faultSettings>;

/** What shall happen to one call. */
export interface Fate {
  readonly latencyMs: number;
  readonly failure: { readonly status: number; readonly retryAfterSeconds?: number | undefined } | null;
  readonly lost: boolean;
  readonly staleMs: number;
  readonly ignored: boolean;
}

const untroubled: Fate = { latencyMs: 0, failure: null, lost: false, staleMs: 0, ignored: false };

/** Decides the fate of one call after the other: `METHOD /path?query` in, fate out. */
export function fates(settings: FaultSettings): (call: string) => Fate {
  const random = seeded(settings.seed);
  const matches = new RegExp(settings.match);
  return (call) => {
    if (!matches.test(call)) return untroubled;
    const [fails, which, lost] = [random(), random(), random()];
    const status = settings.statuses[Math.floor(which * settings.statuses.length)] ?? 503;
    return {
      latencyMs: settings.latencyMs,
      failure: fails < settings.rate ? { status, retryAfterSeconds: settings.retryAfterSeconds } : null,
      lost: lost < settings.lostResponses,
      staleMs: settings.staleReads,
      ignored: settings.ignoreWrites,
    };
  };
}

/** Numbers from 0 to below 1 that repeat with the seed (mulberry32). */
function seeded(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

function isPattern(text: string): boolean {
  try {
    return new RegExp(text) instanceof RegExp;
  } catch {
    return false;
  }
}
