/** Where a command may be chosen from the menu. */
export type MenuScope = 'personal' | 'team' | 'groupChat';

export interface MenuEntry {
  /** The command's first word; Teams puts it into the compose box. */
  readonly title: string;
  readonly description: string;
  readonly scopes: readonly MenuScope[];
}

const everywhere: readonly MenuScope[] = ['personal', 'team', 'groupChat'];

/**
 * What Teams offers above the compose box, twelve at most; the app manifest is made from it. Histories are for the 1:1
 * chat only.
 */
export const commandMenu: readonly MenuEntry[] = [
  {
    title: 'offboard',
    description: 'offboard <who> [dry-run]: plan to remove the access of somebody who leaves',
    scopes: everywhere,
  },
  { title: 'status', description: 'status [case or person]: where open cases stand', scopes: everywhere },
  {
    title: 'history',
    description: 'history <person or case>: what was done, by whom and when',
    scopes: ['personal'],
  },
  {
    title: 'report',
    description: 'report <case>, or <first day> <last day>: the evidence as a file',
    scopes: everywhere,
  },
  { title: 'approve', description: 'approve <case> <step>: say yes to a step', scopes: everywhere },
  { title: 'reject', description: 'reject <case> <step> <reason>: say no to a step', scopes: everywhere },
  { title: 'undo', description: 'undo <case> [step]: put back what can be put back', scopes: everywhere },
  { title: 'cancel', description: 'cancel <case>: end a case before more is changed', scopes: everywhere },
  {
    title: 'erase',
    description: 'erase [<case> <legal basis>]: make a person unreadable in the log',
    scopes: everywhere,
  },
  { title: 'hold', description: 'hold <case> <reason>: legal hold, nothing is erased', scopes: everywhere },
  { title: 'release', description: 'release <case> <reason>: end a legal hold', scopes: everywhere },
  { title: 'help', description: 'what this bot does and how to start', scopes: everywhere },
];
