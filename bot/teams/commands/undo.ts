import { accepted, type Answer, refuse } from '../../policy/refusal.ts';
import type { CaseState } from '../../workflow/case/case-state.ts';
import { caseArgument } from '../case-argument.ts';
import type { Command, Desk, Shown, Turn } from '../desk.ts';
import { parseStep } from '../parse-step.ts';

/**
 * `/undo <case> [step]`: asks; nothing happens before the card is confirmed. In place of a step, one change as the log
 * names it: its action, a slash, its key.
 */
export const undo: Command = {
  name: 'undo',
  async run(desk, turn, argument) {
    const named = caseArgument(argument);
    if (!named.ok) return named;
    const { caseId, rest } = named.value;
    const { by } = turn;
    if (rest === '') return asked(desk, turn, await desk.workflow.askUndo({ by, caseId }));
    const step = parseStep(rest)?.step;
    if (!step && rest.includes('/')) {
      return asked(desk, turn, await desk.workflow.askUndo({ by, caseId, ref: rest }));
    }
    if (!step) return refuse('no-such-step', { case: caseId, step: rest.slice(0, 40) });
    return asked(desk, turn, await desk.workflow.askUndo({ by, caseId, step }));
  },
};

/** The card to confirm comes to where it was asked for, and the case's next cards with it. */
async function asked(desk: Desk, { at }: Turn, answer: Answer<CaseState>): Promise<Answer<Shown>> {
  if (!answer.ok) return answer;
  await desk.adopt(answer.value, at);
  desk.workflow.wake(answer.value.caseId);
  return accepted({ card: null });
}
