import type { ApprovalStatus, CaseState, CaseStatus } from '#bot/workflow/case-state.ts';
import { cancelCase } from '#bot/workflow/cancel-case.ts';
import { chooseForCase } from '#bot/workflow/choose.ts';
import { decide } from '#bot/workflow/decide.ts';
import { event } from '#bot/workflow/event.ts';
import { askUndo } from '#bot/workflow/undo.ts';
import type { Caller } from '#bot/policy/caller.ts';
import { type Cupboard, fault } from '#test/set-up/cupboard.ts';
import {
  alex,
  caseId,
  confirmShown,
  current,
  goOn,
  isaiah,
  megan,
  opened,
  patti,
  type SmallWorld,
} from '#test/set-up/small-world.ts';
/** Where a case is brought into a situation. */
export interface Stand {
  readonly world: SmallWorld & { elsewhere(): Promise<SmallWorld> };
  readonly box: Cupboard;
}

/** How a case comes to stand somewhere: told with the workflow itself, and with single entries where it only passes. */
type Build = (stand: Stand) => Promise<unknown>;

const hours = 3_600_000;

/**
 * Everywhere a case can stand, for each status of the product: a new status needs a line here before the types fit.
 * John Doe's case, opened by Alex, with a step for each policy: azure-access (any operator), mailbox (Megan, the
 * manager), final-cleanup (a second operator).
 */
export const situations = {
  opened: {
    'just opened': ({ world }) => opened(world),
    'a dry run, just opened': ({ world }) => opened(world, true),
    'plan settled, being read again': settled(alex),
  },
  unreadable: {
    'a system cannot be read': async ({ world, box }) => {
      box.faults.set('read doors', [fault('Denied')]);
      await opened(world);
      await goOn(world);
    },
  },
  choosing: {
    'plan shown': planned,
    'a dry run, plan made': async ({ world }) => {
      await opened(world, true);
      const { steps, revision } = await planOf(world);
      await world.cases.record(caseId, () => event('planned', alex, { revision, steps }));
    },
  },
  working: {
    'everybody asked': asked,
    'everybody asked, plan settled by another operator': askedBy(isaiah),
    'the deadline has passed, nobody noted it': async (stand) => {
      await asked(stand);
      stand.world.clock.advance(73 * hours);
    },
    'the manager has approved, not begun': async (stand) => {
      await asked(stand);
      await say(stand, megan, 'mailbox');
    },
    'the manager has approved, done': async (stand) => {
      await asked(stand);
      await say(stand, megan, 'mailbox');
      await goOn(stand.world);
    },
    'the manager has rejected': async (stand) => {
      await asked(stand);
      await say(stand, megan, 'mailbox', 'She is only on leave');
    },
    'the manager’s request has lapsed': async (stand) => {
      await asked(stand);
      await note(stand, 'mailbox', (hash) => event('expired', alex, { hash }, { step: 'mailbox' }));
    },
    'a change is being sent': async (stand) => {
      await asked(stand);
      await say(stand, alex, 'azure-access');
      const change = { step: 'azure-access', action: 'test.doors', change: 'a' };
      const data = { direction: 'apply', attempt: 1, what: 'Remove a' } as const;
      await stand.world.cases.record(caseId, () => event('intent', alex, data, change));
    },
    'a system has changed since the approval, asked again': async (stand) => {
      await asked(stand);
      stand.box.things.set('c', { name: 'c', group: 'doors', value: 'open' });
      await say(stand, alex, 'azure-access');
      await goOn(stand.world);
    },
    'the mailbox is left out': askedBy(alex, ['mailbox']),
    'somebody else was named for the mailbox, Isaiah for the clean-up': async (stand) => {
      await asked(stand);
      await named(stand, 'mailbox', 'manager', patti);
      await named(stand, 'final-cleanup', 'second-operator', isaiah);
    },
  },
  attention: {
    'a step was rejected': rejectedAtTheEnd,
    'a change failed': failedAtTheEnd,
    'all requests have lapsed': async (stand) => {
      await asked(stand);
      stand.world.clock.advance(73 * hours);
      await goOn(stand.world);
    },
  },
  'undo-asked': {
    'of a complete case': async (stand) => {
      await complete(stand);
      await askUndo(stand.world, { by: alex, caseId });
    },
    'of an open case': async (stand) => {
      await failedAtTheEnd(stand);
      await askUndo(stand.world, { by: isaiah, caseId, step: 'azure-access' });
    },
  },
  undoing: {
    'confirmed, not begun': async (stand) => {
      await complete(stand);
      await askUndo(stand.world, { by: alex, caseId });
      await confirmShown(stand.world, isaiah);
    },
  },
  closed: {
    complete,
    'a dry run': async ({ world }) => {
      await opened(world, true);
      await goOn(world);
    },
    'canceled before anything was done': async (stand) => {
      await asked(stand);
      await cancelCase(stand.world, { by: alex, caseId });
    },
    'canceled after a step was done': async (stand) => {
      await rejectedAtTheEnd(stand);
      await cancelCase(stand.world, { by: alex, caseId });
    },
    undone: undone(),
    'partly undone': undone('azure-access'),
    'an undo that failed': async (stand) => {
      await complete(stand);
      stand.box.faults.set('undo a', [fault('Denied')]);
      await undoNow(stand);
    },
  },
} as const satisfies Readonly<Record<CaseStatus, Readonly<Record<string, Build>>>>;

