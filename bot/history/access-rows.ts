import { changeWords, stepTitles, systemName } from '#cards/words.ts';
import type { Json } from '#storage/entry.ts';
import type {
  ActionState,
  CaseState,
  ChangeState,
  ChangeStatus,
  StepState,
} from '../workflow/case/case-state.ts';
import { accessEnds } from './access-ends.ts';

/** Everything the plan found to change, as it was found and as it is since, in the order of the checklist. Pure. */
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
  const { ref, status, attempts, reason, error } = change;
  const isOff = step.approval.status === 'off' || state.off.has(action.action) || state.off.has(step.step);
  const [before, after] =
    accessEnds(action.action, change.change, state.leaver) ?? toldApart(change.change.from, change.change.to);
  return {
    ref,
    step: step.step,
    stepName: stepTitles[step.step],
    system: action.system,
    systemName: systemName(action.system),
    what: change.change.what,
    before,
    after: afterwards[status] ?? after,
    status,
    statusName: isOff && attempts === 0 ? 'left out' : changeWords[status],
    at: seenLast(change),
    irreversible: action.irreversible ?? null,
    reason: reason ?? null,
    error: error ?? null,
  };
}

/** When it was seen how it stands: what was read back as done before an undo was sent says nothing of it. */
function seenLast({ status, seenAt, outcomeAt }: ChangeState): string | null {
  if (status === 'undo-intended') return null;
  const isUndo = status === 'undone' || status.startsWith('undo-');
  return (isUndo ? outcomeAt : (seenAt ?? outcomeAt)) ?? null;
}

/** What is so since, where it is not what the change wanted: said as done is only what was read back. */
const afterwards: Partial<Record<ChangeStatus, string>> = {
  waiting: 'as before',
  intended: 'not known yet',
  applied: 'not seen yet',
  failed: 'not done',
  skipped: 'left as it was',
  unknown: 'not known',
  'undo-intended': 'not known yet',
  'undo-applied': 'put back, not seen yet',
  'undo-failed': 'not known',
  undone: 'as before, put back',
};

/** Both ends of a change in words, without what is the same in both. */
export function toldApart(from: Json, to: Json): readonly [before: string, after: string] {
  const before = new Map(parts('', from));
  if (to === null) return [[...before.values()].join(' · ') || 'there', 'removed'];
  const after = new Map(parts('', to));
  const only = (some: typeof before, others: typeof before): string =>
    [...some].flatMap(([path, words]) => (others.get(path) === words ? [] : [words])).join(' · ');
  return [only(before, after) || 'not set', only(after, before) || 'not set'];
}

/** What people can read of a stored value, by its path: `account enabled: yes`, and no ids. */
function parts(path: string, value: Json): (readonly [path: string, words: string])[] {
  const name = path.split('.').at(-1) ?? '';
  if (value === null || value === '' || idNames.test(name)) return [];
  if (Array.isArray(value))
    return value.length === 0 ? [] : [[path, labelled(name, value.map(word).join('; '))]];
  if (typeof value !== 'object') return [[path, labelled(name, word(value))]];
  return Object.entries(value).flatMap(([key, inner]) => parts(`${path}.${key}`, inner));
}

const idNames = /^(?:id|.*Id|guid|sid)$/;
const plainNames: ReadonlySet<string> = new Set(['', 'name', 'displayName']);

function labelled(name: string, words: string): string {
  const label = name.replaceAll(/([a-z])([A-Z])/g, '$1 $2').toLowerCase();
  return plainNames.has(name) ? words : `${label}: ${words}`;
}

function word(value: Json): string {
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (typeof value !== 'object' || value === null) return String(value);
  return parts('', value)
    .map(([, words]) => words)
    .join(', ');
}
