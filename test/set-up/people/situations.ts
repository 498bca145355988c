import type { ApprovalStatus, CaseStatus } from '#bot/workflow/case/case-state.ts';
import { cancelCase } from '#bot/workflow/acts/cancel-case.ts';
import { event } from '#bot/workflow/case/event.ts';
import { askUndo } from '#bot/workflow/acts/undo.ts';
import { finishErasure } from '#bot/workflow/erase/finish-erasure.ts';
import { placeHold } from '#bot/workflow/erase/legal-hold.ts';
import { fault } from '#test/set-up/cupboard.ts';
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
} from '#test/set-up/small-world.ts';
import {
  asked,
  askedBy,
  type Build,
  canceledWithRequests,
  complete,
  erasureAsked,
  erasureConfirmed,
  failedAtTheEnd,
  hours,
  named,
  note,
  planned,
  planOf,
  rejectedAtTheEnd,
  say,
  settled,
  undone,
  undoNow,
} from './story.ts';

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
    'a step is approved, a system holds it up': async (stand) => {
      await asked(stand);
      await say(stand, alex, 'azure-access');
      const until = new Date(stand.world.clock.now().getTime() + 15_000).toISOString();
      await stand.world.cases.record(caseId, () => event('held-up', alex, { tries: 1, until }));
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
    'of a case that was canceled with requests open': async (stand) => {
      await canceledWithRequests(stand);
      await askUndo(stand.world, { by: alex, caseId });
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
    'canceled with requests open': canceledWithRequests,
    'canceled after a step was done': async (stand) => {
      await rejectedAtTheEnd(stand);
      await cancelCase(stand.world, { by: alex, caseId });
    },
    'complete, an erasure asked': erasureAsked,
    'complete, an erasure confirmed': erasureConfirmed,
    'complete, erased': async (stand) => {
      await erasureConfirmed(stand);
      await finishErasure(stand.world, await current(stand.world));
    },
    'complete, under a legal hold': async (stand) => {
      await complete(stand);
      await placeHold(stand.world, { by: isaiah, caseId, reason: 'A lawsuit' });
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
