import type { CaseState } from '#bot/workflow/case/case-state.ts';
import type { Card } from './card.ts';
import { noticeCard } from './notice-card.ts';
import { between } from './times.ts';

type About = Pick<CaseState, 'leaver' | 'caseId'>;

/** Says that nothing goes on because nothing can be recorded. */
export function standstillCard({ leaver, caseId }: About): Card {
  return noticeCard({
    title: 'My log cannot be written',
    text: `The case of ${leaver.name} (${caseId}) stands still: without its entry in the log nothing may happen, so nothing is sent.`,
    next: 'Nobody has to do anything: I go on by myself when the log is back. If it lasts, tell whoever looks after the bot.',
    tone: 'warning',
  });
}

/** Takes its place when the log is back; both times RFC 3339. */
export function goesOnCard({ leaver, caseId }: About, from: string, to: string): Card {
  return noticeCard({
    title: 'Going on',
    text: `My log can be written again. The case of ${leaver.name} (${caseId}) stood still for ${between(from, to)}.`,
    next: `What was under way is looked at before anything is sent again. How it stands: /status ${caseId}`,
  });
}
