import { changeEnds } from '#cards/change-ends.ts';
import { changeResult, changeResultWords } from '#cards/change-result.ts';
import { stepTitles, systemName } from '#cards/words.ts';
import type { Json } from '#storage/json.ts';
import type {
  ActionState,
  CaseState,
  ChangeState,
  ChangeStatus,
  StepState,
} from '../workflow/case/case-state.ts';

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
  const { ref, status, reason, error } = change;
  const isOff = step.approval.status === 'off' || state.off.has(action.action) || state.off.has(step.step);
  const ends = endsOf({ state, action, change });
  const result = changeResult(change, { chosen: !isOff, ended: state.outcome !== undefined });
  return {
    ref,
    step: step.step,
    stepName: stepTitles[step.step],
    system: action.system,
    systemName: systemName(action.system),
    what: change.change.what,
    ...ends,
    status,
    statusName: changeResultWords[result],
    at: seenLast(change),
    irreversible: action.irreversible ?? null,
    reason: reason ?? null,
    error: error ?? null,
  };
}

interface Ends {
  readonly before: string;
  readonly after: string;
  /** Which of both is no words, but what the log has stored. */
  readonly stored: readonly ('before' | 'after')[];
}

function endsOf({ state, action, change: { change, status } }: Omit<Place, 'step'>): Ends {
  const words = changeEnds(action.action, change, state.leaver);
  const [before, after] = words ?? storedEnds(change);
  const since = afterwards[status];
  const isAfterStored = since === undefined && change.to !== null;
  return { before, after: since ?? after, stored: words ? [] : isAfterStored ? bothEnds : ['before'] };
}

const bothEnds: readonly ('before' | 'after')[] = ['before', 'after'];

function storedEnds({ from, to }: { readonly from: Json; readonly to: Json }) {
  return [JSON.stringify(from), to === null ? 'removed' : JSON.stringify(to)] as const;
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
