import type { StepId } from '#providers/action.ts';
import { accepted, type Answer, refuse } from '../policy/refusal.ts';
import { caseArgument } from './case-argument.ts';
import { splitFirst } from './parse-command.ts';
import { parseStep } from './parse-step.ts';

export interface StepArgument {
  readonly caseId: string;
  readonly step: StepId;
  /** What follows: a reason. */
  readonly rest: string;
}

/** The case and the step a command names. */
export function stepArgument(argument: string): Answer<StepArgument> {
  const named = caseArgument(argument);
  if (!named.ok) return named;
  const { caseId, rest } = named.value;
  if (rest === '') return refuse('step-missing', { case: caseId });
  const parsed = parseStep(rest);
  const [word] = splitFirst(rest);
  return parsed
    ? accepted({ caseId, ...parsed })
    : refuse('no-such-step', { case: caseId, step: word.slice(0, 40) });
}
