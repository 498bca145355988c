import { stepTitles } from '#cards/words.ts';
import { stepIds, type AnyAction, type StepId } from '#providers/action.ts';
import { catalog } from '#providers/catalog.ts';
import type { Permission } from '#providers/permission.ts';
import { corePermissions } from '#providers/permissions.ts';
import { installPermissions } from '../teams/install-app.ts';
import { actionFacts } from './action-facts.ts';

/** Who needs a permission, in words or as an action's id. */
interface Need {
  readonly who: string;
  readonly permissions: readonly Permission[];
}

const needs: readonly Need[] = [
  { who: 'finding people, roles and whom not to touch', permissions: corePermissions },
  { who: 'reaching an approver who never wrote to the bot', permissions: installPermissions },
  ...catalog.map(({ id, permissions }) => ({ who: `\`${id}\``, permissions })),
];

const systems = [
  ['graph', 'Microsoft Graph, application permissions'],
  [
    'exchange',
    'Exchange Online: `Exchange.ManageAsApp` is an application permission, the others are roles of Exchange',
  ],
  ['sharepoint', 'SharePoint, application permission'],
  ['azure', 'Azure, actions of a role at the root management group'],
  ['ad', "Active Directory, delegated to the bot's account"],
] as const;

/** Everything to be granted, a table a system. */
export function grantTables(): string {
  return systems.map(([system, title]) => `### ${title}\n\n${grantTable(`${system}/`)}`).join('\n\n');
}

function grantTable(prefix: string): string {
  const all = new Set(needs.flatMap(({ permissions }) => permissions));
  const rows = [...all]
    .filter((permission) => permission.startsWith(prefix))
    .toSorted()
    .map((permission) => `| ${named(permission)} | ${neededBy(permission).join(', ')} |`);
  return ['| grant | needed for |', '| --- | --- |', ...rows].join('\n');
}

function neededBy(permission: Permission): readonly string[] {
  return needs.filter(({ permissions }) => permissions.includes(permission)).map(({ who }) => who);
}

/** Every action, in the order of the checklist. */
export function actionSections(): string {
  return stepIds.map((step, at) => `### ${at + 1}. ${stepTitles[step]}\n\n${actionsOf(step)}`).join('\n\n');
}

function actionsOf(step: StepId): string {
  return catalog
    .filter((action) => action.step === step)
    .map(actionText)
    .join('\n\n');
}

function actionText(action: AnyAction): string {
  const { id, title, permissions, after = [] } = action;
  const lines = [
    `- **Does:** ${factsOf(id).does}`,
    `- **Undo:** ${undoOf(action)}`,
    `- **Comes after:** ${after.length === 0 ? 'nothing' : after.map((one) => `\`${one}\``).join(', ')}`,
    `- **Needs:** ${permissions.map(named).join(', ')}`,
  ];
  return [`#### ${title}: \`${id}\``, '', ...lines].join('\n');
}

function undoOf(action: AnyAction): string {
  if ('irreversible' in action) return `None. ${action.irreversible}`;
  const { undoAfter = [], undoAfterFollowers = false } = action;
  const later =
    undoAfter.length === 0 ? '' : ` Undone after ${undoAfter.map((one) => `\`${one}\``).join(', ')}.`;
  const last = undoAfterFollowers ? ' Everything that waited for it must be undone first.' : '';
  return `${factsOf(action.id).undo ?? ''}${later}${last}`;
}

function factsOf(id: string) {
  const facts = actionFacts[id];
  if (!facts) throw new Error(`bot/permissions/action-facts.ts says nothing of ${id}`);
  return facts;
}

/** Without the system, which the table names. */
function named(permission: Permission): string {
  return `\`${permission.replace(/^ad\//, '').replace(/^(graph|exchange|sharepoint|azure)\//, '')}\``;
}
