import { erasureCard } from '#cards/erasure-card.ts';
import { noticeCard } from '#cards/notice-card.ts';
import { accepted, type Answer, refuse } from '../../policy/refusal.ts';
import { caseArgument } from '../case-argument.ts';
import { carriedOn, type Command, type Desk, type Shown, type Turn } from '../desk.ts';

/**
 * `/erase`: what is due. `/erase <case> <legal basis>` asks; `/erase <case> confirm` and `/erase <case> decline` are the
 * buttons' twins in text.
 */
export const erase: Command = {
  name: 'erase',
  async run(desk, turn, argument) {
    if (argument === '') return due(desk, turn);
    const named = caseArgument(argument);
    if (!named.ok) return named;
    const { caseId, rest } = named.value;
    const { by } = turn;
    const word = rest.toLowerCase();
    if (word === 'confirm') {
      return carriedOn(desk, await desk.workflow.confirmErasure({ by, caseId }), erasureCard);
    }
    if (word === 'decline') {
      return carriedOn(desk, await desk.workflow.declineErasure({ by, caseId }), erasureCard);
    }
    return carriedOn(desk, await desk.workflow.askErasure({ by, caseId, basis: rest }), erasureCard);
  },
};

/** Names people, so it is for nobody's channel. */
async function due(desk: Desk, { by, at }: Turn): Promise<Answer<Shown>> {
  if (!at.personal) return refuse('private-chat-only');
  const found = await desk.workflow.dueForErasure({ by });
  if (!found.ok) return found;
  const lines = found.value.map(
    ({ state: { caseId, leaver }, since }) => `${caseId}, ${leaver.name}: since ${since.slice(0, 10)}`,
  );
  const none = 'Nothing is due: all cases are younger than their retention, held, or erased.';
  const card = noticeCard({
    title: 'Due to be erased',
    text: lines.length === 0 ? none : lines.join('\n'),
    next: lines.length === 0 ? '' : 'To ask: /erase, the case and the legal basis. A second person confirms.',
  });
  return accepted({ card });
}
