import { historyCard } from '#cards/history-card.ts';
import type { HistoryRequest } from '../history/read-history.ts';
import { accepted, type Answer, refuse } from '../policy/refusal.ts';
import type { Desk, Shown, Turn } from './desk.ts';

/** A page of the log, for the chat with one person only: others in a channel have no right to it. */
export async function shownHistory(
  desk: Desk,
  { by, at }: Turn,
  question: Omit<HistoryRequest, 'by'>,
): Promise<Answer<Shown>> {
  if (!at.personal) return refuse('private-chat-only');
  const page = await desk.workflow.history({ by, ...question });
  if (!page.ok) return page;
  const { title, entries, next, caseId, leaverId } = page.value;
  const query = {
    ...(caseId === undefined ? {} : { caseId }),
    ...(leaverId === undefined ? {} : { leaverId }),
  };
  return accepted({ card: historyCard({ title, entries, next, query }) });
}
