import type { ButtonData, Verb } from '#cards/buttons.ts';
import type { Act } from '#bot/policy/acts.ts';
import { buttons } from '#bot/teams/buttons.ts';
import { commands } from '#bot/teams/commands.ts';
import type { CaseState } from '#bot/workflow/case/case-state.ts';
import { personOf } from '#providers/sandbox/people.ts';
import { caseId } from '#test/set-up/small-world.ts';

/** One thing a person can try, with what the newest card would send or what they would type. */
export interface Try {
  readonly name: string;
  /** As the product's own table names it. */
  readonly act: Act;
  /** A step, a change, whom to name; '' = the case. */
  readonly about: string;
  readonly button?: { readonly verb: Verb; readonly data: object };
  readonly text?: string;
}

const steps = ['azure-access', 'mailbox', 'final-cleanup'] as const;

/** Whom an operator may want to ask instead, step by step: fit ones and unfit ones. Each asks the directory anew. */
const namings = [
  ['azure-access', 'isaiahl'],
  ['azure-access', 'pattif'],
  ['mailbox', 'pattif'],
  ['mailbox', 'alexw'],
  ['mailbox', 'jdoe'],
  ['final-cleanup', 'isaiahl'],
  ['final-cleanup', 'alexw'],
  ['final-cleanup', 'adelev'],
] as const;

type Made<V extends Verb> = Readonly<Record<string, ButtonData<V>>>;

/** What each button sends, by what it is about. A new button needs a line here before the types fit. */
const pressed: { readonly [V in Verb]: (state: CaseState) => Made<V> } = {
  'choose-person': () => ({ '': { query: 'jdoe', leaverId: personOf('jdoe').id, dryRun: false } }),
  choose: ({ revision }) => ({ '': { caseId, revision, mailbox: 'both' } }),
  approve: (state) => bySteps((step) => ({ caseId, step, hash: hashOf(state, step) })),
  reject: (state) => bySteps((step) => ({ caseId, step, hash: hashOf(state, step), reason: 'Not now' })),
  'name-approver': ({ status }) =>
    Object.fromEntries(
      (status === 'working' || status === 'attention' ? namings : namings.slice(0, 1)).map(([step, who]) => [
        `${step} → ${who}`,
        { caseId, step, who: personOf(who).upn },
      ]),
    ),
  retry: () => ({ '': { caseId } }),
  cancel: () => ({ '': { caseId } }),
  undo: () => ({
    '': { caseId },
    'azure-access': { caseId, step: 'azure-access' },
    'test.letters/mail': { caseId, ref: 'test.letters/mail' },
  }),
  'undo-confirm': ({ undo }) => ({ '': { caseId, hash: undo?.hash ?? '0'.repeat(64) } }),
  'undo-decline': () => ({ '': { caseId } }),
  'erase-confirm': ({ erasure }) => ({ '': { caseId, hash: erasure?.hash ?? '0'.repeat(64) } }),
  'erase-decline': () => ({ '': { caseId } }),
  changes: () => bySteps((step) => ({ caseId, step })),
  history: () => ({ '': { caseId } }),
  status: () => ({ '': { caseId } }),
};

type Typed = (state: CaseState) => Readonly<Record<string, string>>;

/** The same of what can be typed, by the act a command stands for; that each has a line is tested. */
export const typed: Readonly<Partial<Record<Act, Typed>>> = {
  offboard: () => ({ '': 'jdoe' }),
  status: () => ({ '': caseId }),
  history: () => ({ '': caseId }),
  report: () => ({ '': caseId }),
  approve: (state) => bySteps((step) => `${caseId} ${step} ${hashOf(state, step).slice(0, 6)}`),
  reject: () => bySteps((step) => `${caseId} ${step} Not now`),
  undo: () => ({
    '': caseId,
    'azure-access': `${caseId} azure-access`,
    'test.letters/mail': `${caseId} test.letters/mail`,
  }),
  cancel: () => ({ '': caseId }),
  erase: () => ({ '': `${caseId} GDPR Article 17` }),
  hold: () => ({ '': `${caseId} A lawsuit` }),
  release: () => ({ '': `${caseId} It is over` }),
  help: () => ({ '': '' }),
};

/** Everything that can be pressed and typed about a case as it stands, from the tables the product itself reads. */
export function triesFor(state: CaseState): readonly Try[] {
  const clicks = Object.keys(buttons).flatMap((name) => {
    const verb = name as Verb;
    return Object.entries(pressed[verb](state)).map(([about, data]) => ({
      name: `${verb} ${about}`.trim(),
      act: verb,
      about,
      button: { verb, data },
    }));
  });
  const words = [...commands].filter(isNoGreeting).flatMap(([word, { name: act }]) =>
    Object.entries(typed[act]?.(state) ?? {}).map(([about, rest]) => {
      const text = `/${word} ${rest}`.trim();
      return { name: text, act, about, text };
    }),
  );
  return [...clicks, ...words];
}

/** Greetings are `/help` by other words. */
function isNoGreeting([word, { name }]: readonly [string, { readonly name: Act }]): boolean {
  return word === name;
}

function bySteps<T>(make: (step: string) => T): Record<string, T> {
  return Object.fromEntries(steps.map((step) => [step, make(step)]));
}

function hashOf(state: CaseState, step: string): string {
  return state.steps.find((one) => one.step === step)?.hash ?? '0'.repeat(64);
}
