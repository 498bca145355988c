import { stepIds, type AnyAction, type PlanContext, type StepId } from '#providers/action.ts';
import { canonicalJson, sha256 } from '#storage/seal.ts';
import { plannedAction, type PlannedAction, type PlannedStep } from '../case/events.ts';

/**
 * Found → changes, step by step in checklist order. Pure. Steps that find nothing at all are kept: "nothing" is an
 * answer. An action that is not among the found ones could not be read and is left out.
 */
export function planCase(
  catalog: readonly AnyAction[],
  found: ReadonlyMap<string, readonly unknown[]>,
  context: PlanContext,
  off: ReadonlySet<string>,
): readonly PlannedStep[] {
  return stepIds.map((step) => {
    const actions = catalog
      .filter((action) => action.step === step && !off.has(action.id))
      .flatMap((action) => {
        const items = found.get(action.id);
        return items ? [planAction(action, items, context)] : [];
      });
    return planned(step, actions);
  });
}

export function planned(step: StepId, actions: readonly PlannedAction[]): PlannedStep {
  return { step, hash: stepHash(step, actions), actions: [...actions] };
}

/** @throws when an action plans two changes with one key, or a change that JSON cannot hold */
export function planAction(
  action: AnyAction,
  found: readonly unknown[],
  context: PlanContext,
): PlannedAction {
  const things = action.plan(found, context);
  const changes = things.filter((thing) => thing.kind === 'change');
  if (new Set(changes.map((change) => change.key)).size !== changes.length) {
    throw new Error(`${action.id} plans one thing twice`);
  }
  const text = canonicalJson({
    action: action.id,
    title: action.title,
    system: action.system,
    ...('irreversible' in action ? { irreversible: action.irreversible } : {}),
    ...(action.after && action.after.length > 0 ? { after: action.after } : {}),
    changes,
    skipped: things.filter((thing) => thing.kind === 'skipped'),
  });
  return plannedAction.parse(JSON.parse(text));
}

/** What an approval is bound to: the changes, not what is left alone. */
export function stepHash(step: StepId, actions: readonly PlannedAction[]): string {
  return sha256(
    canonicalJson({ step, changes: actions.map(({ action, changes }) => ({ action, changes })) }),
  );
}
