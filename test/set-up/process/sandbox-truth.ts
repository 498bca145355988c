import type { CaseState, ChangeState } from '#bot/workflow/case/case-state.ts';
import { changeRef } from '#bot/workflow/case/change-ref.ts';
import { planAction } from '#bot/workflow/plan/plan.ts';
import { storedChange } from '#bot/workflow/run/stored-change.ts';
import type { AnyAction } from '#providers/action.ts';
import { catalog } from '#providers/catalog.ts';
import type { Systems } from '#providers/systems.ts';
import { canonicalJson } from '#storage/seal.ts';

/** What the systems themselves hold of one action's things, whatever the log says. */
export interface Truth {
  readonly action: AnyAction;
  readonly items: readonly unknown[];
  /** Refs of what would be planned now: it is not done. */
  readonly left: ReadonlySet<string>;
}

export function truthsOf(state: CaseState, systems: Systems): Promise<readonly Truth[]> {
  const { leaver, choices, openedAt } = state;
  const context = { leaver, choices, openedAt, systems };
  return Promise.all(
    catalog.map(async (action) => {
      const items = await action.inspect(context);
      const { changes } = planAction(action, items, context);
      return { action, items, left: new Set(changes.map(({ key }) => changeRef(action.id, key))) };
    }),
  );
}

/** Whether the thing is there as it was before the change. */
export function isAsBefore({ change }: ChangeState, { action, items }: Truth): boolean {
  const now = items.find((item) => action.keyOf(item) === change.key);
  const { from } = storedChange(action, change);
  if (now === undefined) return false;
  return action.same ? action.same(now, from) : canonicalJson(now) === canonicalJson(from);
}
