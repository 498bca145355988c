import type { Role } from '#bot/policy/caller.ts';
import { template, type View } from './bind.ts';
import type { Card } from './card.ts';
import layout from './help.json' with { type: 'json' };

const draw = template(layout);

type Reader = Role | 'anyone';

const commands: readonly {
  readonly command: string;
  readonly what: string;
  readonly for: readonly Reader[];
}[] = [
  {
    command: '/offboard jdoe',
    what: 'Reads what the person holds and shows the plan. Sign-in name, account name, mail or full name.',
    for: ['operator'],
  },
  {
    command: '/offboard jdoe dry-run',
    what: 'Shows the plan only; nothing can be changed.',
    for: ['operator'],
  },
  {
    command: '/status',
    what: 'Open cases; with a case or person: how it stands.',
    for: ['operator', 'auditor'],
  },
  {
    command: '/history jdoe',
    what: 'What was done, by whom, with which result. Also by case.',
    for: ['operator', 'auditor'],
  },
  {
    command: '/report OFF-7K3QX',
    what: 'The evidence as a file, to keep or hand on. With two days instead: all cases opened between them.',
    for: ['operator', 'auditor'],
  },
  {
    command: '/undo OFF-7K3QX',
    what: 'Puts back what can be put back. A step’s name limits it.',
    for: ['operator'],
  },
  { command: '/cancel OFF-7K3QX', what: 'Stops a case; what is done stays done.', for: ['operator'] },
  {
    command: '/erase OFF-7K3QX GDPR Article 17',
    what: 'Asks to make what the log knows of the person unreadable for ever; somebody else confirms. Alone: what is due.',
    for: ['operator'],
  },
  {
    command: '/hold OFF-7K3QX why',
    what: 'Legal hold: nothing of the person is erased until /release.',
    for: ['operator', 'auditor'],
  },
  {
    command: '/approve OFF-7K3QX mailbox',
    what: 'Confirms a step you were asked for; /reject says no, with a reason.',
    for: ['operator', 'auditor', 'anyone'],
  },
];

export interface HelpQuestion {
  readonly roles: ReadonlySet<Role>;
  /** True when the bot was just installed. */
  readonly welcome?: boolean;
}

/** What the bot does, what this person can type, and how to start. */
export function helpCard({ roles, welcome = false }: HelpQuestion): Card {
  const readers: readonly Reader[] = [...roles, 'anyone'];
  const shown = commands.filter((one) => readers.some((reader) => one.for.includes(reader)));
  return draw({
    title: welcome ? 'Welcome' : 'Offboarding help',
    intro:
      'I remove a leaver’s access in Active Directory, Entra ID, Microsoft 365 and Azure: as a plan you approve, read back after every change, kept in a log that proves itself.',
    roleLine: roleLine(roles),
    commands: shown.map(({ command, what }): View => ({ command, what })),
    start: roles.has('operator')
      ? 'To start, type /offboard and who is leaving. Nothing changes before you freeze the plan.'
      : 'You need not do anything now: when a step needs your yes, a card comes to this chat.',
  });
}

function roleLine(roles: ReadonlySet<Role>): string {
  if (roles.has('operator') && roles.has('auditor')) return 'You are operator and auditor. You can type:';
  if (roles.has('operator')) return 'You are an operator. You can type:';
  if (roles.has('auditor'))
    return 'You are an auditor: you may read everything and change nothing in a system. You can type:';
  return 'You have no role here. If somebody needs your approval, you can answer by card or type:';
}
