import type { Entry } from '#storage/entry.ts';
import { headOf } from '#storage/seal.ts';
import type { CaseState, ChangeState } from './case-state.ts';
import { eventData, type EventData, isClear, type Phase } from './events.ts';
import {
  afterConfirmedErasure,
  afterVerifiedErasure,
  askedErasure,
  erasedState,
  firstErasedState,
} from './fold-erasure.ts';
import { afterAsking, afterDeciding, afterDelivery, afterExpiry } from './fold-approvals.ts';
import { keepingSentSteps } from './keep-sent.ts';
import { onChange, onOutcome, planSteps, resetForRetry, resetForUndo, withDrift } from './fold-steps.ts';

/** What an entry does to a case: pure, and never looks at the clock, so every reader sees the same case. */
type Rule<P extends Phase> = (state: CaseState, data: EventData<P>, entry: Entry) => CaseState;

const rules: { readonly [P in Phase]: Rule<P> } = {
  opened: (state) => state,
  unreadable: (state, _data, entry) => ({
    ...state,
    status: 'unreadable',
    unreadable: entry.error ? [...state.unreadable, entry.error] : state.unreadable,
  }),
  planned: (state, data) => ({
    ...state,
    status: state.frozen ? 'working' : 'choosing',
    planDue: false,
    unreadable: [],
    revision: data.revision,
    steps: keepingSentSteps(planSteps(data.steps, state.off), state.steps),
  }),
  chosen: (state, data, entry) => ({
    ...state,
    chosenBy: entry.actor,
    chosenAt: entry.at,
    status: 'opened',
    frozen: true,
    planDue: true,
    choices: data.choices,
    off: new Set(data.off),
  }),
  archived: (state, data) => ({ ...state, archive: data }),
  asked: (state, data, entry) => resumed(afterAsking(state, data, entry)),
  delivered: (state) => state,
  undelivered: afterDelivery,
  approved: (state, data, entry) => resumed(afterDeciding('approved')(state, data, entry)),
  rejected: afterDeciding('rejected'),
  expired: (state, data, entry) => withStopped(afterExpiry(state, data, entry), data, entry),
  taken: (state, data, entry) => ({
    ...state,
    epoch: data.epoch,
    hold: { instance: entry.by.instance, epoch: data.epoch, since: entry.at, until: data.until },
  }),
  released: (state, data) => (state.hold?.epoch === data.epoch ? without(state, 'hold') : state),
  'held-up': (state, data, { error }) => ({ ...state, heldUp: { ...data, ...(error ? { error } : {}) } }),
  drifted: withDrift,
  intent: (state, data, entry) =>
    onChange(without(state, 'sweep'), entry, (change) => intended(change, data.direction, entry)),
  outcome: (state, data, entry) =>
    onChange(reopened(state, entry), entry, (change) => onOutcome(change, data.direction, entry)),
  retried: (state, data, entry) => ({
    ...hurried(without(state, 'sweep'), entry),
    status: state.planDue ? 'opened' : 'working',
    unreadable: [],
    steps: resetForRetry(state.steps, data),
  }),
  'undo-asked': (state, data, entry) => ({
    ...state,
    status: 'undo-asked',
    before: state.status === 'undo-asked' ? (state.before ?? 'closed') : state.status,
    undo: {
      ...data,
      whole: entry.step === undefined,
      askedBy: entry.actor,
      askedAt: entry.at,
      confirmed: false,
    },
  }),
  'undo-confirmed': (state, data, entry) => ({
    ...without(without(state, 'outcome'), 'closedAt'),
    status: 'undoing',
    steps: resetForUndo(state.steps, data.refs),
    undo: confirmedUndo(state, data, entry),
    undos: (state.undos ?? 0) + 1,
  }),
  'undo-declined': (state) => ({ ...without(state, 'undo'), status: state.before ?? 'attention' }),
  'undo-ended': (state) => ({ ...state, status: 'attention' }),
  swept: (state, data, entry) => ({
    ...state,
    sweep: data,
    status: entry.result === 'verified' ? state.status : 'attention',
  }),
  closed: (state, data, entry) => ({ ...state, status: 'closed', outcome: data.outcome, closedAt: entry.at }),
  refused: (state) => state,
  reported: (state) => state,
  'legal-hold': (state, _data, { actor, at, reason = '' }) => ({
    ...state,
    legalHold: { by: actor, at, reason },
  }),
  'legal-hold-ended': (state) => without(state, 'legalHold'),
  'erasure-asked': askedErasure,
  'erasure-declined': (state) => without(state, 'erasure'),
  erased: afterConfirmedErasure,
  'erasure-stopped': (state) => without(state, 'erasure'),
  'erasure-verified': afterVerifiedErasure,
};

/** The case its entries tell of; `null` when there are none. @throws on an entry this version does not understand */
export function fold(entries: readonly Entry[], from: CaseState | null = null): CaseState | null {
  let state = from;
  for (const entry of entries) state = step(state, entry);
  return state;
}