type Names<S extends CaseStatus> = keyof (typeof situations)[S] & string;
/** `closed: complete` */
export type SituationName = { [S in CaseStatus]: `${S}: ${Names<S>}` }[CaseStatus];

/** Every way an approval can stand; that each is met in some situation is tested. */
export const approvalStatuses = {
  off: true,
  none: true,
  asked: true,
  approved: true,
  rejected: true,
  expired: true,
} as const satisfies Readonly<Record<ApprovalStatus, true>>;

async function planned({ world }: Stand): Promise<CaseState> {
  await opened(world);
  return goOn(world);
}

/** The plan a dry run makes, as its entry has it. */
async function planOf(world: Stand['world']) {
  const other = await world.elsewhere();
  await opened(other, true);
  await goOn(other);
  const entry = (await other.store.readCase(caseId)).find(({ phase }) => phase === 'planned');
  await other.store.close();
  return entry!.data as unknown as { revision: number; steps: [] };
}

function settled(by: Caller, off: readonly string[] = []) {
  return async (stand: Stand): Promise<unknown> => {
    const { revision } = await planned(stand);
    const choice = { by, caseId, revision, mailbox: 'both', successor: '', off } as const;
    return chooseForCase(stand.world, choice);
  };
}

function askedBy(by: Caller, off: readonly string[] = []) {
  return async (stand: Stand): Promise<unknown> => {
    await settled(by, off)(stand);
    return goOn(stand.world);
  };
}

async function asked(stand: Stand): Promise<unknown> {
  return askedBy(alex)(stand);
}

/** Yes to a step, or no when there is a reason. */
async function say({ world }: Stand, by: Caller, step: string, reason = ''): Promise<void> {
  const verdict = reason === '' ? 'approve' : 'reject';
  const answer = await decide(world, { by, caseId, step, verdict, reason });
  if (!answer.ok) throw new Error(answer.refusal.code);
}

async function complete(stand: Stand): Promise<void> {
  await asked(stand);
  await say(stand, alex, 'azure-access');
  await say(stand, megan, 'mailbox');
  await say(stand, isaiah, 'final-cleanup');
  await goOn(stand.world);
}

async function rejectedAtTheEnd(stand: Stand): Promise<void> {
  await asked(stand);
  await say(stand, alex, 'azure-access');
  await say(stand, megan, 'mailbox');
  await say(stand, isaiah, 'final-cleanup', 'Not before Friday');
  await goOn(stand.world);
}

async function failedAtTheEnd(stand: Stand): Promise<void> {
  stand.box.faults.set('apply mail', [fault('Denied')]);
  await complete(stand);
}

async function undoNow({ world }: Stand, step?: string): Promise<void> {
  await askUndo(world, { by: alex, caseId, ...(step === undefined ? {} : { step }) });
  await confirmShown(world, alex);
  await goOn(world);
}

function undone(step?: string): Build {
  return async (stand) => {
    await complete(stand);
    await undoNow(stand, step);
  };
}

async function note(
  { world }: Stand,
  step: string,
  entry: (hash: string) => ReturnType<typeof event>,
): Promise<void> {
  const found = (await current(world)).steps.find((one) => one.step === step);
  await world.cases.record(caseId, () => entry(found!.hash));
}

function named(stand: Stand, step: string, policy: 'manager' | 'second-operator', { id, name }: Caller) {
  const deadline = new Date(stand.world.clock.now().getTime() + 72 * hours).toISOString();
  const data = { policy, approver: { id, name }, because: 'Named by Alex Wilber.', deadline };
  return note(stand, step, (hash) => event('asked', alex, { ...data, hash }, { step }));
}
