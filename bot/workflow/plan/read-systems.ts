import type { AnyAction, Context } from '#providers/action.ts';
import { ProviderError } from '#providers/provider-error.ts';
import { toLoggedError } from '../run/logged-error.ts';
import type { LoggedError } from '#storage/entry.ts';
import type { CaseState } from '../case/case-state.ts';
import { patiently } from '../run/observe.ts';
import { planAction } from './plan.ts';
import { locate } from '../case/steps.ts';
import type { World } from '../world.ts';

/** What every action found, or why one could not read: then nothing may be planned. */
export interface Reading {
  readonly found: ReadonlyMap<string, readonly unknown[]>;
  readonly failures: readonly ReadFailure[];
}

export interface ReadFailure {
  readonly action: string;
  readonly error: LoggedError;
  /** Set when the system said, or it looks, as if it will pass. */
  readonly passing?: ProviderError;
}

/** Reads all systems side by side, whether an action is switched on or not: nothing is overlooked by choice. */
export async function readSystems(world: World, state: CaseState): Promise<Reading> {
  const context = contextOf(world, state);
  const found = new Map<string, readonly unknown[]>();
  const failures: ReadFailure[] = [];
  await Promise.all(
    world.catalog.map(async (action) => {
      try {
        const items = await patiently(world, () => action.inspect(context));
        // What cannot be planned counts as not understood: it is found out here, where the action can be named.
        planAction(action, items, context);
        found.set(action.id, items);
      } catch (error) {
        const passing = mayPass(error) ? { passing: error } : {};
        failures.push({ action: action.id, error: toLoggedError(error, action), ...passing });
      }
    }),
  );
  return { found, failures };
}

function mayPass(error: unknown): error is ProviderError {
  return error instanceof ProviderError && error.failure.passing === true;
}

export function contextOf(world: World, state: CaseState): Context {
  const { leaver, choices, openedAt } = state;
  return { leaver, choices, openedAt, sentAt: (id) => lastSent(state, id), systems: world.systems };
}

function lastSent(state: CaseState, id: string): string | null {
  const times = locate(state)
    .filter(({ action, change }) => action.action === id && change.attempts > 0)
    .map(({ change }) => change.intentAt ?? '');
  return times.toSorted().at(-1) ?? null;
}

/** @throws when the log names an action this version does not have */
export function actionOf(world: World, id: string): AnyAction {
  const action = world.catalog.find((one) => one.id === id);
  if (!action) throw new Error(`no action is called ${id}`);
  return action;
}
