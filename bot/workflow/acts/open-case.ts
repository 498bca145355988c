import { ProviderError } from '#providers/provider-error.ts';
import type { Leaver } from '#providers/leaver.ts';
import type { Draft } from '#storage/entry.ts';
import { freshPersonKey } from '#storage/person-key.ts';
import { mayAct } from '../../policy/acts.ts';
import type { Caller } from '../../policy/caller.ts';
import { isBeingErased } from '../erase/erasing.ts';
import { gaveWay } from '../erase/give-way.ts';
import { guard } from '../../policy/guard.ts';
import { accepted, type Answer, refuse } from '../../policy/refusal.ts';
import { caseIdFor } from '../case/case-id.ts';
import type { CaseState } from '../case/case-state.ts';
import { event } from '../case/event.ts';
import { casesOf } from '../case/find-cases.ts';
import { isOpen, isUndoQuestion } from '../case/is-open.ts';
import { type Candidate, findLeaver } from './find-leaver.ts';
import { unreadableSystem } from './unreadable-system.ts';
import { withdrawUndo } from './withdraw-undo.ts';
import type { World } from '../world.ts';

export interface OpenRequest {
  readonly by: Caller;
  /** What was typed: sAMAccountName, UPN, mail or display name. */
  readonly query: string;
  readonly dryRun: boolean;
  /** Object id of the person picked among several. */
  readonly leaverId?: string;
}

export type Opened =
  | { readonly kind: 'opened'; readonly state: CaseState }
  | {
      readonly kind: 'choose';
      readonly query: string;
      readonly dryRun: boolean;
      readonly candidates: readonly Candidate[];
    };

/** Resolves, guards and opens. The first entry is written; everything after is the driver's. */
export async function openCase(world: World, request: OpenRequest): Promise<Answer<Opened>> {
  const may = mayAct(request.by, 'offboard');
  if (!may.ok) return may;
  try {
    return await resolveAndOpen(world, request);
  } catch (error) {
    if (error instanceof ProviderError) return unreadableSystem(error);
    throw error;
  }
}

async function resolveAndOpen(world: World, request: OpenRequest): Promise<Answer<Opened>> {
  const { query, dryRun } = request;
  const found = await findLeaver(world, query, request.leaverId);
  if (!found.ok) return found;
  if (found.value.kind === 'several') {
    return accepted({ kind: 'choose', query, dryRun, candidates: found.value.candidates });
  }
  const { leaver } = found.value;
  const guarded = await guardLeaver(world, request.by, leaver);
  return guarded.ok ? writeFirstEntry(world, request, leaver) : guarded;
}

async function guardLeaver(world: World, by: Caller, leaver: Leaver): Promise<Answer<null>> {
  const [protection, casesThisHour] = await Promise.all([
    world.protection(leaver),
    casesInLastHour(world, by),
  ]);
  return guard({ by, leaver, protection, casesThisHour }, world.guards);
}

async function casesInLastHour(world: World, by: Caller): Promise<number> {
  const from = new Date(world.clock.now().getTime() - 3_600_000).toISOString();
  const limit = Math.min(world.guards.casesPerHour, 1000);
  return (await world.store.history({ actorId: by.id, phases: ['opened'], from, limit })).entries.length;
}

/** The id follows from the person and how many cases came before, so two who open at once meet at one position. */
async function writeFirstEntry(world: World, request: OpenRequest, leaver: Leaver): Promise<Answer<Opened>> {
  const { subject } = await world.store.keys.make(freshPersonKey(leaver.id));
  const earlier = await casesOf(world, leaver.id);
  const free = await mayOpen(world, earlier);
  if (!free.ok) return free;
  const open = await withdrawQuestions(world, request.by, earlier);
  if (open) return alreadyOpen(open);
  for (let salt = 0; salt < 100; salt++) {
    const caseId = caseIdFor(world.tenant, subject, earlier.length, salt);
    await world.store.markOpen(caseId);
    let mine = false;
    const state = await world.cases.record(caseId, (existing) => {
      mine = existing === null;
      return existing ? null : firstEntry(request, leaver);
    });
    if (mine) return unlessErasing(world, state, earlier);
    if (state.leaver.id === leaver.id) return alreadyOpen(state);
  }
  throw new Error('no free case id');
}

function firstEntry({ by, query, dryRun }: OpenRequest, leaver: Leaver): Draft {
  const { id, upn, name, manager } = leaver;
  const choices = { mailbox: 'both', successor: manager } as const;
  return event(
    'opened',
    by,
    { query: query.slice(0, 300), leaver, choices, dryRun },
    { leaver: { id, upn, name } },
  );
}

/** One case at a time, and none while what the log knows of the person is being erased. */
async function mayOpen(world: World, caseIds: readonly string[]): Promise<Answer<null>> {
  for (const caseId of caseIds) {
    const state = await world.cases.read(caseId);
    if (state && isOpen(state)) return alreadyOpen(state);
    if (state && isBeingErased(state)) return refuse('being-erased', { case: caseId });
  }
  return accepted(null);
}

/** What was asked of earlier cases and is not answered gives way; a case that was opened by the answer does not. */
async function withdrawQuestions(
  world: World,
  by: Caller,
  caseIds: readonly string[],
): Promise<CaseState | null> {
  for (const caseId of caseIds) {
    const state = await world.cases.read(caseId);
    if (!state || !isUndoQuestion(state)) continue;
    const now = await withdrawUndo(world, { by, caseId });
    if (isOpen(now)) return now;
  }
  return null;
}

/** See heedingErasure: why this looks again, once the first entry is written. */
async function unlessErasing(
  world: World,
  state: CaseState,
  earlier: readonly string[],
): Promise<Answer<Opened>> {
  const free = await mayOpen(world, earlier);
  if (free.ok) return accepted({ kind: 'opened', state });
  await world.cases.record(state.caseId, (now) => now && gaveWay(now));
  await world.store.markEnded(state.caseId);
  return free;
}

function alreadyOpen(state: CaseState): Answer<never> {
  return refuse('already-open', { who: state.leaver.name, case: state.caseId, by: state.operator.name });
}
