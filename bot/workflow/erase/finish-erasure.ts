import type { Draft } from '#storage/entry.ts';
import { StoreDown } from '#storage/log-store.ts';
import { forgetPerson } from '../../forget-person.ts';
import type { CaseState, Erasure } from '../case/case-state.ts';
import { event } from '../case/event.ts';
import type { World } from '../world.ts';
import { isBeingErased } from './erasing.ts';
import { casesUnder } from './person-cases.ts';

/**
 * What a confirmed erasure still lacks, from wherever an earlier process left it: every case of the person says so, the
 * key is destroyed, looked for, and the log says that it is gone. Each step may be done twice, and by two at once.
 * @throws StoreDown while it is not known whether the key is gone: the case says `confirmed` until it is
 */
export async function finishErasure(world: World, state: CaseState): Promise<void> {
  const { erasure, subject, caseId } = state;
  if (erasure?.stage !== 'confirmed' || erasure.lead !== caseId || subject === undefined) return;
  if (!(await isStillConfirmed(world, caseId))) return;
  const refused = await announce(world, subject, erasure);
  if (refused) return stop(world, subject, erasure, refused);
  if (!(await isStillConfirmed(world, caseId))) return;
  await forgetPerson(world.store, state);
  await world.store.keys.destroy(subject);
  const left = await world.store.keys.keysOf([subject]);
  if (left.length > 0) throw new StoreDown('the key is still there');
  await verified(world, subject, erasure);
}

/** Another process may have stopped it since this one read the case, and it slept meanwhile. */
async function isStillConfirmed(world: World, caseId: string): Promise<boolean> {
  const state = await world.cases.read(caseId);
  return state?.erasure?.stage === 'confirmed';
}

/** Says in every other case what is about to happen; what forbids it, or `null`. Looks again until none is new. */
async function announce(world: World, subject: string, erasure: Erasure): Promise<string | null> {
  for (let told = 0; ;) {
    const cases = await casesUnder(world, subject);
    if (cases.length === told) return null;
    for (const { caseId } of cases.filter((one) => one.caseId !== erasure.lead)) {
      const state = await world.cases.record(caseId, (now) => (now && mayTell(now) ? said(erasure) : null));
      if (!isBeingErased(state)) return whyNot(state);
    }
    told = cases.length;
  }
}

function mayTell(state: CaseState): boolean {
  return state.status === 'closed' && !state.legalHold && !isBeingErased(state);
}

function said({ basis, askedBy, lead, due = '', confirmedBy = askedBy }: Erasure): Draft {
  return event('erased', confirmedBy, { basis, askedBy, lead, due });
}

function whyNot({ caseId, legalHold }: CaseState): string {
  return legalHold ? `A legal hold was placed on ${caseId}.` : `${caseId} of the same person is open.`;
}

async function stop(world: World, subject: string, { lead }: Erasure, why: string): Promise<void> {
  for (const { caseId } of leadLast(await casesUnder(world, subject), lead)) {
    await world.cases.record(caseId, (now) =>
      now && isWaiting(now, lead) ? event('erasure-stopped', now.operator, { why }) : null,
    );
  }
}

/** The case that leads comes last: as long as it does not say so, somebody goes on. */
async function verified(world: World, subject: string, { lead }: Erasure): Promise<void> {
  for (const { caseId } of leadLast(await casesUnder(world, subject), lead)) {
    await world.cases.record(caseId, (now) =>
      now?.erasure?.lead === lead && now.erasure.stage === 'confirmed'
        ? event('erasure-verified', now.erasure.confirmedBy ?? now.operator, { lead }, { result: 'verified' })
        : null,
    );
  }
}

function isWaiting({ erased, erasure }: CaseState, lead: string): boolean {
  return !erased && erasure?.lead === lead && erasure.stage === 'confirmed';
}

function leadLast(cases: readonly CaseState[], lead: string): readonly CaseState[] {
  return cases.toSorted((a, b) => Number(a.caseId === lead) - Number(b.caseId === lead));
}
