import type { ActionState, CaseState, ChangeState, StepState } from '#bot/workflow/case/case-state.ts';
import { template, type View } from './bind.ts';
import type { Card } from './card.ts';
import { fit, type Room } from './fit.ts';
import { foldedList, isCutShort, type ListPart } from './folded-list.ts';
import { leaverLine, shortName } from './leaver-line.ts';
import { plain } from './plain-text.ts';
import layout from './undo.json' with { type: 'json' };
import { counted, listed, stepName } from './words.ts';

const draw = template(layout);

/**
 * Lists what an undo brings back, what it cannot before something else is back, and what never comes back; takes an
 * answer while the undo waits for one: for what can be put back by itself, or for that and what it needs in one.
 */
export function undoCard(state: CaseState): Card {
  return fit((room) => draw(undoView(state, room)));
}

function undoView(state: CaseState, room: Room): View {
  const { undo, status } = state;
  const open = status === 'undo-asked';
  const parts = partsOf(state);
  const count = undo?.refs.length ?? 0;
  const wider = undo?.wider;
  return {
    ...leaverLine(state),
    shortName: shortName(state),
    title: open ? 'Please confirm: undo' : 'Undo',
    verdict: open ? '' : 'Undo confirmed',
    verdictStyle: 'good',
    verdictLines: '',
    intro: intro(state),
    lists: parts.flatMap((part) => foldedList(part, room)),
    cut: parts.some((part) => isCutShort(part, room)),
    open,
    ready: count > 0,
    count: counted(count, 'change'),
    hash: undo?.hash ?? '',
    together: wider !== undefined,
    all: counted(wider?.refs.length ?? 0, 'change'),
    widerHash: wider?.hash ?? '',
  };
}

function intro(state: CaseState): string {
  const asker = plain(state.undo?.askedBy.name ?? state.operator.name, 60);
  const asks = state.status === 'undo-asked' ? 'asks to put back' : 'said yes to putting back';
  return `${asker} ${asks} what this case changed${scope(state)}.`;
}

function scope(state: CaseState): string {
  const steps = stepsAsked(state);
  const names = steps.map(({ step }) => stepName(step));
  return steps.length < state.steps.length && steps.length > 0 ? `: ${names.join(', ')}` : '';
}

/** Of the changes that were asked back, whether they can be by themselves or not. */
function stepsAsked({ steps, undo }: CaseState): readonly StepState[] {
  return stepsOf(steps, [...(undo?.refs ?? []), ...(undo?.waiting ?? []).map(({ ref }) => ref)]);
}

function stepsOf(steps: CaseState['steps'], refs: readonly string[]): readonly StepState[] {
  const named = new Set(refs);
  return steps.filter((step) => made(step).some(({ change }) => named.has(change.ref)));
}

interface Made {
  readonly action: ActionState;
  readonly change: ChangeState;
}

function made(step: StepState): readonly Made[] {
  return step.actions.flatMap((action) => action.changes.map((change) => ({ action, change })));
}

/** Asked back or needed for it; beside it what was made in the same steps and has no way back. */
function partsOf(state: CaseState): readonly ListPart[] {
  const { refs = [], waiting = [], wider } = state.undo ?? {};
  const known = new Map(state.steps.flatMap(made).map((one) => [one.change.ref, one]));
  const what = (ref: string): string => known.get(ref)?.change.change.what ?? ref;
  const own = new Set([...refs, ...waiting.map(({ ref }) => ref)]);
  const needed = (wider?.refs ?? []).filter((ref) => !own.has(ref));
  const isLost = (ref: string): boolean => known.get(ref)?.action.irreversible !== undefined;
  const never = waiting.filter(({ first }) => first.some(isLost));
  const later = waiting.filter((one) => !never.includes(one));
  const lost = stepsAsked(state).flatMap(made).flatMap(whyLost);
  return [
    { id: 'back', title: 'Taken back', color: 'default', texts: refs.map(what) },
    {
      id: 'later',
      title: 'Not by itself: something else must be back first',
      color: 'default',
      texts: later.map(({ ref, first }) => `${what(ref)}: needs ${stepsIn(state, first)} back first`),
    },
    {
      id: 'needed',
      title: 'Taken back as well, if you choose all in one',
      color: 'default',
      texts: needed.map(what),
    },
    {
      id: 'lost',
      title: 'Cannot be taken back',
      color: 'attention',
      texts: [
        ...never.map(({ ref, first }) => `${what(ref)}: ${blockedFor(first.filter(isLost), what)}`),
        ...lost,
      ],
    },
  ];
}

function blockedFor(refs: readonly string[], what: (ref: string) => string): string {
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
  const { change: planned, reason, status } = change;
  if (action.irreversible !== undefined) return [`${planned.what}: ${action.irreversible}`];
  if (planned.destroys !== undefined) return [`${planned.what}: ${planned.destroys}`];
  return status === 'undo-skipped' ? [`${planned.what}: ${reason ?? 'it was changed since'}`] : [];
}
