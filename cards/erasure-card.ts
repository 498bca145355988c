import type { CaseState } from '#bot/workflow/case/case-state.ts';
import { template, type View } from './bind.ts';
import type { Card } from './card.ts';
import layout from './erasure.json' with { type: 'json' };
import { plain } from './plain-text.ts';
import { logTime } from './times.ts';
import { counted, outcomeWords } from './words.ts';

const draw = template(layout);

/** What an erasure takes away and what it does not reach; takes an answer while it waits for a second person. */
export function erasureCard(state: CaseState): Card {
  const { erasure, caseId, leaver } = state;
  return draw({
    ...verdict(state),
    who: plain(leaver.name, 80),
    caseId: plain(caseId, 20),
    lines: facts(state).join('\n'),
    unreached: unreached.map((line) => `• ${line}`).join('\n'),
    open: erasure?.stage === 'asked' && !state.erased,
    asker: plain(erasure?.askedBy.name ?? '', 60),
    hash: erasure?.hash ?? '',
  });
}

/** What no erasure can take back, said before it is confirmed and after. */
const unreached = [
  'cards that stand in Teams chats: those of the case are emptied where Teams still lets the bot change them',
  'evidence bundles, reports and files that were handed out',
  'backups and copies of the database, until they are overwritten',
  'what the person did as an operator or approver of others, and what other people’s cases say of them',
];

function verdict({ erased, erasure }: CaseState): View {
  if (erasure?.stage === 'verified') {
    return view('Erased', 'The key is destroyed. It was looked for and not found.', 'good');
  }
  if (erasure?.stage === 'confirmed') {
    return view('Being erased', 'Confirmed. Whether the key is gone is not known yet.', 'warning');
  }
  if (erased) {
    const why = 'Unreadable: the key is gone, and the log does not say that anybody asked for that.';
    return view('Unreadable', why, 'attention');
  }
  return erasure
    ? view('Please confirm: erase', '', 'emphasis')
    : view('Erasure', 'Not confirmed: nothing was erased.', 'emphasis');
}

function view(title: string, words: string, style: string): View {
  return { title, verdict: words, verdictStyle: style };
}

function facts({ erasure, erased, operator, openedAt, closedAt, outcome }: CaseState): readonly string[] {
  const ended = closedAt === undefined ? '' : `, ended ${at(closedAt)}`;
  const how = outcome === undefined ? '' : ` (${outcomeWords[outcome]})`;
  const life = `Opened by ${plain(operator.name, 60)} on ${at(openedAt)}${ended}${how}.`;
  if (!erasure) return [life];
  const { askedBy, askedAt, confirmedBy, confirmedAt, basis, cases } = erasure;
  const asked = askedAt === undefined ? '' : ` on ${at(askedAt)}`;
  return [
    life,
    `Asked by ${plain(askedBy.name, 60)}${asked}. Legal basis: ${plain(basis, 240)}`,
    ...(confirmedBy ? [`Confirmed by ${plain(confirmedBy.name, 60)} on ${at(confirmedAt ?? '')}.`] : []),
    ...(erased ? [] : [whatGoes(cases.length)]),
  ];
}

function whatGoes(many: number): string {
  return `The key that makes ${counted(Math.max(many, 1), 'case')} of this person readable is destroyed: names, groups, changes, reasons and the archive. Who did what kind of act, when and with which result stays, and the log can still be proven. There is no way back.`;
}

/** With the year: between an end and its erasure lie some. */
function at(time: string): string {
  return `${logTime(time)} UTC`;
}
