import { counted, outcomeWords } from '#cards/words.ts';
import { tallyOf, tallyWords } from './change-tally.ts';
import type { CaseReport } from './report-parts.ts';
import { type Erased, erasedWords } from './erased.ts';
import { endedWords, enderWords } from './ended.ts';
import type { Evidence } from './evidence.ts';
import { openChanges } from './open-changes.ts';
import { time } from './told.ts';

export interface CaseVerdict {
  readonly tone: 'good' | 'warning' | 'bad' | 'neutral';
  readonly title: string;
  readonly lines: readonly string[];
}

/** What the first page says in one sentence. Complete is said only of a case that the log calls so, and whose log is sound. */
export function caseVerdict({ evidence, proof }: Pick<CaseReport, 'evidence' | 'proof'>): CaseVerdict {
  if (proof.fault) {
    const { where, how } = proof.fault;
    const lines = [
      `${where} ${how}.`,
      `What follows tells only of the ${counted(evidence.entries.count, 'sound entry', 'sound entries')} before it, and proves nothing.`,
    ];
    return { tone: 'bad', title: 'TAMPERED: the log was changed', lines };
  }
  return evidence.erased ? erasedVerdict(evidence, evidence.erased) : verdictOf(evidence);
}

/** How it ended is still known, and that is all: complete is said of nothing that cannot be read. */
function erasedVerdict({ outcome, ended }: Evidence, erased: Erased): CaseVerdict {
  const who = ended ? `, on ${time(ended.at)} UTC, ${enderWords(ended)}` : '';
  const end =
    outcome === null
      ? 'The log does not say how it ended.'
      : `The log says that it ended: ${outcomeWords[outcome]}${who}.`;
  const lines = [erasedWords(erased), end];
  if (erased.kind === 'key lost') return { tone: 'bad', title: 'Unreadable: the key is gone', lines };
  return { tone: 'neutral', title: 'Erased: whom it was about can be read by nobody', lines };
}

function verdictOf(evidence: Evidence): CaseVerdict {
  const { outcome, asOf } = evidence;
  const tally = `${tallyWords(tallyOf(evidence))}.`;
  if (outcome === null) {
    const title = `OPEN, as of ${time(asOf)} UTC`;
    return { tone: 'warning', title, lines: ['The case has not ended. This is where it stood.', tally] };
  }
  const open = openChanges(evidence).length;
  if (outcome === 'complete') {
    const lines = ['Every change that was chosen was made, and read back from its system.', tally];
    return { tone: open === 0 ? 'good' : 'bad', title: 'Complete: access removed and read back', lines };
  }
  const title = outcomeWords[outcome];
  return {
    tone: outcome === 'incomplete' ? 'bad' : 'neutral',
    title: `${title.slice(0, 1).toUpperCase()}${title.slice(1)}`,
    lines: [outcome === 'canceled' ? canceledLine(evidence) : aboutEnd[outcome], tally],
  };
}

function canceledLine({ ended }: Evidence): string {
  return `${ended ? endedWords(ended) : 'The log does not say who ended the case.'} What had been done stays done.`;
}

const aboutEnd: Readonly<Record<Exclude<NonNullable<Evidence['outcome']>, 'complete' | 'canceled'>, string>> =
  {
    incomplete: 'An undo did not come to its end: what is open is among the exceptions.',
    'dry-run': 'The plan was shown, and nothing was changed.',
    undone: 'What could be put back was put back and read again: the person may have access.',
    'partly-undone': 'What was asked back was put back and read again; the rest stays done.',
  };
