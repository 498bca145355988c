import { describe, expect, it } from 'vitest';
import { catalog } from '#providers/catalog.ts';
import type { Permission } from '#providers/permission.ts';
import { cloudGroups } from '#providers/sandbox/graph-fresh-groups.ts';
import { personOf } from '#providers/sandbox/people.ts';
import { applyAll, cloudStage, storedChanges, type CloudStage } from '../cloud-stage.ts';
import { failure } from '../http-stage.ts';

/** John Doe also owns a team alone, so that everything an action can meet is met. */
async function stageFor(granted: readonly Permission[]): Promise<CloudStage> {
  const stage = await cloudStage({ granted });
  stage.company().graph.owners[cloudGroups.salesTeam] = [personOf('jdoe').id];
  return stage;
}

describe.each(catalog.filter((one) => one.system === 'entra'))('$id', (one) => {
  it('needs no permission but its own', async () => {
    const { context } = await stageFor(one.permissions);

    expect(await applyAll(one, context)).not.toEqual([]);

    expect(await storedChanges(one, context)).toEqual([]);
  });

  it.each(one.permissions)('needs %s', async (missing) => {
    const { context } = await stageFor(one.permissions.filter((permission) => permission !== missing));

    const { status, code } = (await failure(applyAll(one, context))).failure;

    // Graph does not refuse a list for want of a permission on its items: it blanks them.
    expect(status === 403 || code === 'unreadable').toBe(true);
  });
});
