import type { ButtonData } from './buttons.ts';
import type { Entry, LoggedError } from '#storage/entry.ts';
import { template, type View } from './bind.ts';
import type { Card } from './card.ts';
import { errorWords } from './error-words.ts';
import { fit, type Room } from './fit.ts';
import { historyWords } from './history-words.ts';
import layout from './history.json' with { type: 'json' };
import { plain } from './plain-text.ts';
import type { Tone } from './step-progress.ts';
import { logTime } from './times.ts';
import { counted, stepName } from './words.ts';

const draw = template(layout);

export interface HistoryPageView {
  /** Whose history: a person's name or a case. */
  readonly title: string;
  /** 10 to 15, newest first. */
  readonly entries: readonly Entry[];
  /** Key of the following page; `null` at the end. */
  readonly next: string | null;
  readonly query: Pick<ButtonData<'history'>, 'caseId' | 'leaverId'>;
}

/** A page of the log. */
export function historyCard(page: HistoryPageView): Card {
  return fit((room) => draw(historyView(page, room)));
}

function historyView(page: HistoryPageView, room: Room): View {
  const { entries, next, query } = page;
  return {
    title: plain(page.title, 100),
    range: range(entries),
    none: entries.length === 0,
    rows: entries.map((entry) => rowView(entry, page, room)),
    hasNext: next !== null,
    data: {
      ...(query.caseId === undefined ? {} : { caseId: plain(query.caseId, 20) }),
      ...(query.leaverId === undefined ? {} : { leaverId: plain(query.leaverId, 40) }),
      ...(next === null ? {} : { page: next }),
    },
  };
}

function range(entries: readonly Entry[]): string {
  const [newest] = entries;
  const oldest = entries.at(-1);
  if (!newest || !oldest) return 'Times are UTC';
  return `${counted(entries.length, 'entry', 'entries')}, newest first. Times are UTC.`;
}

function rowView(entry: Entry, page: HistoryPageView, room: Room): View {
  // Of an entry that nobody can read, the word that is true of it stands in the leaver's place.
  const { what, result, why } = historyWords(entry, entry.leaver?.name);
  const more = [
    ...why.filter(Boolean).map((text) => plain(text, room.chars)),
    ...errorLines(entry.error, room),
  ];
  return {
    what: plain(what, room.chars),
    result: result ? `  ${result}` : '',
    color: entry.result ? tones[entry.result] : 'default',
    line: [
      logTime(entry.at),
      plain(entry.actor.name, 60),
      ...(entry.step ? [plain(stepName(entry.step), 40)] : []),
      ...(page.query.caseId ? [] : [plain(entry.caseId, 20)]),
    ].join(' · '),
    more: more.join('\n'),
  };
}

function errorLines(error: LoggedError | undefined, room: Room): readonly string[] {
  if (!error) return [];
  const id = error.requestId ? ` · request id ${error.requestId}` : '';
  return [plain(`${errorWords(error)}${id}`, room.chars * 2)];
}

const tones: Readonly<Record<NonNullable<Entry['result']>, Tone>> = {
  verified: 'good',
  applied: 'accent',
  failed: 'attention',
  skipped: 'default',
  unknown: 'attention',
  undone: 'accent',
  refused: 'warning',
};
