import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { chooseForCase } from '#bot/workflow/acts/choose.ts';
import { decide } from '#bot/workflow/acts/decide.ts';
import { openCase } from '#bot/workflow/acts/open-case.ts';
import type { World } from '#bot/workflow/world.ts';
import { removeFromGroups } from '#providers/active-directory/remove-from-groups.ts';
import type { Directory } from '#providers/systems.ts';
import { openSqliteStore } from '#storage/sqlite/open-sqlite-store.ts';
import { driveUntilQuiet, sandboxWorld } from '#test/set-up/case-world.ts';
import { anchor, withDirectory } from '#test/set-up/samba-company.ts';
import type { SeededAccount } from '#test/set-up/samba-seed.ts';
import { startSandbox } from '#test/set-up/sandbox-world.ts';
import { alex } from '#test/set-up/small-world.ts';

/** A case of this one action, from the approval to its end, in ms. */
export async function caseOf(stage: {
  readonly directory: Directory;
  readonly account: SeededAccount;
  readonly folder: string;
}): Promise<number> {
  const file = join(stage.folder, 'log.db');
  const [sandbox, store] = [await startSandbox(), await openSqliteStore({ file })];
  try {
    anchor(sandbox, 'jdoe', stage.account);
    const world = withDirectory(await sandboxWorld(sandbox, { store }), stage.directory);
    return await fromApprovalOn({ ...world, catalog: [removeFromGroups] });
  } finally {
    await Promise.all([sandbox.stop(), store.close()]);
    await rm(file);
  }
}

async function fromApprovalOn(world: World): Promise<number> {
  const opened = await openCase(world, { by: alex, query: 'jdoe', dryRun: false });
  if (!opened.ok || opened.value.kind !== 'opened') throw new Error(JSON.stringify(opened));
  const { caseId } = opened.value.state;
  const { revision } = await driveUntilQuiet(world, caseId);
  await chooseForCase(world, { by: alex, caseId, revision, mailbox: 'both', successor: '', off: [] });
  await driveUntilQuiet(world, caseId);
  const start = performance.now();
  await decide(world, { by: alex, caseId, step: 'group-memberships', verdict: 'approve', reason: '' });
  const { outcome } = await driveUntilQuiet(world, caseId);
  if (outcome !== 'complete') throw new Error(`the case ended as ${outcome}`);
  return performance.now() - start;
}