function step(state: CaseState | null, entry: Entry): CaseState {
  const phase = phaseOf(entry);
  const before = readable(state ?? firstState(entry), entry);
  const isTold = entry.erased !== true || isClear(phase);
  const after = isTold ? applyRule(phase, sinceHeldUp(phase, before), entry) : before;
  return { ...after, head: headOf(entry), lastAt: entry.at };
}

/** A case of which one entry is erased is erased as a whole, also what this process read of it before. */
function readable(state: CaseState, entry: Entry): CaseState {
  return entry.erased && !state.erased ? erasedState(state) : state;
}

/** These say nothing of whether the system can be read again; every other act means that the case goes on. */
const quietPhases: ReadonlySet<Phase> = new Set([
  'held-up',
  'retried',
  'taken',
  'released',
  'delivered',
  'undelivered',
  'approved',
  'rejected',
  'refused',
  'reported',
  'legal-hold',
  'legal-hold-ended',
]);

function sinceHeldUp(phase: Phase, state: CaseState): CaseState {
  return state.heldUp && !quietPhases.has(phase) ? without(state, 'heldUp') : state;
}

function applyRule(phase: Phase, state: CaseState, entry: Entry): CaseState {
  const rule = rules[phase] as (state: CaseState, data: unknown, entry: Entry) => CaseState;
  return rule(state, dataOf(phase, entry), entry);
}

/** What this kind of entry carries. @throws Error that names the entry */
function dataOf<P extends Phase>(phase: P, { _id, data }: Entry): EventData<P> {
  const read = eventData[phase].safeParse(data);
  if (read.success) return read.data as EventData<P>;
  throw new Error(`${_id}: what it carries is not that of "${phase}"`, { cause: read.error });
}

function phaseOf(entry: Entry): Phase {
  if (entry.phase in eventData) return entry.phase as Phase;
  throw new Error(`${entry._id}: phase "${entry.phase}" is unknown to this version`);
}

function firstState(entry: Entry): CaseState {
  if (entry.phase !== 'opened') throw new Error(`${entry._id}: a case begins with "opened"`);
  if (entry.erased) return firstErasedState(entry);
  const { leaver, choices, dryRun } = dataOf('opened', entry);
  return {
    caseId: entry.caseId,
    head: headOf(entry),
    status: 'opened',
    openedAt: entry.at,
    leaver,
    operator: entry.actor,
    dryRun,
    choices,
    off: new Set(),
    frozen: false,
    planDue: true,
    revision: 0,
    steps: [],
    epoch: 0,
    unreadable: [],
    ...(entry.subject === undefined ? {} : { subject: entry.subject }),
    lastAt: entry.at,
  };
}

/** The hold stays known until it is seen whether the system can be read; only the wait is over. */
function hurried(state: CaseState, { at, actor }: Entry): CaseState {
  return state.heldUp ? { ...state, heldUp: { ...state.heldUp, until: at, hurriedBy: actor } } : state;
}

/** What waits for something else stays known, unless the yes was for all of it in one. */
function confirmedUndo({ undo }: CaseState, data: EventData<'undo-confirmed'>, entry: Entry) {
  const chosen = new Set(data.refs);
  const waiting = undo?.waiting?.filter(({ ref }) => !chosen.has(ref)) ?? [];
  return {
    ...data,
    whole: undo?.whole ?? true,
    askedBy: entry.actor,
    askedAt: undo?.askedAt ?? entry.at,
    confirmed: true,
    ...(waiting.length > 0 ? { waiting } : {}),
  };
}

/** Why the bot itself ended an approval stays with the step until somebody is asked anew. */
function withStopped(state: CaseState, { stopped }: EventData<'expired'>, entry: Entry): CaseState {
  if (stopped === undefined) return state;
  const steps = state.steps.map((one) =>
    one.step === entry.step ? { ...one, approval: { ...one.approval, stopped } } : one,
  );
  return { ...state, steps };
}

/** Something that was open is now read back: the case is looked at as a whole once more. */
function reopened(state: CaseState, entry: Entry): CaseState {
  return entry.result === 'verified' ? resumed(state) : state;
}

/** A case that could not go on can now. */
function resumed(state: CaseState): CaseState {
  return state.status === 'attention' ? { ...without(state, 'sweep'), status: 'working' } : state;
}

function intended(change: ChangeState, direction: 'apply' | 'undo', entry: Entry): ChangeState {
  const status = direction === 'apply' ? 'intended' : 'undo-intended';
  const attempts = direction === 'apply' ? change.attempts + 1 : change.attempts;
  return { ...change, status, intentAt: entry.at, attempts };
}

function without(state: CaseState, key: keyof CaseState): CaseState {
  const { [key]: _gone, ...rest } = state;
  return rest as CaseState;
}
