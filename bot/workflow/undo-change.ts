import type { AnyAction, Change, Context } from '#providers/action.ts';
import { ProviderError } from '#providers/provider-error.ts';
import { canonicalJson } from '#storage/seal.ts';
import { event } from './event.ts';
import type { Hold } from './hold.ts';
import { toLoggedError } from './logged-error.ts';
import { patiently } from './observe.ts';
import { actionOf, contextOf } from './read-systems.ts';
import { locate, type Located } from './steps.ts';
import { storedChange } from './stored-change.ts';
import { recordUndoOutcome } from './undo-outcome.ts';
import type { World } from './world.ts';

type Reversible = AnyAction & { rollback(change: Change, context: Context): Promise<void> };

/** Looks, puts back only what still is as we left it, reads it back. */
export async function undoChange(
  world: World,
  hold: Hold,
  { action: { action: id }, change: { ref, change: stored } }: Located,
): Promise<void> {
  const action = actionOf(world, id);
  const state = await world.cases.read(hold.caseId);
  if (!state || !isReversible(action))
    return void (await recordUndoOutcome(hold, ref, { result: 'skipped', reason: 'There is no way back.' }));
  const undo = {
    world,
    hold,
    action,
    ref,
    change: storedChange(action, stored),
    context: contextOf(world, state),
  };
  try {
    await undoReversible(undo);
  } catch (error) {
    if (!(error instanceof SystemFault)) throw error;
    await recordUndoOutcome(hold, ref, { result: 'failed', error: toLoggedError(error.cause, action) });
  }
}

interface Undo {
  readonly world: World;
  readonly hold: Hold;
  readonly action: Reversible;
  readonly ref: string;
  readonly change: Change;
  readonly context: Context;
}

/** Tells a fault of the system we change from one of our own store, which must stop the work. */
class SystemFault extends Error {
  override readonly name = 'SystemFault';
}

async function undoReversible(undo: Undo): Promise<void> {
  const { hold, ref } = undo;
  const now = await standing(undo);
  if (now === 'as before')
    return void (await recordUndoOutcome(hold, ref, {
      result: 'undone',
      reason: 'It was already as before.',
    }));
  if (now === 'changed since') {
    const reason = 'Left alone: somebody else has changed it since.';
    return void (await recordUndoOutcome(hold, ref, { result: 'skipped', reason }));
  }
  await writeIntent(undo);
  await fromSystem(() => putBack(undo));
  await readBack(undo);
}

/** A lost answer is no failure yet: reading back will tell. */
async function putBack({ world, action, change, context }: Undo): Promise<void> {
  try {
    await patiently(world, () => action.rollback(change, context));
  } catch (error) {
    if (!(error instanceof ProviderError) || error.failure.uncertain !== true) throw error;
  }
}

async function readBack(undo: Undo): Promise<void> {
  for (const wait of undo.world.timing.verifyWaitsMs) {
    await undo.world.clock.sleep(wait);
    if ((await standing(undo)) === 'as before')
      return void (await recordUndoOutcome(undo.hold, undo.ref, { result: 'undone' }));
  }
  const reason = 'It was accepted and is not to be seen yet.';
  await recordUndoOutcome(undo.hold, undo.ref, { result: 'applied', reason });
}

async function writeIntent({ hold, ref, change }: Undo): Promise<void> {
  await hold.record((state) => {
    const found = locate(state).find((one) => one.change.ref === ref);
    if (!found) return null;
    const names = { step: found.step.step, action: found.action.action, change: change.key };
    const by = state.undo?.askedBy ?? state.operator;
    return event('intent', by, { direction: 'undo', attempt: 1, what: change.what }, names);
  });
}

/** How the thing stands now, compared with the change's two ends. */
async function standing({
  world,
  action,
  change,
  context,
}: Undo): Promise<'as before' | 'as we left it' | 'changed since'> {
  const items = await fromSystem(() => patiently(world, () => action.inspect(context)));
  const now = items.find((item) => action.keyOf(item) === change.key);
  const same = (a: unknown, b: unknown): boolean =>
    action.same ? action.same(a, b) : canonicalJson(a) === canonicalJson(b);
  if (now !== undefined && same(now, change.from)) return 'as before';
  const asLeft = change.to === null ? now === undefined : now !== undefined && same(now, change.to);
  return asLeft ? 'as we left it' : 'changed since';
}

async function fromSystem<T>(call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (error) {
    throw new SystemFault('the system failed', { cause: error });
  }
}

function isReversible(action: AnyAction): action is Reversible {
  return 'rollback' in action;
}
