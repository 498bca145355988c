import { z } from 'zod';
import { listTroubles, type ListTrouble } from './list-trouble.ts';

const share = z.number().min(0).max(1).default(0);

/** Trouble that can be switched on; `{}` switches everything off. Shares are between 0 and 1. */
export const faultSettings = z.strictObject({
  /** Added to every answer, in ms. */
  latencyMs: z.number().min(0).max(60_000).default(0),
  /** Share of calls that fail, without having been executed, with one of `statuses`. */
  rate: share,
  statuses: z.array(z.int().min(400).max(599)).nonempty().default([503]),
  /** Sent with a failure of `rate`; without it the caller must guess. */
  retryAfterSeconds: z.number().min(0).optional(),
  /** Share of the failures of `rate` that carry `retryAfterSeconds`. */
  retryAfterShare: z.number().min(0).max(1).default(1),
  /** Share of calls whose connection is reset before anything is executed. */
  resets: share,
  /** Share of calls that are executed and whose answer never arrives: the connection is closed. */
  lostResponses: share,
  /** Share of calls that are executed and whose answer breaks off in the middle. */
  halfAnswers: share,
  /** Share of calls that are never answered and stay open. Half of them are executed. */
  hangs: share,
  /** For so many ms after a write, reads see what was there before it. */
  staleReads: z.number().min(0).default(0),
  /** Every read by an amount of its own up to `staleReads`, as if each asked another copy that lags behind. */
  staleVaries: z.boolean().default(false),
  /** Writes are answered as if they had been done, and are not done. */
  ignoreWrites: z.boolean().default(false),
  /** What goes wrong with lists, one page of which comes as it should. */
  lists: z.enum(listTroubles).optional(),
  /** Graph takes so many changes in a time and answers the others with 429 and when to come back. */
  writeBudget: z
    .strictObject({
      writes: z.int().min(1),
      perMs: z.number().min(1),
      /** What is left of it now; default: all. */
      left: z.int().min(0).optional(),
    })
    .optional(),
  /** Regular expression on `METHOD /path?query`, for Exchange followed by the cmdlet's name; default: every call. */
  match: z.string().refine(isPattern, 'not a regular expression').default(''),
  /** Same seed, same calls: same faults, in whatever order different calls arrive. */
  seed: z.int().default(1),
});
export type FaultSettings = z.infer<typeof faultSettings>;

/** How the connection treats a call and its answer. */
export type Delivery = 'answered' | 'reset' | 'lost' | 'half' | 'hangs';

/** What shall happen to one call. */
export interface Fate {
  readonly latencyMs: number;
  readonly failure: { readonly status: number; readonly retryAfterSeconds?: number | undefined } | null;
  readonly delivery: Delivery;
  /** False when the connection fails before the call is looked at. */
  readonly executed: boolean;
  readonly staleMs: number;
  readonly ignored: boolean;
  readonly lists: ListTrouble | undefined;
}

const untroubled: Fate = {
  latencyMs: 0,
  failure: null,
  delivery: 'answered',
  executed: true,
  staleMs: 0,
  ignored: false,
  lists: undefined,
};

/** Decides the fate of one call after the other: `METHOD /path?query` in, fate out. */
export function fates(settings: FaultSettings): (call: string) => Fate {
  const matches = new RegExp(settings.match);
  const heard = new Map<string, number>();
  return (call) => {
    if (!matches.test(call)) return untroubled;
    const nth = (heard.get(call) ?? 0) + 1;
    heard.set(call, nth);
    const random = seeded(numberOf(`${settings.seed} ${nth} ${call}`));
    const failure = failureBy(settings, random);
    const broken = deliveryBy(settings, random());
    const delivery = failure ? 'answered' : broken;
    const half = random() < 0.5;
    return {
      latencyMs: settings.latencyMs,
      failure,
      delivery,
      executed: !failure && delivery !== 'reset' && (delivery !== 'hangs' || half),
      staleMs: settings.staleVaries ? random() * settings.staleReads : settings.staleReads,
      ignored: settings.ignoreWrites,
      lists: settings.lists,
    };
  };
}

function failureBy(settings: FaultSettings, random: () => number): Fate['failure'] {
  const { rate, statuses, retryAfterSeconds, retryAfterShare } = settings;
  const [fails, which, paused] = [random(), random(), random()];
  if (fails >= rate) return null;
  const status = statuses[Math.floor(which * statuses.length)] ?? 503;
  return { status, retryAfterSeconds: paused < retryAfterShare ? retryAfterSeconds : undefined };
}

function deliveryBy({ resets, lostResponses, halfAnswers, hangs }: FaultSettings, drawn: number): Delivery {
  const shares = [
    ['reset', resets],
    ['lost', lostResponses],
    ['half', halfAnswers],
    ['hangs', hangs],
  ] as const;
  let upTo = 0;
  for (const [delivery, part] of shares) {
    upTo += part;
    if (drawn < upTo) return delivery;
  }
  return 'answered';
}

/** A number that follows from a text (FNV-1a). */
function numberOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return hash;
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
