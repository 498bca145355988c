import type { Action, PlanContext, Planned } from '../action.ts';
import type { Graph } from '../systems.ts';
import { graphPath } from './graph-path.ts';
import { beforeLicencesGo, lossOf, oneDriveNote } from './licence-products.ts';
import { assignedLicence, readLicences, readLicenceRows, type AssignedLicence } from './read-licences.ts';

/**
 * One change a product, so that each is approved, read back and undone by itself. Graph refuses a product on which
 * another one depends; `readLicences` therefore puts the add-ons first, and undoing in reverse puts the suite first.
 */
export const removeLicences: Action<AssignedLicence> = {
  id: 'entra.remove-licences',
  title: 'Remove Microsoft 365 licences',
  step: 'licences',
  system: 'entra',
  permissions: ['graph/Directory.Read.All', 'graph/LicenseAssignment.ReadWrite.All'],
  after: beforeLicencesGo,
  oneByOne: true,
  item: assignedLicence,
  keyOf: ({ skuId, group }) => (group ? `${skuId} through ${group.id}` : skuId),

  inspect: ({ leaver, systems }) => readLicences(systems.graph, leaver.id),

  plan: (found, context) => found.map((one) => planned(one, context)),

  async apply({ from }, { leaver, systems }) {
    if (!(await isDirect(systems.graph, leaver.id, from.skuId))) return;
    await assign(systems.graph, leaver.id, { addLicenses: [], removeLicenses: [from.skuId] });
  },

  async rollback({ from: { skuId, disabledPlans } }, { leaver, systems }) {
    if (await isDirect(systems.graph, leaver.id, skuId)) return;
    await assign(systems.graph, leaver.id, { addLicenses: [{ skuId, disabledPlans }], removeLicenses: [] });
  },
};

function planned(found: AssignedLicence, { choices }: PlanContext): Planned<AssignedLicence> {
  const key = removeLicences.keyOf(found);
  const what = `Remove licence ${found.product}${oneDriveNote([found])}`;
  if (!found.group) return { kind: 'change', key, what, from: found, to: null, ...lossOf([found], choices) };
  const why = `comes with the group ${found.group.name} and goes with it`;
  return { kind: 'skipped', key, what: `Licence ${found.product}`, why };
}

/** Asked before each call: Graph answers "already so" with an error that cannot be told from others. */
async function isDirect(graph: Graph, userId: string, skuId: string): Promise<boolean> {
  const rows = await readLicenceRows(graph, userId);
  return rows.some((row) => row.skuId === skuId && row.assignedByGroup === null);
}

/** Both lists must be there, even when empty. */
interface Assignment {
  readonly addLicenses: readonly { readonly skuId: string; readonly disabledPlans: readonly string[] }[];
  readonly removeLicenses: readonly string[];
}

async function assign(graph: Graph, userId: string, assignment: Assignment): Promise<void> {
  await graph.post(graphPath`/users/${userId}/assignLicense`, assignment);
}
