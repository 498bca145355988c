import type { CaseState } from '#bot/workflow/case/case-state.ts';
import { cancelCase } from '#bot/workflow/acts/cancel-case.ts';
import { chooseForCase } from '#bot/workflow/acts/choose.ts';
import { decide } from '#bot/workflow/acts/decide.ts';
import { event } from '#bot/workflow/case/event.ts';
import { confirmErasure } from '#bot/workflow/erase/answer-erasure.ts';
import { askErasure } from '#bot/workflow/erase/ask-erasure.ts';
import { askUndo } from '#bot/workflow/acts/undo.ts';
import type { Caller } from '#bot/policy/caller.ts';
import { type Cupboard, fault } from '#test/set-up/cupboard.ts';
import {
  alex,
  caseId,
  confirmShown,
  current,
  goOn,
  isaiah,
  megan,
  opened,
  type SmallWorld,
} from '#test/set-up/small-world.ts';

/** Where a case is brought into a situation. */
export interface Stand {
  readonly world: SmallWorld & { elsewhere(): Promise<SmallWorld> };
  readonly box: Cupboard;
}

/** How a case comes to stand somewhere: told with the workflow itself, and with single entries where it only passes. */
export type Build = (stand: Stand) => Promise<unknown>;

export const hours = 3_600_000;

export async function planned({ world }: Stand): Promise<CaseState> {
  await opened(world);
  return goOn(world);
}

/** The plan a dry run makes, as its entry has it. */
export async function planOf(world: Stand['world']) {
  const other = await world.elsewhere();
  await opened(other, true);
  await goOn(other);
  const entry = (await other.store.readCase(caseId)).find(({ phase }) => phase === 'planned');
  await other.store.close();
  return entry!.data as unknown as { revision: number; steps: [] };
}

export function settled(by: Caller, off: readonly string[] = []) {
  return async (stand: Stand): Promise<unknown> => {
    const { revision } = await planned(stand);
    const choice = { by, caseId, revision, mailbox: 'both', successor: '', off } as const;
    return chooseForCase(stand.world, choice);
  };
}

export function askedBy(by: Caller, off: readonly string[] = []) {
  return async (stand: Stand): Promise<unknown> => {
    await settled(by, off)(stand);
    return goOn(stand.world);
  };
}

export async function asked(stand: Stand): Promise<unknown> {
  return askedBy(alex)(stand);
}

/** Yes to a step, or no when there is a reason. */
export async function say({ world }: Stand, by: Caller, step: string, reason = ''): Promise<void> {
  const verdict = reason === '' ? 'approve' : 'reject';
  const answer = await decide(world, { by, caseId, step, verdict, reason });
  if (!answer.ok) throw new Error(answer.refusal.code);
}

export async function complete(stand: Stand): Promise<void> {
  await asked(stand);
  await say(stand, alex, 'azure-access');
  await say(stand, megan, 'mailbox');
  await say(stand, isaiah, 'final-cleanup');
  await goOn(stand.world);
}

export async function erasureAsked(stand: Stand): Promise<void> {
  await complete(stand);
  await askErasure(stand.world, { by: alex, caseId, basis: 'GDPR Article 17' });
}

export async function erasureConfirmed(stand: Stand): Promise<void> {
  await erasureAsked(stand);
  await confirmErasure(stand.world, { by: isaiah, caseId });
}

export async function rejectedAtTheEnd(stand: Stand): Promise<void> {
  await asked(stand);
  await say(stand, alex, 'azure-access');
  await say(stand, megan, 'mailbox');
  await say(stand, isaiah, 'final-cleanup', 'Not before Friday');
  await goOn(stand.world);
}

/** Something was done, the rest was asked for and never answered. */
export async function canceledWithRequests(stand: Stand): Promise<void> {
  await asked(stand);
  await say(stand, megan, 'mailbox');
  await goOn(stand.world);
  await cancelCase(stand.world, { by: alex, caseId });
}

export async function failedAtTheEnd(stand: Stand): Promise<void> {
  stand.box.faults.set('apply mail', [fault('Denied')]);
  await complete(stand);
}

export async function undoNow({ world }: Stand, step?: string): Promise<void> {
  await askUndo(world, { by: alex, caseId, ...(step === undefined ? {} : { step }) });
  await confirmShown(world, alex);
  await goOn(world);
}

export function undone(step?: string): Build {
  return async (stand) => {
    await complete(stand);
    await undoNow(stand, step);
  };
}

export async function note(
  { world }: Stand,
  step: string,
  entry: (hash: string) => ReturnType<typeof event>,
): Promise<void> {
  const found = (await current(world)).steps.find((one) => one.step === step);
  await world.cases.record(caseId, () => entry(found!.hash));
}

export function named(
  stand: Stand,
  step: string,
  policy: 'manager' | 'second-operator',
  { id, name }: Caller,
) {
  const deadline = new Date(stand.world.clock.now().getTime() + 72 * hours).toISOString();
  const data = { policy, approver: { id, name }, because: 'Named by Alex Wilber.', deadline };
  return note(stand, step, (hash) => event('asked', alex, { ...data, hash }, { step }));
}
