import { catalog } from '#providers/catalog.ts';
import { permissionsOf } from '#providers/permissions.ts';
import { personOf } from '#providers/sandbox/people.ts';
import { advance, moveOf } from '#bot/workflow/advance.ts';
import type { CaseState } from '#bot/workflow/case-state.ts';
import { takeHold } from '#bot/workflow/hold.ts';
import { readProtection } from '#bot/workflow/read-protection.ts';
import type { World } from '#bot/workflow/world.ts';
import { type SmallWorld, smallWorld } from './small-world.ts';
import type { Sandbox } from './sandbox-world.ts';

/** The real catalogue and the real clients on the sandbox, with a clock that does not wait. */
export async function sandboxWorld(
  sandbox: Sandbox,
  more: Parameters<typeof smallWorld>[1] = {},
): Promise<SmallWorld> {
  const world = await smallWorld(catalog, more);
  const neverTouch = [personOf('breakglass').upn];
  const systems = sandbox.systems(permissionsOf(catalog));
  return {
    ...world,
    systems,
    protection: (leaver) => readProtection(systems, leaver),
    guards: { neverTouch, casesPerHour: 50 },
  };
}

/** Lets the bot go on until it is a person's turn. */
export async function driveUntilQuiet(world: World, caseId: string): Promise<CaseState> {
  const hold = await takeHold(world, caseId, new AbortController().signal);
  if (!hold) throw new Error('another instance holds the case');
  await advance(world, hold);
  await hold.release();
  const state = await world.cases.read(caseId);
  if (!state || moveOf(world, state) !== 'wait') throw new Error('the case did not come to rest');
  return state;
}
