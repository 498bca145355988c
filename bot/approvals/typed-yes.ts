import { changeMark } from '#cards/change-mark.ts';
import type { StepState } from '../workflow/case/case-state.ts';

/** What somebody typed after `/approve <case> <step>`. */
export interface TypedYes {
  /** False when the changes may be others than those this person read. */
  readonly seen: boolean;
  /** What remains as a remark. */
  readonly reason: string;
}

/**
 * A typed yes carries no hash, as a click does. While a step is as the plan was settled, it can only mean that. Once
 * what there is to remove has changed since (`drift`), it counts when it begins with the mark of the changes, which only
 * the newest request shows.
 */
export function typedYes(step: StepState, words: string): TypedYes {
  const [first = '', ...rest] = words.split(' ');
  const isMarked = first.toLowerCase() === changeMark(step.hash);
  return { seen: isMarked || step.drift === undefined, reason: isMarked ? rest.join(' ') : words };
}
