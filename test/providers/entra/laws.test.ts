import { isDeepStrictEqual } from 'node:util';
import { describe, expect, it } from 'vitest';
import { action, type AnyAction } from '#providers/action.ts';
import { blockSignIn } from '#providers/entra/block-sign-in.ts';
import { disableDevices } from '#providers/entra/disable-devices.ts';
import { handOverGroupOwnership } from '#providers/entra/hand-over-group-ownership.ts';
import { removeAppOwnership } from '#providers/entra/remove-app-ownership.ts';
import { removeAppRoleAssignments } from '#providers/entra/remove-app-role-assignments.ts';
import { removeConsents } from '#providers/entra/remove-consents.ts';
import { removeFromGroups } from '#providers/entra/remove-from-groups.ts';
import { removeLicences } from '#providers/entra/remove-licences.ts';
import { revokeSessions } from '#providers/entra/revoke-sessions.ts';
import type { Permission } from '#providers/permission.ts';
import { cloudGroups } from '#providers/sandbox/graph-fresh-groups.ts';
import { personOf } from '#providers/sandbox/people.ts';
import { applyAll, cloudStage, planned, rollBack, storedChanges, type CloudStage } from '../cloud-stage.ts';
import { failure } from '../http-stage.ts';

const actions = [
  action(blockSignIn),
  action(revokeSessions),
  action(handOverGroupOwnership),
  action(removeAppOwnership),
  action(removeAppRoleAssignments),
  action(removeConsents),
  action(removeFromGroups),
  action(removeLicences),
  action(disableDevices),
];

/** John Doe also owns a team alone, so that everything an action can meet is met. */
async function stageFor(granted: readonly Permission[]): Promise<CloudStage> {
  const stage = await cloudStage({ granted });
  stage.company().graph.owners[cloudGroups.salesTeam] = [personOf('jdoe').id];
  return stage;
}

async function itemsByKey(one: AnyAction, { context }: CloudStage): Promise<Map<string, unknown>> {
  return new Map((await one.inspect(context)).map((item) => [one.keyOf(item), item]));
}

describe.each(actions)('$id, with nothing granted but its own permissions,', (one) => {
  const granted = one.permissions;

  it('changes nothing while it only looks', async () => {
    const { context, snapshot } = await stageFor(granted);
    const before = snapshot();

    expect(await storedChanges(one, context)).not.toEqual([]);

    expect(snapshot()).toEqual(before);
  });

  it('gives each thing a key of its own', async () => {
    const { context } = await stageFor(granted);

    const keys = (await planned(one, context)).map(({ key }) => key);

    expect(new Set(keys).size).toBe(keys.length);
    for (const { key, from } of await storedChanges(one, context)) expect(one.keyOf(from)).toBe(key);
  });

  it('leaves nothing to do once it is done', async () => {
    const { context } = await stageFor(granted);

    await applyAll(one, context);

    expect(await storedChanges(one, context)).toEqual([]);
  });

  it.each(granted)('needs %s', async (missing) => {
    const { context } = await stageFor(granted.filter((permission) => permission !== missing));

    const { status, code } = (await failure(applyAll(one, context))).failure;

    // Graph does not refuse a list for want of a permission on its items: it blanks them.
    expect(status === 403 || code === 'unreadable').toBe(true);
  });
});

const reversible = actions.filter((one) => 'rollback' in one);

describe.each(reversible)('$id, which can be undone,', (one) => {
  const granted = one.permissions;

  it('does no more when it is done twice', async () => {
    const { context, snapshot } = await stageFor(granted);
    const changes = await applyAll(one, context);
    const once = snapshot();

    for (const change of changes) await one.apply(change, context);

    expect(snapshot()).toEqual(once);
  });

  it('puts everything back as it was, also when asked twice', async () => {
    const stage = await stageFor(granted);
    const before = await itemsByKey(one, stage);
    const changes = await applyAll(one, stage.context);

    await rollBack(one, changes, stage.context);
    await rollBack(one, changes, stage.context);

    const after = await itemsByKey(one, stage);
    expect([...after.keys()].toSorted()).toEqual([...before.keys()].toSorted());
    const changed = [...before].filter(([key, item]) => !isSame(one, after.get(key), item));
    expect(changed).toEqual([]);
  });
});

function isSame(one: AnyAction, a: unknown, b: unknown): boolean {
  return one.same ? one.same(a, b) : isDeepStrictEqual(a, b);
}
