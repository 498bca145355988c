import { counted } from '#cards/words.ts';
import type { CaseState } from '../case/case-state.ts';
import { type Located, wasSent } from '../case/steps.ts';

/** Why none of these changes can be put back: only what is so, in whole sentences. */
export function whyNothing(located: readonly Located[]): string {
  const sending = located.filter(({ change }) => change.status === 'intended').length;
  const back = located.filter(({ change }) => change.status === 'undone').length;
  const lost = located.filter(({ action, change }) => action.irreversible !== undefined && wasSent(change));
  const words = [
    ...(sending > 0
      ? ['Something is being sent at this moment: ask again when the case has come to rest.']
      : []),
    ...(back > 0 ? [`${counted(back, 'change')} there ${are(back)} put back already, and read back.`] : []),
    ...(lost.length > 0 ? [`${counted(lost.length, 'change')} there ${has(lost.length)} no way back.`] : []),
  ];
  return words.length > 0 ? words.join(' ') : 'Nothing was changed there.';
}

function are(count: number): string {
  return count === 1 ? 'is' : 'are';
}

function has(count: number): string {
  return count === 1 ? 'has' : 'have';
}

/** Of a case that has not begun to change anything: why, and what helps. */
export function notBegun({ caseId, status }: Pick<CaseState, 'caseId' | 'status'>): {
  readonly why: string;
  readonly next: string;
} {
  const next = `To end the case before anything is changed: /cancel ${caseId}`;
  if (status === 'choosing')
    return { why: 'Nothing was changed yet: the plan waits for an operator’s choice.', next };
  if (status === 'opened') return { why: 'Nothing was changed yet: the systems are being read.', next };
  const why = 'Nothing was changed yet: a system could not be read, so there is no plan.';
  return { why, next: `To read again: /status ${caseId} and the button there. To end it: /cancel ${caseId}` };
}

/** Why there is no undo to answer. */
export function whyNoQuestion({ caseId, status, undo }: CaseState): string {
  if (status === 'undoing' && undo)
    return `${undo.askedBy.name} said yes to the undo already, and it is under way.`;
  if (undo?.confirmed) return 'The undo was answered with yes, and has ended.';
  return `No undo waits for an answer: it was withdrawn, or nobody asked for one. To ask: /undo ${caseId}.`;
}
