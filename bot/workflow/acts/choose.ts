import type { Draft } from '#storage/entry.ts';
import { stepIds } from '#providers/action.ts';
import type { Person } from '#providers/leaver.ts';
import { mayAct } from '../../policy/acts.ts';
import type { Caller } from '../../policy/caller.ts';
import { accepted, type Answer, refuse } from '../../policy/refusal.ts';
import { actOnCase } from './act-on-case.ts';
import type { CaseState } from '../case/case-state.ts';
import { event } from '../case/event.ts';
import { findPerson } from './find-person.ts';
import type { World } from '../world.ts';

export interface Choice {
  readonly by: Caller;
  readonly caseId: string;
  /** Revision of the plan the operator saw. */
  readonly revision: number;
  readonly mailbox: 'convert' | 'forward' | 'both';
  /** UPN, mail, name or object id of who receives mail, files and ownership; empty = as planned. */
  readonly successor: string;
  /** Ids of steps and actions to leave out. */
  readonly off: readonly string[];
}

/** The operator settles the plan: what is left out, what becomes of mail, who takes over. It is then made anew and frozen. */
export async function chooseForCase(world: World, choice: Choice): Promise<Answer<CaseState>> {
  const { by, caseId } = choice;
  const may = mayAct(by, 'choose');
  if (!may.ok) return may;
  const named = choice.successor.trim() === '' ? accepted(null) : await findPerson(world, choice.successor);
  if (!named.ok) return asSuccessor(named);
  const known = new Set<string>([...stepIds, ...world.catalog.map(({ id }) => id)]);
  const off = choice.off.filter((id) => known.has(id));
  const settled = asLeftOut({ ...choice, off });
  return actOnCase(world, { by, caseId, act: 'choose' }, (state) => ruleOn(state, settled, named.value));
}

/** Somebody whose account is disabled is said to be no successor, in words that fit. */
function asSuccessor(answer: Answer<Person | null>): Answer<never> {
  if (answer.ok) throw new Error('nothing was refused');
  const { code, facts } = answer.refusal;
  if (code !== 'approver-disabled') return answer;
  return refuse('cannot-succeed', { ...facts, why: 'The account is disabled.' });
}

/**
 * A conversion that is left out is none: the plan must know it, because the licence then takes the mailbox with it.
 * Whoever had chosen nothing but the conversion does not get forwarding instead.
 */
function asLeftOut(choice: Choice): Choice {
  const { mailbox, off } = choice;
  const converts = !off.includes('mailbox') && !off.includes('exchange.convert-to-shared');
  if (mailbox === 'forward' || converts) return choice;
  const more = mailbox === 'convert' ? ['exchange.forward-mail'] : [];
  return { ...choice, mailbox: 'forward', off: [...off, ...more] };
}

/** True when everything that was planned is switched off: such a case would end complete with all access in place. */
function leavesNothing(state: CaseState, off: ReadonlySet<string>): boolean {
  const planned = state.steps.flatMap(({ step, actions }) =>
    actions.filter(({ changes }) => changes.length > 0).map(({ action }) => [step, action]),
  );
  return planned.length > 0 && planned.every((ids) => ids.some((id) => off.has(id)));
}

function frozenBy({ chosenBy, chosenAt }: CaseState): Record<string, string> {
  return { who: chosenBy?.name ?? '', when: chosenAt ?? '' };
}

function ruleOn(state: CaseState, choice: Choice, named: Person | null): Answer<Draft> {
  const off = [...new Set(choice.off)].toSorted();
  const facts = { case: state.caseId };
  if (state.status === 'closed') return refuse('case-ended', facts);
  if (state.frozen) return refuse('already-frozen', { ...facts, ...frozenBy(state) });
  if (state.status !== 'choosing' || state.dryRun) return refuse('wrong-moment', facts);
  if (choice.revision !== state.revision) return refuse('plan-changed', { ...facts, step: 'plan' });
  if (named?.id === state.leaver.id)
    return refuse('cannot-succeed', { who: named.name, why: 'It is the leaver.' });
  if (leavesNothing(state, new Set(off))) return refuse('nothing-to-do', facts);
  const choices = { mailbox: choice.mailbox, successor: named ?? state.choices.successor };
  return accepted(event('chosen', choice.by, { choices, off }));
}
