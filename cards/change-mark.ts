/**
 * Short name of exactly the changes of a step, for people to type: the beginning of their hash. Enough to tell one
 * state of a step from another; a click is bound to the whole hash.
 */
export function changeMark(hash: string): string {
  return hash.slice(0, 6);
}
