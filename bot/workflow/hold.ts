import type { Draft } from '#storage/entry.ts';
import type { CaseState } from './case-state.ts';
import { event } from './event.ts';
import type { World } from './world.ts';

/** This instance works on the case, under an epoch of its own, until it releases it or forgets to say so again. */
export interface Hold {
  readonly caseId: string;
  readonly epoch: number;
  /** Aborted when the process stops: start nothing new; what has an intent may stay without an outcome. */
  readonly stopping: AbortSignal;
  /**
   * Appends under this hold. @throws HoldLost when another instance has taken the case: write nothing more,
   * start nothing more. @throws StoreDown
   */
  record(decide: (state: CaseState) => Draft | null): Promise<CaseState>;
  /** Says again that the case is ours, when it is time to. @throws HoldLost, StoreDown */
  keep(): Promise<void>;
  /** Lets the case go; what it is then. */
  release(): Promise<CaseState>;
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
    if (!state || heldByAnother(world, state)) return null;
    epoch = state.epoch + 1;
    return takenEntry(world, state, epoch);
  });
  return epoch > 0 && after.hold?.epoch === epoch ? createHold(world, after, { epoch, stopping }) : null;
}

function heldByAnother(world: World, state: CaseState): boolean {
  const { hold } = state;
  return (
    hold !== undefined && hold.instance !== world.instance && hold.until > world.clock.now().toISOString()
  );
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

  /** Once half of the time is over; several that find out at once write it once. */
  async function keep(): Promise<void> {
    if (!isHalfOver(world, newest)) return;
    newest = await world.cases.record(
      caseId,
      (state) => (isHalfOver(world, held(state)) ? takenEntry(world, held(state), epoch) : null),
      epoch,
    );
  }

  return {
    caseId,
    epoch,
    stopping,
    keep,
    async record(decide) {
      await keep();
      const after = await world.cases.record(caseId, (state) => unlessEnded(held(state), decide), epoch);
      // Frozen since it was written: an intent gives the right to act only while the case is still ours.
      await keep();
      return after;
    },
    release: () =>
      world.cases.record(
        caseId,
        (state) => (state?.hold?.epoch === epoch ? event('released', state.operator, { epoch }) : null),
        epoch,
      ),
  };
}

function isHalfOver(world: World, { status, hold }: CaseState): boolean {
  const left = Date.parse(hold?.until ?? '') - world.clock.now().getTime();
  return status !== 'closed' && left <= world.timing.holdMs / 2;
}

/** What the bot was about to write when somebody ended the case must not bring it back to life. */
function unlessEnded(state: CaseState, decide: (state: CaseState) => Draft | null): Draft | null {
  return state.status === 'closed' ? null : decide(state);
}
