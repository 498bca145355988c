import type { Draft } from '#storage/entry.ts';
import type { CaseState } from '../case/case-state.ts';
import { event } from '../case/event.ts';
import type { World } from '../world.ts';

/** This instance works on the case, under an epoch of its own, until it releases it or forgets to say so again. */
export interface Hold {
  readonly caseId: string;
  readonly epoch: number;
  /** Aborted when the process stops: start nothing new; what has an intent may stay without an outcome. */
  readonly stopping: AbortSignal;
  /**
   * Appends under this hold. An ended case takes nothing more, and `decide` is not asked about it: what follows may
   * rest on `written` alone. @throws HoldLost when another instance has taken the case: write nothing more, start
   * nothing more. @throws StoreDown
   */
  record(decide: (state: CaseState) => Draft | null): Promise<Recorded>;
  /** Says again that the case is ours, when it is time to. @throws HoldLost, StoreDown */
  keep(): Promise<void>;
  /** Lets the case go; what it is then. */
  release(): Promise<CaseState>;
}

export interface Recorded {
  /** True when the entry is in the log: the only proof that what it announces may be done. */
  readonly written: boolean;
  readonly state: CaseState;
}

/** Another instance has taken the case. */
export class HoldLost extends Error {
  override readonly name = 'HoldLost';
}

/**
 * Takes the case by an entry of its own: the position it consumes makes every write of an earlier holder
 * collide. `null` while another instance holds it.
 */
export async function takeHold(world: World, caseId: string, stopping: AbortSignal): Promise<Hold | null> {
  const before = await world.cases.read(caseId);
  if (!before) return null;
  let epoch = 0;
  const after = await world.cases.record(caseId, (state) => {
    epoch = 0;
    if (!state || heldFor(world, state) > 0) return null;
    epoch = state.epoch + 1;
    return takenEntry(world, state, epoch);
  });
  if (epoch === 0 || after.hold?.epoch !== epoch) return null;
  world.holdsSeen.forget(caseId);
  return createHold(world, after, { epoch, stopping });
}

/** How long another instance still holds the case, in ms; 0 = nobody else does. */
export function heldFor(world: World, { caseId, hold }: CaseState): number {
  return hold && hold.instance !== world.instance ? world.holdsSeen.leftOf(caseId, hold) : 0;
}

function takenEntry(world: World, state: CaseState, epoch: number): Draft {
  const until = new Date(world.clock.now().getTime() + world.timing.holdMs).toISOString();
  return event('taken', state.operator, { epoch, until });
}

function createHold(
  world: World,
  taken: CaseState,
  { epoch, stopping }: Pick<Hold, 'epoch' | 'stopping'>,
): Hold {
  const { caseId } = taken;
  const held = (state: CaseState | null): CaseState => {
    if (!state || state.hold?.epoch !== epoch) throw new HoldLost(`${caseId}: epoch ${epoch} is over`);
    return state;
  };

  let newest = taken;

  /** Once half of the time is over; several that find out at once write it once. Looks again when that took long. */
  async function keep(): Promise<void> {
    while (isHalfOver(world, newest)) {
      newest = await world.cases.record(
        caseId,
        (state) => (isHalfOver(world, held(state)) ? takenEntry(world, held(state), epoch) : null),
        epoch,
      );
    }
  }

  return {
    caseId,
    epoch,
    stopping,
    keep,
    async record(decide) {
      await keep();
      let draft: Draft | null = null;
      const state = await world.cases.record(
        caseId,
        (now) => (draft = unlessEnded(held(now), decide)),
        epoch,
      );
      // Frozen since it was written: an intent gives the right to act only while the case is still ours.
      await keep();
      return { written: draft !== null, state };
    },
    release: () =>
      world.cases.record(
        caseId,
        (state) => (state?.hold?.epoch === epoch ? event('released', state.operator, { epoch }) : null),
        epoch,
      ),
  };
}

/** Also when our clock was set back since: the others' were not, so by theirs it may be over at any moment. */
function isHalfOver(world: World, { status, hold }: CaseState): boolean {
  if (!hold || status === 'closed') return false;
  const now = world.clock.now().getTime();
  const left = Date.parse(hold.until) - now;
  return left <= world.timing.holdMs / 2 || now < Date.parse(hold.since);
}

/** What the bot was about to write when somebody ended the case must not bring it back to life. */
function unlessEnded(state: CaseState, decide: (state: CaseState) => Draft | null): Draft | null {
  return state.status === 'closed' ? null : decide(state);
}
