import { changeWords, stepTitles, systemName } from '#cards/words.ts';
import type { Json } from '#storage/entry.ts';
import type { ActionState, CaseState, ChangeState, StepState } from '../workflow/case/case-state.ts';

/** One thing the person held, as it was found, and as it is since. */
export type AccessRow = ReturnType<typeof accessRow>;

/** Everything the plan found to change, in the order of the checklist. Pure. */
export function accessRows(state: CaseState) {
  return state.steps.flatMap((step) =>
    step.actions.flatMap((action) =>
      action.changes.map((change) => accessRow({ state, step, action, change })),
    ),
  );
}

interface Place {
  readonly state: CaseState;
  readonly step: StepState;
  readonly action: ActionState;
  readonly change: ChangeState;
}

function accessRow({ state, step, action, change }: Place) {
  const { ref, status, attempts, seenAt, outcomeAt } = change;
  const isOff = step.approval.status === 'off' || state.off.has(action.action) || state.off.has(step.step);
  return {
    ref,
    step: step.step,
    stepName: stepTitles[step.step],
    system: action.system,
    systemName: systemName(action.system),
    what: change.change.what,
    before: told(change.change.from),
    after: change.change.to === null ? 'removed' : told(change.change.to),
    isOff,
    status,
    statusName: isOff && attempts === 0 ? 'left out' : changeWords[status],
    at: seenAt ?? outcomeAt ?? null,
    irreversible: action.irreversible ?? null,
    reason: change.reason ?? null,
    error: change.error ?? null,
  };
}

/** A stored value in words: `accountEnabled yes`; only what people can read, so no ids and nothing nested deep. */
export function told(value: Json): string {
  return parts('', value).join(' · ');
}

function parts(name: string, value: Json): string[] {
  if (value === null || value === '') return [];
  if (Array.isArray(value)) return value.length === 0 ? [] : [labelled(name, value.map(word).join(', '))];
  if (typeof value !== 'object') return isId(name) ? [] : [labelled(name, word(value))];
  return Object.entries(value).flatMap(([key, inner]) => parts(key, inner));
}

function labelled(name: string, words: string): string {
  const label = name.replaceAll(/([a-z])([A-Z])/g, '$1 $2').toLowerCase();
  return label === '' || label === 'name' || label === 'display name' ? words : `${label}: ${words}`;
}

function word(value: Json): string {
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

function isId(name: string): boolean {
  return /^(id|.*Id|guid|sid)$/.test(name);
}
