import { cancelCase } from '#bot/workflow/acts/cancel-case.ts';
import type { CaseState } from '#bot/workflow/case/case-state.ts';
import type { World } from '#bot/workflow/world.ts';
import type { Sandbox } from './sandbox-world.ts';
import { approvedCase, driveUntilQuiet, frozenCase, plannedCase, undoneCase } from './case-world.ts';
import { alex } from './small-world.ts';

/** Cases of every kind, for whoever looks at them afterwards. */
export interface ToldCases {
  readonly complete: CaseState;
  readonly undone: CaseState;
  readonly failed: CaseState;
  readonly open: CaseState;
  readonly canceled: CaseState;
}

export async function tellCases(world: World, sandbox: Sandbox): Promise<ToldCases> {
  const complete = await approvedCase(world, await frozenCase(world, 'jdoe'));
  const zoe = await approvedCase(world, await frozenCase(world, "zoe.o'neil@contoso.com"));
  const undone = await undoneCase(world, zoe, { step: 'azure-access' });
  const diego = await frozenCase(world, 'diegos');
  await sandbox.control('faults', {
    rate: 1,
    statuses: [403],
    match: 'Set-Mailbox|removeMember|DELETE .*members',
  });
  const failed = await approvedCase(world, diego);
  await sandbox.control('faults', {});
  const open = await frozenCase(world, 'chris.green@contoso.com');
  const { caseId } = await plannedCase(world, 'jonis');
  await cancelCase(world, { by: alex, caseId });
  return { complete, undone, failed, open, canceled: await driveUntilQuiet(world, caseId) };
}
