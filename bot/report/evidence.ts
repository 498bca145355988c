import { errorWords, requestWords } from '#cards/error-words.ts';
import { historyWords } from '#cards/history-words.ts';
import { counted, resultWords } from '#cards/words.ts';
import type { Leaver } from '#providers/leaver.ts';
import type { Actor, Entry } from '#storage/entry.ts';
import type { Head } from '#storage/seal.ts';
import type { CaseState } from '../workflow/case/case-state.ts';
import { eventData } from '../workflow/case/events.ts';
import { fold } from '../workflow/case/fold.ts';
import { type AccessEnd, accessEnd } from './access-end.ts';
import { type ChangeLine, changeLines } from './change-lines.ts';
import { type Decision, decisionsIn } from './decisions.ts';
import { type Ended, endedIn } from './ended.ts';
import { type Erased, erasedIn, goneWord } from './erased.ts';
import { type Held, heldBySystem } from './held.ts';

/** An act of the case as the log tells it, for the lists of a report. */
export interface Note {
  readonly at: string;
  readonly by: Actor;
  readonly phase: string;
  readonly what: string;
  readonly why: string | null;
  readonly entry: string;
}

/** What one case proves, out of its own entries alone. Nothing here is asked of a system or of a clock. */
export interface Evidence {
  readonly caseId: string;
  readonly tenant: string;
  /** Set where nobody can read any more whom the case is about and what was changed: then its lists are empty. */
  readonly erased: Erased | null;
  readonly leaver: Leaver;
  readonly query: string;
  readonly dryRun: boolean;
  readonly openedBy: Actor;
  readonly openedAt: string;
  /** Who settled the plan, and when; `null` before. */
  readonly plan: { readonly by: Actor; readonly at: string; readonly revision: number } | null;
  readonly mailbox: string;
  readonly successor: string | null;
  readonly off: readonly string[];
  readonly status: CaseState['status'];
  readonly outcome: NonNullable<CaseState['outcome']> | null;
  readonly closedAt: string | null;
  /** Who ended it; `null` while it is open. */
  readonly ended: Ended | null;
  readonly asOf: string;
  readonly accessEnd: AccessEnd;
  /** When the last chosen change was read back, also when it was put back later; `null` while one never was. */
  readonly allDoneAt: string | null;
  /** What was put back afterwards, and when the last of it was; `null`: nothing. */
  readonly putBack: { readonly changes: number; readonly at: string } | null;
  readonly sweptAt: string | null;
  readonly decisions: readonly Decision[];
  readonly changes: readonly ChangeLine[];
  readonly held: readonly Held[];
  readonly archive: { readonly document: string; readonly hash: string } | null;
  /** Drift, tries again, systems that could not be read, undo: what did not go its usual way. */
  readonly deviations: readonly Note[];
  readonly refusals: readonly Note[];
  readonly reports: readonly Note[];
  /** Legal holds and erasures: what keeps the case readable, and what ends that. */
  readonly keeping: readonly Note[];
  /** Of a case that is erased, what the log still tells of the work: on which step and action, by whom, and how it ended. */
  readonly acts: readonly Note[];
  readonly entries: {
    readonly count: number;
    readonly first: string;
    readonly last: string;
    readonly head: Head;
  };
  /** Processes and versions that wrote entries. */
  readonly writers: readonly string[];
}

export interface EvidenceRules {
  /** From the request to the end of access. */
  readonly targetMinutes: number;
  /** Until when the log was read, RFC 3339 UTC. */
  readonly asOf: string;
}

/** Pure. @throws when there are no entries, or one this version does not understand */
export function evidenceOf(entries: readonly Entry[], { targetMinutes, asOf }: EvidenceRules): Evidence {
  const state = fold(entries);
  const [first] = entries;
  const last = entries.at(-1);
  if (!state || !first || !last) throw new Error('a case without entries proves nothing');
  const erased = erasedIn(state);
  const changes = erased ? [] : changeLines(entries, state);
  const gone = erased ? goneWord(erased) : '';
  return {
    ...whoAndWhat(state, first),
    plan: planIn(entries, state),
    status: state.status,
    outcome: state.outcome ?? null,
    closedAt: state.closedAt ?? null,
    ended: endedIn(entries, state),
    asOf,
    accessEnd: accessEnd(state, changes, { targetMinutes, asOf }),
    allDoneAt: allDone(changes),
    putBack: putBackIn(changes),
    sweptAt: lastAt(entries, 'swept'),
    decisions: decisionsIn(entries, gone),
    changes,
    held: heldBySystem(state, changes),
    archive: state.archive ?? null,
    deviations: notesOf(entries, deviating, gone),
    refusals: notesOf(entries, new Set(['refused']), gone),
    reports: notesOf(entries, new Set(['reported']), gone),
    keeping: notesOf(entries, keeping, gone),
    acts: erased ? notesOf(entries, working, gone) : [],
    entries: { count: entries.length, first: first._id, last: last._id, head: state.head },
    writers: [...new Set(entries.map(({ by }) => `${by.instance}, version ${by.version}`))],
  };
}

