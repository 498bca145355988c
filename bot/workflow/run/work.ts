import type { AnyAction, Context, StepId } from '#providers/action.ts';
import type { Hold } from '../hold/hold.ts';
import type { World } from '../world.ts';

/** One action at work in one case: what the small steps of a run share. */
export interface Work {
  readonly world: World;
  readonly hold: Hold;
  readonly action: AnyAction;
  readonly context: Context;
  readonly step: StepId;
  /** When its system took each change that was sent, RFC 3339 UTC, by ref: a later outcome says so. */
  readonly accepted?: Map<string, string>;
}
