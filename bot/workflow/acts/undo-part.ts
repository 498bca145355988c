import type { Draft } from '#storage/entry.ts';
import { accepted, type Answer, refuse } from '../../policy/refusal.ts';
import type { CaseState } from '../case/case-state.ts';
import { whyNothing } from '../undo/why-nothing.ts';
import { locate, type Located, wasSent } from '../case/steps.ts';

/** What of a case somebody asks back: all of it, a step, or a single change by its name. */
export interface UndoPart {
  /** One step only. */
  readonly step?: string;
  /** One change only: `<action>/<key>`. */
  readonly ref?: string;
}

export interface ToUndo {
  readonly refs: readonly string[];
  /** What the entry names when only a part is asked back. */
  readonly scope: Pick<Draft, 'step' | 'action' | 'change'>;
}

/** The changes an undo would be about: sent, not put back, and with a way back. Else why there are none. */
export function partToUndo(state: CaseState, { step, ref }: UndoPart): Answer<ToUndo> {
  if (ref !== undefined) return oneToUndo(state, ref);
  const facts = { case: state.caseId, step: step ?? '' };
  if (step !== undefined && !state.steps.some((one) => one.step === step))
    return refuse('no-such-step', facts);
  const chosen = locate(state).filter((one) => step === undefined || one.step.step === step);
  const refs = chosen.filter(canBeUndone).map(({ change }) => change.ref);
  if (refs.length === 0) return refuse('nothing-to-undo', { ...facts, why: whyNothing(chosen) });
  return accepted({ refs, scope: step === undefined ? {} : { step } });
}

function oneToUndo(state: CaseState, ref: string): Answer<ToUndo> {
  const all = locate(state);
  const one = all.find(({ change }) => change.ref === ref) ?? onlyLike(all, ref);
  const facts = { case: state.caseId };
  if (!one) return refuse('no-such-change', { ...facts, what: ref, why: namesNear(all, ref) });
  const { step, action, change } = one;
  if (action.irreversible !== undefined) {
    return refuse('no-way-back', { ...facts, what: change.change.what, why: action.irreversible });
  }
  if (!canBeUndone(one))
    return refuse('nothing-to-undo', { ...facts, step: step.step, why: whyNothing([one]) });
  const scope = { step: step.step, action: action.action, change: change.change.key };
  return accepted({ refs: [change.ref], scope });
}

/** The same name as people type it: chats change capitals and spaces. */
function onlyLike(all: readonly Located[], ref: string): Located | undefined {
  const [found, ...others] = all.filter(({ change }) => typed(change.ref) === typed(ref));
  return others.length === 0 ? found : undefined;
}

function typed(name: string): string {
  return name.toLowerCase().replaceAll(/\s+/g, ' ').trim();
}

const most = 3;

/** Names that exist: of the action that was meant, or else of the actions. */
function namesNear(all: readonly Located[], ref: string): string {
  const action = typed(ref.slice(0, ref.indexOf('/')));
  const changes = all.filter((one) => typed(one.action.action) === action).map(({ change }) => change.ref);
  if (changes.length > 0) return `There is: ${some(changes)}.`;
  const actions = [...new Set(all.map((one) => one.action.action))];
  return actions.length > 0 ? `Its actions: ${some(actions)}.` : '';
}

function some(names: readonly string[]): string {
  const left = names.length - most;
  return names.slice(0, most).join(', ') + (left > 0 ? ` and ${left} more` : '');
}

export function canBeUndone({ action, change }: Located): boolean {
  if (action.irreversible !== undefined) return false;
  return (
    wasSent(change) ||
    ['undo-failed', 'undo-applied', 'undo-skipped', 'undo-intended'].includes(change.status)
  );
}
