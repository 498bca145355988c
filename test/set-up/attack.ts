/**
 * How hard this run attacks. `npm test` keeps a short version of each attack and always the same seed; `npm run soak`
 * is long and takes a new seed, which it prints, so that a finding can be repeated.
 */
const long = process.env['SOAK'] === 'long';

/** Where the randomness of this run begins. */
export const seed = Number(process.env['SOAK_SEED'] ?? 1);

/** How often something is tried. */
export function times(count: { readonly short: number; readonly long: number }): number {
  return Number(process.env['SOAK_TIMES'] ?? (long ? count.long : count.short));
}

/** A seed for each time, one after the other from the seed of the run. */
export function seeds(count: { readonly short: number; readonly long: number }): readonly number[] {
  return Array.from({ length: times(count) }, (_, index) => seed + index);
}

/** A long run shares the machine with itself: whatever waits in it waits so many times longer. */
export const slack = long ? 5 : 1;

/** How long a test of so many tries may take, in ms. */
export function patience(count: number, eachMs: number): number {
  return 60_000 + count * eachMs;
}