function whoAndWhat(state: CaseState, first: Entry) {
  const { caseId, dryRun, operator: openedBy, openedAt } = state;
  const erased = erasedIn(state);
  const about = erased ? goneOf(state, goneWord(erased)) : aboutLeaver(state, first);
  return { caseId, tenant: first.tenant, erased, dryRun, openedBy, openedAt, ...about };
}

type About = Pick<Evidence, 'leaver' | 'query' | 'mailbox' | 'successor' | 'off'>;

function aboutLeaver({ leaver, choices, off }: CaseState, first: Entry): About {
  const { query } = eventData.opened.parse(first.data);
  const successor = choices.successor?.name ?? null;
  return { leaver, query, mailbox: choices.mailbox, successor, off: [...off] };
}

/** The same of a case of which nobody can read it any more. */
function goneOf({ leaver }: CaseState, gone: string): About {
  const nobody = { ...leaver, id: gone, upn: gone, name: gone };
  return { leaver: nobody, query: gone, mailbox: gone, successor: gone, off: [gone] };
}

export function planIn(entries: readonly Entry[], { revision }: CaseState): Evidence['plan'] {
  const chosen = entries.findLast(({ phase }) => phase === 'chosen');
  return chosen ? { by: chosen.actor, at: chosen.at, revision } : null;
}

function allDone(changes: readonly ChangeLine[]): string | null {
  const chosen = changes.filter((change) => change.chosen && change.status !== 'skipped');
  const times = chosen.map((change) => (wasDone(change) ? change.observedAt : null));
  const seen = times.filter((at) => at !== null);
  return seen.length === times.length ? (seen.toSorted().at(-1) ?? null) : null;
}

/** An undo does not unsay what was read back before it. */
function wasDone({ status, undo }: ChangeLine): boolean {
  return status === 'verified' || undo !== null;
}

function putBackIn(changes: readonly ChangeLine[]): Evidence['putBack'] {
  const ends = changes.flatMap(({ status, undo }) =>
    status === 'undone' && undo?.endedAt ? [undo.endedAt] : [],
  );
  const at = ends.toSorted().at(-1);
  return at === undefined ? null : { changes: ends.length, at };
}

function lastAt(entries: readonly Entry[], phase: string): string | null {
  return entries.findLast((entry) => entry.phase === phase)?.at ?? null;
}

const deviating: ReadonlySet<string> = new Set([
  'unreadable',
  'held-up',
  'drifted',
  'retried',
  'undo-asked',
  'undo-confirmed',
  'undo-declined',
  'undo-ended',
]);

const keeping: ReadonlySet<string> = new Set([
  'legal-hold',
  'legal-hold-ended',
  'erasure-asked',
  'erasure-declined',
  'erased',
  'erasure-stopped',
  'erasure-verified',
]);

const working: ReadonlySet<string> = new Set(['intent', 'outcome']);

function notesOf(entries: readonly Entry[], phases: ReadonlySet<string>, gone: string): readonly Note[] {
  return entries
    .filter(({ phase }) => phases.has(phase))
    .map((entry) => ({
      at: entry.at,
      by: entry.actor,
      phase: entry.phase,
      what: whatOf(entry, gone),
      why: whyOf(entry, gone),
      entry: entry._id,
    }));
}

/** What the entry is about: an act in people's words, a form of report, how many changes, a system and what it said. */
function whatOf(entry: Entry, gone: string): string {
  const { phase, step, data, error } = entry;
  const { form, via, refs } = (data ?? {}) as Readonly<Record<string, unknown>>;
  if (phase === 'refused' || keeping.has(phase)) return historyWords(entry).what;
  if (working.has(phase)) return workWords(entry);
  if (phase === 'reported') return `${String(form)}, ${String(via)}`;
  if (phase.startsWith('undo-') && Array.isArray(refs)) return counted(refs.length, 'change');
  if (error) return `${errorWords(error)} ${requestWords(error)}`;
  return step ?? (entry.erased ? gone : '');
}

function workWords({ action = '', result }: Entry): string {
  return result === undefined ? action : `${action}: ${resultWords[result]}`;
}

function whyOf(entry: Entry, gone: string): string | null {
  if (entry.phase === 'refused' || keeping.has(entry.phase)) return historyWords(entry, gone).why.join(' ');
  return entry.reason ?? (entry.erased ? gone : null);
}
