/** A field an auditor may ask for that this log does not hold, why, and who has it. */
export interface NotKnown {
  readonly field: string;
  readonly why: string;
}

/** Named in every report, so that a blank is never taken for "none". What each field is for: docs/report.md. */
export const notKnown: readonly NotKnown[] = [
  {
    field: 'Ticket or HR reference, and how the request reached the operator',
    why: 'The bot is not connected to HR; the case opens with the operator’s command.',
  },
  {
    field: 'Termination effective time, notice, voluntary or not',
    why: 'HR holds them. Times here count from the opening of the case.',
  },
  {
    field: 'Employee id, department, kind of employment',
    why: 'They are not read: the bot keeps no personal data it does not need.',
  },
  {
    field: 'Completeness against the list of leavers',
    why: 'Compare the cases of a period with HR’s list: the bot knows only who was offboarded with it.',
  },
  {
    field: 'Legal hold and retention class of mail and files',
    why: 'They are not read by this version: the holds in this report are those of the log.',
  },
  {
    field: 'Privileged or not',
    why: 'Privileged accounts are refused before a case opens; what made one privileged is in the refusal only.',
  },
  {
    field: 'Executor: which application and permissions made a call',
    why: 'An entry names the process and the version. The applications are in the settings.',
  },
  {
    field: 'Tokens already issued',
    why: 'They cannot be read or recalled: up to about an hour in the cloud, ten for Kerberos.',
  },
  {
    field: 'Sign-ins attempted after access ended',
    why: 'Entra’s sign-in log holds them; the bot has no right to read it.',
  },
  {
    field:
      'Authentication methods, shared secrets the person knew, other parties’ applications, accounts outside',
    why: 'This version does not remove them; they stay work for people.',
  },
  {
    field: 'Devices wiped, keys, badges, things returned',
    why: 'Devices are disabled in Entra, and no more.',
  },
  {
    field: 'Until when a change can be put back, and how long OneDrive keeps the files',
    why: 'Each change says whether there is a way back; how long a system keeps what it needs is not read.',
  },
  {
    field: 'Owner and due date of what is left to do',
    why: 'The log names what is open, not who has taken it over.',
  },
  { field: 'Waits a system asked for (throttling)', why: 'Only how often a change was sent is in the log.' },
  {
    field: 'Source of the time',
    why: 'The clock of the machine that wrote the entry; the systems’ own clocks are not kept.',
  },
];
