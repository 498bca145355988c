import type { ActionState, CaseState, ChangeState, StepState } from '#bot/workflow/case/case-state.ts';
import { errorWords, requestWords } from './error-words.ts';
import type { ListPart } from './folded-list.ts';
import { counted, listed, stepName } from './words.ts';

interface Made {
  readonly action: ActionState;
  readonly change: ChangeState;
}

/** A change in the words of the plan. */
type What = (ref: string) => string;

/**
 * What an undo is about: before the yes what will be taken back and what that needs, after it how far each change is,
 * which is called taken back once it was read back. Beside it what was made in the same steps and has no way back.
 */
export function undoParts(state: CaseState): readonly ListPart[] {
  const { waiting = [], confirmed } = state.undo ?? {};
  const known = new Map(state.steps.flatMap(made).map((one) => [one.change.ref, one]));
  const what: What = (ref) => known.get(ref)?.change.change.what ?? ref;
  const isLost = (ref: string): boolean => known.get(ref)?.action.irreversible !== undefined;
  const never = waiting.filter(({ first }) => first.some(isLost));
  const later = waiting.filter((one) => !never.includes(one));
  const lost = [
    ...never.map(({ ref, first }) => `${what(ref)}: ${blockedFor(first.filter(isLost), what)}`),
    ...stepsAsked(state).flatMap(made).flatMap(whyLost),
  ];
  return [
    ...(confirmed ? progressOf(state, known) : asked(state, what)),
    {
      id: 'later',
      title: `${confirmed ? 'Not part of this undo' : 'Not by itself'}: something else must be back first`,
      color: 'default',
      texts: later.map(({ ref, first }) => `${what(ref)}: needs ${stepsIn(state, first)} back first`),
    },
    ...(confirmed ? [] : needed(state, what)),
    { id: 'lost', title: 'Cannot be taken back', color: 'attention', texts: lost },
  ];
}

function asked({ undo }: CaseState, what: What): readonly ListPart[] {
  const texts = (undo?.refs ?? []).map(what);
  return [{ id: 'back', title: 'Will be taken back', color: 'default', texts }];
}

function needed({ undo }: CaseState, what: What): readonly ListPart[] {
  const own = new Set([...(undo?.refs ?? []), ...(undo?.waiting ?? []).map(({ ref }) => ref)]);
  const texts = (undo?.wider?.refs ?? []).filter((ref) => !own.has(ref)).map(what);
  const title = 'Will be taken back as well, if you choose all in one';
  return [{ id: 'needed', title, color: 'default', texts }];
}

const progress = {
  'under-way': { title: 'Being taken back', color: 'default' },
  back: { title: 'Taken back and read back', color: 'good' },
  unseen: { title: 'Accepted by its system, not read back yet', color: 'warning' },
  failed: { title: 'Could not be taken back', color: 'attention' },
} as const;
type Progress = keyof typeof progress;

/** What was left alone stands with its reason among what cannot be taken back. */
function progressOf({ undo }: CaseState, known: ReadonlyMap<string, Made>): readonly ListPart[] {
  const refs = undo?.refs ?? [];
  const changes = refs.flatMap((ref) => known.get(ref)?.change ?? []).filter((one) => !isLeftAlone(one));
  const grouped = Map.groupBy(changes, progressOfOne);
  return (Object.keys(progress) as Progress[]).map((id) => {
    const texts = (grouped.get(id) ?? []).map((one) => (id === 'failed' ? whyFailed(one) : one.change.what));
    const { title, color } = progress[id];
    return { id, title, color, texts };
  });
}

/** With what the system said, and its request id. */
function whyFailed({ change, reason, error }: ChangeState): string {
  const why = [
    ...(reason === undefined ? [] : [reason]),
    ...(error ? [`${errorWords(error)}. ${requestWords(error)}`] : []),
  ];
  return why.length === 0 ? change.what : `${change.what}: ${why.join(' ')}`;
}

function progressOfOne({ status }: ChangeState): Progress {
  if (status === 'undone') return 'back';
  if (status === 'undo-applied') return 'unseen';
  return status === 'undo-failed' ? 'failed' : 'under-way';
}

function isLeftAlone({ status }: ChangeState): boolean {
  return status === 'undo-skipped';
}

/** Of the changes that were asked back, whether they can be by themselves or not. */
export function stepsAsked({ steps, undo }: CaseState): readonly StepState[] {
  return stepsOf(steps, [...(undo?.refs ?? []), ...(undo?.waiting ?? []).map(({ ref }) => ref)]);
}

function stepsOf(steps: CaseState['steps'], refs: readonly string[]): readonly StepState[] {
  const named = new Set(refs);
  return steps.filter((step) => made(step).some(({ change }) => named.has(change.ref)));
}

function made(step: StepState): readonly Made[] {
  return step.actions.flatMap((action) => action.changes.map((change) => ({ action, change })));
}

function blockedFor(refs: readonly string[], what: What): string {
  return `first this would have to be back, which has no way back: ${refs.map(what).join(', ')}`;
}

/** `Microsoft 365 licences (2 changes) and group memberships (1 change)` */
function stepsIn({ steps }: CaseState, refs: readonly string[]): string {
  const named = new Set(refs);
  const count = (step: StepState): number => made(step).filter(({ change }) => named.has(change.ref)).length;
  return listed(
    stepsOf(steps, refs).map((step) => `${stepName(step.step)} (${counted(count(step), 'change')})`),
  );
}

function wasMade({ status }: ChangeState): boolean {
  return !['waiting', 'failed', 'skipped'].includes(status);
}

function whyLost({ action, change }: Made): readonly string[] {
  if (!wasMade(change)) return [];
  const { change: planned, reason } = change;
  if (action.irreversible !== undefined) return [`${planned.what}: ${action.irreversible}`];
  if (planned.destroys !== undefined) return [`${planned.what}: ${planned.destroys}`];
  return isLeftAlone(change) ? [`${planned.what}: ${reason ?? 'it was changed since'}`] : [];
}
