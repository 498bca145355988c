import type { Act } from '#bot/policy/acts.ts';
import type { Phase } from '#bot/workflow/case/events.ts';
import type { PersonaName } from '#test/set-up/people/personas.ts';
import type { SituationName } from '#test/set-up/people/situations.ts';

/**
 * Who may do what, and when, as the README promises it: lists written by hand, that know nothing of the product's
 * rules. Whatever stands in no list is refused.
 */
type Who = readonly PersonaName[];
/** Situations by their whole name, or all of a status. */
type When = readonly (SituationName | `${string}: *`)[];
/** By what the act is about: a step, a person to be named, or '' for the whole case. */
type About = Readonly<Record<string, Who>>;

const alex = 'Alex, operator, opened the case';
const isaiah = 'Isaiah, operator';
const megan = 'Megan, manager';
const patti = 'Patti, no role';
const operators: Who = [alex, isaiah];
const readers: Who = [...operators, 'Adele, auditor'];
/** Everybody the directory knows with a living account. */
const anyone: Who = [
  ...readers,
  megan,
  patti,
  'John, the leaver',
  'John, the leaver, still an operator',
  'John, the leaver, still an auditor',
  'Alex, no operator any more',
];

const always: When = ['*'].map((all) => all as `${string}: *`);
const atWork: When = ['working: *', 'attention: *'];
const begun: When = ['opened: *', 'unreadable: *', 'choosing: *', ...atWork];
const planned: When = ['opened: plan settled, being read again', 'choosing: *', ...atWork];
/** Somebody asked for an undo, and nobody has answered. */
const asks = 'undo-asked: *';
/** Nothing is at work: an undo of a closed case that nobody has said yes to gives way to a new case. */
const askedOfClosed: When = [
  'undo-asked: of a complete case',
  'undo-asked: of a case that was canceled with requests open',
];
const ended: When = ['closed: *', ...askedOfClosed];
const over: When = ['undo-asked: *', 'undoing: *', 'closed: *'];
/** Something was made that can be put back, nothing is under way, and nobody has asked. */
const made: When = [
  'attention: a step was rejected',
  'attention: a change failed',
  'closed: complete',
  'closed: complete, an erasure asked',
  'closed: complete, under a legal hold',
  'closed: canceled after a step was done',
];
const erasing = 'closed: complete, an erasure confirmed';
const erased = 'closed: complete, erased';
const held = 'closed: complete, under a legal hold';
const erasureAsked = 'closed: complete, an erasure asked';
/** Of an erased case nobody knows any more whom it was about, so nobody is kept from it as its leaver. */
const nobodysReaders: Who = ['John, the leaver, still an operator', 'John, the leaver, still an auditor'];
const renamed = 'working: somebody else was named for the mailbox, Isaiah for the clean-up';
const settledByIsaiah = 'working: everybody asked, plan settled by another operator';
const drifted = 'working: a system has changed since the approval, asked again';
const sent = 'working: a change is being sent';
const heldUp = 'working: a step is approved, a system holds it up';

/** The steps that can be answered, and by whom. */
const open: About = { 'azure-access': operators, mailbox: [megan], 'final-cleanup': [isaiah] };
/** Whom operators can have asked instead: nobody else than these, and nobody names himself as the second pair of eyes. */
const named: About = {
  'azure-access → isaiahl': operators,
  'mailbox → pattif': operators,
  'final-cleanup → isaiahl': [alex],
};

interface Promise {
  readonly when: When;
  readonly but?: When;
  readonly who: About;
}

const answering: readonly Promise[] = [
  { when: ['working: everybody asked', drifted], who: open },
  { when: [settledByIsaiah], who: { ...open, 'final-cleanup': [] } },
  { when: [renamed], who: { ...open, mailbox: [patti] } },
  { when: [sent, heldUp], who: { ...open, 'azure-access': [] } },
  {
    when: [
      'working: the manager has approved, not begun',
      'working: the manager has approved, done',
      'working: the manager has rejected',
      'working: the manager’s request has lapsed',
      'working: the mailbox is left out',
    ],
    who: { ...open, mailbox: [] },
  },
];

