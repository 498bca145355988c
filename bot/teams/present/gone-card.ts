import type { Card } from '#cards/card.ts';
import { isErasureOnRecord } from '#cards/gone-word.ts';
import { noticeCard } from '#cards/notice-card.ts';
import { isBeingErased } from '../../workflow/erase/erasing.ts';
import type { CaseState } from '../../workflow/case/case-state.ts';

const words: Readonly<Record<string, readonly [title: string, text: string]>> = {
  approval: ['This request is no longer open', 'A newer one took its place, or somebody else was asked.'],
  undelivered: ['Settled', 'Somebody was asked in the meantime.'],
  halted: ['Settled', 'It was asked once more.'],
  result: ['Going on', 'The work was taken up again, or something was undone; a new result follows.'],
  undo: ['This undo is no longer open', 'It was withdrawn, or it has ended and another one was asked since.'],
};

/** What stands in place of a message that the case no longer has, so that nobody presses its buttons. */
export function goneCard(key: string, state: CaseState): Card {
  const { leaver, caseId } = state;
  if (isBeingErased(state)) {
    const [word, how] = isErasureOnRecord(state)
      ? ['Erased', 'is erased']
      : ['Unreadable', 'can be read by nobody any more: its key is gone'];
    return noticeCard({ title: word, text: `What stood here about ${caseId} ${how}.` });
  }
  const [title, text] = words[key.split(':')[0] ?? ''] ?? ['No longer current', 'The case has moved on.'];
  return noticeCard({
    title,
    text: `${leaver.name} (${caseId}): ${text}`,
    next: `How it stands: /status ${caseId}`,
  });
}
