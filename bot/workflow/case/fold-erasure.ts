import { goneWordIn } from '#cards/gone-word.ts';
import type { Entry } from '#storage/entry.ts';
import { headOf } from '#storage/seal.ts';
import type { Leaver } from '#providers/leaver.ts';
import type { CaseState, Erasure } from './case-state.ts';
import type { EventData } from './events.ts';

export function askedErasure(state: CaseState, data: EventData<'erasure-asked'>, entry: Entry): CaseState {
  const { basis, cases, hash, deadline } = data;
  const asked = { stage: 'asked', askedBy: entry.actor, askedAt: entry.at, lead: state.caseId } as const;
  return { ...state, erasure: { ...asked, basis, cases, hash, deadline } };
}

export function afterConfirmedErasure(state: CaseState, data: EventData<'erased'>, entry: Entry): CaseState {
  const { basis, askedBy, lead, due } = data;
  const confirmed = { stage: 'confirmed', confirmedBy: entry.actor, confirmedAt: entry.at } as const;
  const asked: Partial<Erasure> = state.erasure?.lead === lead ? state.erasure : {};
  const erasure = { cases: [], ...asked, basis, askedBy, lead, due, ...confirmed };
  return { ...state, erasure, ...(state.erased ? { leaver: nobodyOf({ erasure }) } : {}) };
}

export function afterVerifiedErasure(
  state: CaseState,
  _data: EventData<'erasure-verified'>,
  entry: Entry,
): CaseState {
  const { erasure } = state;
  const verified = { stage: 'verified', verifiedBy: entry.actor, verifiedAt: entry.at } as const;
  return { ...erasedState(state), ...(erasure && { erasure: { ...erasure, ...verified } }) };
}

/** Whoever it was about, by the word that is true of them. */
function nobodyOf(state: Pick<CaseState, 'erasure'>): Leaver {
  const word = goneWordIn(state);
  return { id: word, upn: word, name: word, mail: null, synced: false, directory: null, manager: null };
}

type Needed = 'caseId' | 'head' | 'openedAt' | 'lastAt' | 'operator' | 'epoch' | 'revision';
type Known = 'chosenBy' | 'outcome' | 'closedAt' | 'archive' | 'hold' | 'subject' | 'erasure';

/** What may still be known of a case whose key is gone: who did it, when, how it ended, and that it is erased. */
export function erasedState(state: Pick<CaseState, Needed | Known>): CaseState {
  const { chosenBy, outcome, closedAt, archive, hold, subject, erasure, ...kept } = keptOf(state);
  return {
    ...kept,
    ...(chosenBy && { chosenBy }),
    ...(outcome && { outcome }),
    ...(closedAt === undefined ? {} : { closedAt }),
    ...(archive && { archive }),
    ...(hold && { hold }),
    ...(subject === undefined ? {} : { subject }),
    ...(erasure && { erasure }),
    erased: true,
    status: 'closed',
    leaver: nobodyOf(state),
    dryRun: outcome === 'dry-run',
    choices: { mailbox: 'both', successor: null },
    off: new Set(),
    frozen: false,
    planDue: false,
    steps: [],
    unreadable: [],
  };
}

/** A case of which nothing was read while its key was there. */
export function firstErasedState(entry: Entry): CaseState {
  const { caseId, at, actor, subject } = entry;
  const times = { openedAt: at, lastAt: at, head: headOf(entry), epoch: 0, revision: 0 };
  return erasedState({ caseId, operator: actor, ...times, ...(subject === undefined ? {} : { subject }) });
}

/** Names what is kept one by one: what a case may come to know later is not kept unless it is named here. */
function keptOf(state: Pick<CaseState, Needed | Known>) {
  const { caseId, head, openedAt, lastAt, operator, epoch, revision } = state;
  const { chosenBy, outcome, closedAt, archive, hold, subject, erasure } = state;
  const always = { caseId, head, openedAt, lastAt, operator, epoch, revision };
  return { ...always, chosenBy, outcome, closedAt, archive, hold, subject, erasure };
}
