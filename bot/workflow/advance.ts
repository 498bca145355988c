import { askApprovals } from './approve/ask-approvals.ts';
import { closeCase, finishDryRun } from './close/close-case.ts';
import { expireApprovals } from './approve/expire-approvals.ts';
import { heedingProtection } from './approve/heed-protection.ts';
import { heedingErasure } from './erase/give-way.ts';
import { orHeldUp } from './approve/held-up.ts';
import type { Hold } from './hold/hold.ts';
import { lookAgain } from './run/look-again.ts';
import { makePlan } from './plan/make-plan.ts';
import { nextMove, type Move } from './next-move.ts';
import { runApproved } from './run/run.ts';
import { runUndo } from './undo/run-undo.ts';
import { sweepCase } from './close/sweep-case.ts';
import type { CaseState } from './case/case-state.ts';
import type { World } from './world.ts';

type Step = (world: World, hold: Hold, state: CaseState) => Promise<void>;

const moves: Readonly<Record<Exclude<Move, 'wait'>, Step>> = {
  plan: heedingErasure(makePlan),
  'finish-dry-run': finishDryRun,
  expire: expireApprovals,
  ask: heedingProtection(askApprovals),
  run: runApproved,
  'look-again': lookAgain,
  sweep: sweepCase,
  close: closeCase,
  undo: runUndo,
};

/**
 * The way of a case: one move after another, each decided anew from the log, until it is somebody else's turn.
 * Throws when the store is down or the hold is lost: whoever comes next goes on from the log.
 */
export async function advance(world: World, hold: Hold): Promise<void> {
  while (!hold.stopping.aborted) {
    const state = await world.cases.read(hold.caseId);
    const move = state ? moveOf(world, state) : 'wait';
    if (!state || move === 'wait') return;
    await orHeldUp(world, hold, () => moves[move](world, hold, state));
  }
}

export function moveOf(world: World, state: CaseState): Move {
  const { catalog, approvals, clock } = world;
  return nextMove(state, { catalog, approvals, now: clock.now() });
}
