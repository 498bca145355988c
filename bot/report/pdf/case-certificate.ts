import type { Content } from 'pdfmake';
import { counted } from '#cards/words.ts';
import { enderWords } from '../ended.ts';
import type { Evidence } from '../evidence.ts';
import { caseVerdict } from '../case-verdict.ts';
import type { CaseReport } from '../report-parts.ts';
import { goneWord } from '../erased.ts';
import { keptWords, positionWords, time, unknown } from '../told.ts';
import { box, facts, heading, ink, note, strip, styled } from './blocks.ts';
import { keptTone } from './kept-tone.ts';

/** The first page: who, what came of it, when, by whose word, and what vouches for it. */
export function certificate(report: CaseReport): readonly Content[] {
  const { evidence } = report;
  const { tone, title, lines } = caseVerdict(report);
  return [
    { text: 'EVIDENCE OF OFFBOARDING', color: ink.quiet, fontSize: 8, characterSpacing: 1.2 },
    styled(evidence.leaver.name, { fontSize: 22, bold: true, color: ink.accent, margin: [0, 2, 0, 0] }, 90),
    styled(
      `${evidence.leaver.upn} · case ${evidence.caseId}`,
      { color: ink.quiet, margin: [0, 0, 0, 12] },
      160,
    ),
    box(tone, title, lines),
    heading('When access ended'),
    threeTimes(evidence),
    heading('The case'),
    facts(caseFacts(report)),
    heading('What vouches for this'),
    facts(vouchers(report)),
    note(
      'Drawn from the entries of the log alone: nothing was asked of a system, and nothing was typed in. Times are UTC.',
    ),
  ];
}

/** Requested, accepted, observed: of the last way to sign in. */
function threeTimes({ accessEnd, erased }: Evidence): Content {
  const instead = erased ? goneWord(erased) : unknown;
  const { requestedAt, approvedAt, acceptedAt, observedAt, kept, reopened } = accessEnd;
  const column = (name: string, at: string, about: string): Content => ({
    stack: [
      { text: name, color: ink.quiet, fontSize: 7.5 },
      styled(at, { fontSize: 10.5, bold: true, margin: [0, 1, 0, 1] }),
      styled(about, { color: ink.quiet, fontSize: 7 }),
    ],
  });
  const again = reopened ? ['Since then an undo has opened a way to sign in again.'] : [];
  return {
    stack: [
      {
        columns: [
          column('Requested', time(requestedAt), 'the case was opened'),
          column('Approved', time(approvedAt, instead), 'the yes to the last door'),
          column('Accepted', time(acceptedAt, instead), 'the system took the last door'),
          column('Observed', time(observedAt, instead), 'the last door read back as closed'),
        ],
        columnGap: 8,
        margin: [0, 0, 0, 8],
      },
      strip(keptTone[kept], ['Target for the end of access.', keptWords(accessEnd), ...again].join(' ')),
    ],
  };
}

function caseFacts({ evidence, head }: CaseReport): readonly (readonly [string, string])[] {
  const { leaver, openedBy, openedAt, plan, ended, decisions, successor, asOf, erased } = evidence;
  const orGone = (words: string): string => (erased ? goneWord(erased) : words);
  const yes = decisions.filter(({ kind }) => kind === 'approved');
  const approvers = [...new Set(yes.map(({ by }) => by.name))];
  return [
    ['Person', `${leaver.name}, ${leaver.upn}`],
    ['Entra object id', leaver.id],
    [
      'On premises',
      leaver.directory
        ? `${leaver.directory.accountName}, SID ${leaver.directory.sid}`
        : orGone('no account in Active Directory'),
    ],
    [
      'Manager',
      leaver.manager ? `${leaver.manager.name}, ${leaver.manager.upn}` : orGone('none in the directory'),
    ],
    ['Requested by', `${openedBy.name} (${openedBy.id}), ${time(openedAt)}`],
    [
      'Plan settled by',
      plan ? `${plan.by.name}, ${time(plan.at)}, revision ${orGone(String(plan.revision))}` : 'not settled',
    ],
    [
      'Approved by',
      approvers.length > 0 ? `${approvers.join(', ')}: ${counted(yes.length, 'approval')}` : 'nobody',
    ],
    ['Successor', successor ?? 'nobody'],
    ['Ended', ended ? `${time(ended.at)}, ${enderWords(ended)}` : `open, as of ${time(asOf)}`],
    [
      'Last read back',
      `${time(evidence.allDoneAt, orGone('not every change was'))}; ${putBackWords(evidence)}closing sweep ${time(evidence.sweptAt, 'there was none')}`,
    ],
    ['Report taken by', `${head.takenBy}, ${time(head.made)}`],
  ];
}

function putBackWords({ putBack }: Evidence): string {
  return putBack === null ? '' : `${counted(putBack.changes, 'change')} put back by ${time(putBack.at)}; `;
}

function vouchers({ evidence, proof, bundle }: CaseReport): readonly (readonly [string, string])[] {
  const { checkpoint, coveredTo, head } = proof;
  return [
    [
      'Entries',
      `${counted(evidence.entries.count, 'entry', 'entries')}, ${evidence.entries.first} to ${evidence.entries.last}`,
    ],
    ['Hash of the last', head.hash],
    [
      'Signed checkpoint',
      checkpoint
        ? `number ${checkpoint.n} of ${time(checkpoint.at)}, covers ${coveredTo === 0 ? 'no entry' : positionWords(1, coveredTo)}`
        : 'none yet',
    ],
    ['Its root', checkpoint?.root ?? 'none yet'],
    ['Key', checkpoint?.keys.join(', ') ?? 'none yet'],
    [
      'Bundle for proof',
      bundle ? `${bundle.name}, ${bundle.where}` : 'none: no checkpoint covers the case yet',
    ],
    ['Its SHA-256', bundle?.sha256 ?? 'there is none'],
  ];
}
