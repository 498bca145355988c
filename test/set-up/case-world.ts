import { catalog } from '#providers/catalog.ts';
import { permissionsOf } from '#providers/permissions.ts';
import { personOf } from '#providers/sandbox/people.ts';
import { chooseForCase } from '#bot/workflow/acts/choose.ts';
import { openCase } from '#bot/workflow/acts/open-case.ts';
import { chosenSteps } from '#bot/workflow/case/steps.ts';
import { askUndo } from '#bot/workflow/acts/undo.ts';
import { advance, moveOf } from '#bot/workflow/advance.ts';
import type { CaseState } from '#bot/workflow/case/case-state.ts';
import { takeHold } from '#bot/workflow/hold/hold.ts';
import { readProtection } from '#bot/workflow/approve/read-protection.ts';
import type { World } from '#bot/workflow/world.ts';
import type { StepId } from '#providers/action.ts';
import {
  alex,
  approveShown,
  confirmShown,
  isaiah,
  megan,
  type SmallWorld,
  smallWorld,
} from './small-world.ts';
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

/** Alex opens a case; the plan is read. */
export async function plannedCase(world: World, query: string): Promise<CaseState> {
  const answer = await openCase(world, { by: alex, query, dryRun: false });
  if (!answer.ok || answer.value.kind !== 'opened') throw new Error(JSON.stringify(answer));
  return driveUntilQuiet(world, answer.value.state.caseId);
}

/** … and chooses everything; the approvals are asked. */
export async function frozenCase(world: World, query = 'jdoe'): Promise<CaseState> {
  const { caseId, revision } = await plannedCase(world, query);
  await chooseForCase(world, { by: alex, caseId, revision, mailbox: 'both', successor: '', off: [] });
  return driveUntilQuiet(world, caseId);
}

/** Whoever was asked says yes, to the steps that are wanted; the bot does its work. */
export async function approvedCase(
  world: World,
  state: CaseState,
  wanted: (step: StepId) => boolean = () => true,
): Promise<CaseState> {
  const { caseId } = state;
  for (const { step, approval } of chosenSteps(state)) {
    if (approval.status !== 'asked' || !wanted(step)) continue;
    const by = { manager: megan, operator: alex, 'second-operator': isaiah }[approval.policy ?? 'operator'];
    const answer = await approveShown(world, by, { caseId, step });
    if (!answer.ok) throw new Error(JSON.stringify(answer));
  }
  return driveUntilQuiet(world, caseId);
}

/** The case, a step or a change is taken back, as Alex asks and confirms. */
export async function undoneCase(
  world: World,
  { caseId }: CaseState,
  what: { readonly step?: StepId; readonly ref?: string } = {},
): Promise<CaseState> {
  const asked = await askUndo(world, { by: alex, caseId, ...what });
  if (!asked.ok) throw new Error(JSON.stringify(asked));
  await confirmShown(world, alex, caseId);
  return driveUntilQuiet(world, caseId);
}
