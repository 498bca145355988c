import { type Candidate, choosePersonCard } from '#cards/choose-person-card.ts';
import type { Opened } from '../workflow/acts/open-case.ts';
import { accepted, type Answer } from '../policy/refusal.ts';
import type { Desk, Shown, Turn } from './desk.ts';

/** A new case lives in the conversation it was asked for in; several people who fit are a question back. */
export async function shownOpening(desk: Desk, turn: Turn, answer: Answer<Opened>): Promise<Answer<Shown>> {
  if (!answer.ok) return answer;
  const opened = answer.value;
  if (opened.kind === 'choose') {
    const candidates = opened.candidates.map(shownCandidate);
    return accepted({ card: choosePersonCard({ ...opened, candidates }) });
  }
  await desk.adopt(opened.state, turn.at);
  desk.workflow.wake(opened.state.caseId);
  return accepted({ card: null });
}

type Found = Extract<Opened, { kind: 'choose' }>['candidates'][number];

function shownCandidate({ id, name, upn, accountName, detail }: Found): Candidate {
  return { id, name, upn, title: detail, ...(accountName === null ? {} : { accountName }) };
}
