import { counted, outcomeWords } from '#cards/words.ts';
import type { CaseReport } from './report-parts.ts';
import { type Erased, erasedWords } from './erased.ts';
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
      `What follows tells only of the ${counted(evidence.entries.count, 'sound entry').replace('entrys', 'entries')} before it, and proves nothing.`,
    ];
    return { tone: 'bad', title: 'TAMPERED: the log was changed', lines };
  }
  return evidence.erased ? erasedVerdict(evidence, evidence.erased) : verdictOf(evidence);
}

/** How it ended is still known, and that is all: complete is said of nothing that cannot be read. */
function erasedVerdict({ outcome }: Evidence, erased: Erased): CaseVerdict {
  const end =
    outcome === null
      ? 'The log does not say how it ended.'
      : `The log says that it ended: ${outcomeWords[outcome]}.`;
  const lines = [erasedWords(erased), end];
  if (erased.kind === 'key lost') return { tone: 'bad', title: 'Unreadable: the key is gone', lines };
  return { tone: 'neutral', title: 'Erased: whom it was about can be read by nobody', lines };
}

function verdictOf(evidence: Evidence): CaseVerdict {
  const { outcome, asOf } = evidence;
  const tally = tallyOf(evidence);
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
    lines: [aboutEnd[outcome], tally],
  };
}

const aboutEnd: Readonly<Record<Exclude<NonNullable<Evidence['outcome']>, 'complete'>, string>> = {
  incomplete: 'An undo did not come to its end: what is open is among the exceptions.',
  'dry-run': 'The plan was shown, and nothing was changed.',
  canceled: 'Somebody ended the case. What had been done stays done.',
  undone: 'What could be put back was put back and read again: the person may have access.',
  'partly-undone': 'What was asked back was put back and read again; the rest stays done.',
};

/** `34 changes planned: 34 read back, 2 left out`. */
function tallyOf(evidence: Evidence): string {
  const { changes } = evidence;
  const read = changes.filter(({ status }) => status === 'verified').length;
  const out = changes.filter(({ chosen }) => !chosen).length;
  const undone = changes.filter(({ status }) => status === 'undone').length;
  const open = openChanges(evidence).length;
  const parts = [
    `${read} read back as done`,
    ...(undone > 0 ? [`${undone} put back`] : []),
    ...(open > 0 ? [`${open} open`] : []),
    ...(out > 0 ? [`${out} left out`] : []),
  ];
  return `${counted(changes.length, 'change')} planned: ${parts.join(', ')}.`;
}