const promises: Readonly<Record<Act, readonly Promise[]>> = {
  help: [{ when: always, who: { '': anyone } }],
  status: [
    { when: always, who: { '': readers } },
    { when: [erased], who: { '': nobodysReaders } },
  ],
  history: [
    { when: always, who: { '': readers } },
    { when: [erased], who: { '': nobodysReaders } },
  ],
  report: [
    { when: always, who: { '': readers } },
    { when: [erased], who: { '': nobodysReaders } },
  ],
  offboard: [{ when: ended, but: [erasing], who: { '': operators } }],
  'choose-person': [{ when: ended, but: [erasing], who: { '': operators } }],
  hold: [{ when: always, but: [erasing, erased], who: { '': readers } }],
  release: [{ when: [held], who: { '': readers } }],
  erase: [{ when: ['closed: *'], but: [erasing, erased, held], who: { '': operators } }],
  'erase-confirm': [{ when: [erasureAsked], who: { '': [isaiah, 'Adele, auditor'] } }],
  'erase-decline': [{ when: [erasureAsked], who: { '': readers } }],
  choose: [{ when: ['choosing: plan shown'], who: { '': operators } }],
  cancel: [{ when: [...begun, asks], but: [sent], who: { '': operators } }],
  retry: [
    {
      when: [
        'unreadable: *',
        'attention: *',
        heldUp,
        'working: the manager has rejected',
        'working: the manager’s request has lapsed',
      ],
      who: { '': operators },
    },
  ],
  undo: [
    { when: made, who: { '': operators, 'azure-access': operators, 'test.letters/mail': operators } },
    {
      when: ['closed: canceled with requests open'],
      who: { '': operators, 'test.letters/mail': operators },
    },
    { when: ['closed: partly undone'], who: { '': operators, 'test.letters/mail': operators } },
    { when: ['closed: an undo that failed'], who: { '': operators, 'azure-access': operators } },
  ],
  'undo-confirm': [{ when: ['undo-asked: *'], who: { '': operators } }],
  'undo-decline': [{ when: ['undo-asked: *'], who: { '': operators } }],
  approve: answering,
  reject: answering,
  'name-approver': [
    {
      when: [
        'working: everybody asked',
        'working: the deadline has passed, nobody noted it',
        drifted,
        renamed,
      ],
      who: named,
    },
    {
      when: ['working: the manager’s request has lapsed', 'attention: all requests have lapsed'],
      who: named,
    },
    { when: [settledByIsaiah], who: { ...named, 'final-cleanup → isaiahl': [] } },
    { when: [sent, heldUp], who: { ...named, 'azure-access → isaiahl': [] } },
    {
      when: [
        'working: the manager has approved, not begun',
        'working: the manager has approved, done',
        'working: the manager has rejected',
        'working: the mailbox is left out',
      ],
      who: { ...named, 'mailbox → pattif': [] },
    },
  ],
  changes: [
    {
      when: [...planned, ...over],
      but: [erased],
      who: { 'azure-access': readers, mailbox: readers, 'final-cleanup': readers },
    },
    {
      when: [...atWork, ...over],
      but: ['working: the mailbox is left out', renamed, erased, 'closed: a dry run'],
      who: { mailbox: [megan] },
    },
    { when: [renamed], who: { mailbox: [patti] } },
  ],
};

/** What an act leaves in the log when it is allowed there; nothing: it only reads. */
export function leavesAt(act: Act, situation: SituationName): readonly Phase[] {
  const usual = leaves[act];
  if (act === 'cancel' && fits(situation, [asks])) return ['undo-declined'];
  if (usual === 'opened' && fits(situation, askedOfClosed)) return ['undo-declined', usual];
  return usual === null ? [] : [usual];
}

const leaves: Readonly<Record<Act, Phase | null>> = {
  help: null,
  status: null,
  history: null,
  report: null,
  changes: null,
  offboard: 'opened',
  'choose-person': 'opened',
  choose: 'chosen',
  approve: 'approved',
  reject: 'rejected',
  'name-approver': 'asked',
  retry: 'retried',
  cancel: 'closed',
  undo: 'undo-asked',
  'undo-confirm': 'undo-confirmed',
  'undo-decline': 'undo-declined',
  hold: 'legal-hold',
  release: 'legal-hold-ended',
  erase: 'erasure-asked',
  'erase-confirm': 'erased',
  'erase-decline': 'erasure-declined',
};

/** Whether the README lets this person do this, here. */
export function isPromised(who: PersonaName, act: Act, about: string, situation: SituationName): boolean {
  return promises[act].some(
    (one) =>
      (one.who[about] ?? []).includes(who) && fits(situation, one.when) && !fits(situation, one.but ?? []),
  );
}

function fits(situation: SituationName, when: When): boolean {
  return when.some(
    (one) => one === situation || (one.endsWith('*') && situation.startsWith(one.slice(0, -1))),
  );
}
