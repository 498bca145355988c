import type { RefusalCode } from '#bot/policy/refusal.ts';
import type { Entry } from '#storage/entry.ts';
import { refusalWords } from './refusals.ts';
import { erasedWord, outcomeWords, phaseWords, resultWords, stepName } from './words.ts';

type Outcome = keyof typeof outcomeWords;

/** An entry as people read it: what happened, how it ended, and why. */
export interface HistoryWords {
  readonly what: string;
  /** Empty where `what` says it already. */
  readonly result: string;
  readonly why: readonly string[];
}

/** @param gone stands where the entry's texts were, when its key is gone */
export function historyWords(entry: Entry, gone: string = erasedWord): HistoryWords {
  const { why, ...told } = wordsOf(entry);
  // Nobody is to take what can no longer be read for something that was never said.
  return { ...told, why: entry.erased ? [...why.filter((words) => words !== ''), gone] : why };
}

function wordsOf(entry: Entry): HistoryWords {
  if (entry.phase === 'refused') return refusedWords(entry);
  if (entry.phase === 'closed') return closedWords(entry);
  if (entry.phase === 'swept' && entry.result === 'failed') return sweptWords(entry);
  const { result, reason } = entry;
  return {
    what: whatHappened(entry),
    result: result ? resultWords[result] : '',
    why: [...(reason === undefined ? [] : [reason]), ...basisWords(entry)],
  };
}

/** Why something is erased stays with it, in words that name nobody. */
function basisWords(entry: Entry): readonly string[] {
  const basis = textIn(entry, 'basis') ?? textIn(entry, 'why');
  return basis === undefined ? [] : [basis];
}

function whatHappened(entry: Entry): string {
  const phase = (phaseWords as Readonly<Record<string, string>>)[entry.phase] ?? entry.phase;
  const what = textIn(entry, 'what') ?? entry.action;
  if (what === undefined) return phase + toWhom(entry);
  const back = textIn(entry, 'direction') === 'undo';
  if (entry.phase === 'outcome') return back ? `Undo: ${what}` : what;
  return back ? `About to put back: ${what}` : `${phase}: ${what}`;
}

/** Who was asked, or whom the request reached or did not: whoever stands beside the entry is who asks. */
function toWhom(entry: Entry): string {
  const person = textIn(entry, 'person');
  if (person !== undefined) return ` to ${person}`;
  if (entry.phase !== 'asked') return '';
  const { approver, policy } = fieldsOf(entry.data);
  if (isNamed(approver)) return ` of ${approver.name}`;
  if (approver !== null) return '';
  return policy === 'second-operator' ? ' of a second operator' : ' of any operator';
}

function isNamed(value: unknown): value is { readonly name: string } {
  return typeof value === 'object' && value !== null && 'name' in value && typeof value.name === 'string';
}

/** The act that was refused and why, without what the entry says anyway: its code and its own case. */
function refusedWords(entry: Entry): HistoryWords {
  const act = textIn(entry, 'act');
  const code = textIn(entry, 'code');
  const told = new Set([code, `case: ${entry.caseId}`]);
  const facts = (entry.reason ?? '').split('; ').filter((fact) => !told.has(fact));
  const why = [...(code === undefined ? [] : [titleOf(code)]), ...facts.map(factWords)];
  return {
    what: act === undefined ? phaseWords.refused : `${phaseWords.refused}: ${actName(act)}`,
    result: '',
    why: [why.filter((words) => words !== '').join(' · ')],
  };
}

function factWords(fact: string): string {
  return fact.startsWith('step: ') ? `step ${stepName(fact.slice('step: '.length))}` : fact;
}

/** A code of another version has no sentence here and stands for itself. */
function titleOf(code: string): string {
  try {
    return refusalWords({ code: code as RefusalCode, facts: {} }).title;
  } catch {
    return code;
  }
}

/** How it ended says more than the result that stands beside it. */
function closedWords(entry: Entry): HistoryWords {
  const outcome = textIn(entry, 'outcome') ?? '';
  const how = Object.hasOwn(outcomeWords, outcome) ? outcomeWords[outcome as Outcome] : outcome;
  const what = how === '' ? phaseWords.closed : `${phaseWords.closed}: ${how}`;
  return { what, result: '', why: entry.reason === undefined ? [] : [entry.reason] };
}

/** The sweep itself went well: what it found did not. */
function sweptWords(entry: Entry): HistoryWords {
  const unread = listIn(entry, 'unreadable').length > 0;
  const found = unread ? 'not every system could be read' : 'something is still open';
  return { what: `${phaseWords.swept}: ${found}`, result: '', why: entry.reason ? [entry.reason] : [] };
}

function textIn({ data }: Entry, key: string): string | undefined {
  const value = fieldsOf(data)[key];
  return typeof value === 'string' ? value : undefined;
}

function listIn({ data }: Entry, key: string): readonly unknown[] {
  const value = fieldsOf(data)[key];
  return Array.isArray(value) ? value : [];
}

function fieldsOf(data: Entry['data']): Readonly<Record<string, unknown>> {
  return typeof data === 'object' && data !== null && !Array.isArray(data) ? data : {};
}

function actName(act: string): string {
  return Object.hasOwn(actWords, act) ? (actWords[act] ?? act) : act;
}

/** What somebody tried, by command or button. */
const actWords: Readonly<Record<string, string>> = {
  offboard: 'open a case',
  'choose-person': 'open a case',
  choose: 'start the plan',
  approve: 'approve',
  reject: 'reject',
  'name-approver': 'name an approver',
  retry: 'try again',
  cancel: 'cancel the case',
  undo: 'ask for an undo',
  'undo-confirm': 'confirm the undo',
  'undo-decline': 'decline the undo',
  changes: 'see the changes',
  status: 'see the status',
  history: 'read the history',
  report: 'take a report',
  hold: 'place a legal hold',
  release: 'end a legal hold',
  erase: 'ask for an erasure',
  'erase-confirm': 'confirm the erasure',
  'erase-decline': 'decline the erasure',
  message: 'write a message',
  click: 'use a button',
};
