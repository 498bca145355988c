import type { Card } from '#cards/card.ts';
import { planCard } from '#cards/plan-card.ts';
import { statusCard } from '#cards/status-card.ts';
import { mayAct } from '../../policy/acts.ts';
import { accepted } from '../../policy/refusal.ts';
import type { CaseState } from '../../workflow/case/case-state.ts';
import { caseCard } from '../case-card.ts';
import type { Command, Turn } from '../desk.ts';
import { usableBy } from '../usable-by.ts';

/** `/status [case|who]`: all open cases, somebody's cases, or one case. */
export const status: Command = {
  name: 'status',
  async run(desk, turn, argument) {
    const found = await desk.workflow.find({ by: turn.by, who: argument });
    if (!found.ok) return found;
    const [first, ...others] = found.value;
    const single = argument !== '' && first && others.length === 0;
    return accepted({
      card: single ? shownTo(turn, first, desk.now()) : statusCard(found.value, desk.now()),
    });
  },
};

/** In their own chat nobody else sees it. */
function shownTo({ by, at }: Turn, state: CaseState, now: Date): Card {
  if (!at.personal) return caseCard(state, now);
  const onlyReads = state.status === 'choosing' && !mayAct(by, 'choose').ok;
  return usableBy(onlyReads ? planCard(state, 'reading') : caseCard(state, now), by);
}
