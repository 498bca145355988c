import type { CaseState } from '../../workflow/case/case-state.ts';
import type { Clock } from '../../workflow/world.ts';
import { remedyFor, TeamsFailure } from '../teams-failure.ts';
import type { Workflow } from '../workflow.ts';
import { bring, type Hands } from './bring.ts';
import type { Cooling } from './cooling.ts';
import { goneCard } from './gone-card.ts';
import { noteDelivery } from './note-delivery.ts';
import type { Placed } from './placed.ts';
import { type Showing, showings } from './showings.ts';
import { type Wanted, wantedFor } from './wanted.ts';

export interface ReconcileParts extends Hands {
  readonly workflow: Pick<Workflow, 'operators' | 'recordDelivery'>;
  readonly clock: Clock;
  readonly cooling: Cooling;
}

/**
 * Brings Teams to where the case stands: sends what is missing, changes what differs, takes back what is over.
 * Repeating it changes nothing. Returns true when everything stands; what failed and may pass is to be repeated.
 */
export async function reconcile(parts: ReconcileParts, state: CaseState, placed: Placed): Promise<boolean> {
  const due = showings(state, parts.clock.now());
  const done = await Promise.all(due.map((showing) => expand(parts, state, showing, placed)));
  const wanted = done.flatMap((one) => one ?? []);
  const failed = new Set(due.filter((_, index) => done[index] === null).map(({ key }) => key));
  const bringOne = async (one: Wanted): Promise<void> => {
    if (!(await worked(parts, state, one.key, () => bring(parts, one, placed)))) failed.add(one.showing);
  };
  await Promise.all(lanesOf(wanted).map((lane) => inOrder(lane, bringOne)));
  await inOrder(due, async (showing) => {
    if (failed.has(showing.key)) return;
    const note = (): Promise<void> => noteDelivery(parts.workflow, state, showing, placed);
    if (!(await worked(parts, state, `note ${showing.key}`, note))) failed.add(showing.key);
  });
  if (done.includes(null)) return false;
  return (
    (await worked(parts, state, 'take back', () => takeBack(parts, state, wanted, placed))) &&
    failed.size === 0
  );
}

async function expand(
  parts: ReconcileParts,
  state: CaseState,
  showing: Showing,
  placed: Placed,
): Promise<readonly Wanted[] | null> {
  let wanted: readonly Wanted[] | null = null;
  await worked(parts, state, `for ${showing.key}`, async () => {
    wanted = await wantedFor(showing, state, placed, parts.workflow.operators);
  });
  return wanted;
}

/** False when it failed, now or a moment ago: it will be tried again and is no reason to stop the rest. */
async function worked(
  { cooling, log }: ReconcileParts,
  { caseId }: CaseState,
  key: string,
  work: () => Promise<void>,
): Promise<boolean> {
  const name = `${caseId} ${key}`;
  if (cooling.isCold(name)) return false;
  try {
    await work();
    cooling.worked(name);
    return true;
  } catch (error) {
    cooling.failed(name, error);
    log.warn({ err: error, caseId, key }, 'Teams could not be brought up to date');
    return false;
  }
}

/** One lane for the case's home, where order matters, and one for each other person: a slow one holds up nobody. */
function lanesOf(wanted: readonly Wanted[]): readonly (readonly Wanted[])[] {
  const lanes = Map.groupBy(wanted, ({ to, person }) => (to.kind === 'home' ? 'home' : person.id));
  return [...lanes.values()];
}

async function inOrder<T>(things: readonly T[], work: (thing: T) => Promise<void>): Promise<void> {
  for (const thing of things) await work(thing);
}

/** Messages the case no longer has: a card with buttons must not stand there as if it still counted. */
async function takeBack(
  parts: Hands,
  state: CaseState,
  wanted: readonly Wanted[],
  placed: Placed,
): Promise<void> {
  const current = new Set(wanted.map(({ key }) => key));
  for (const [key, { at, messageId }] of placed.entries()) {
    if (current.has(key)) continue;
    if (at && messageId !== null) {
      const card = goneCard(key, state);
      await unlessGone(parts.sender.update(at, messageId, { card, summary: 'No longer current' }));
    }
    await placed.delete(key);
  }
}

async function unlessGone(work: Promise<void>): Promise<void> {
  try {
    await work;
  } catch (error) {
    if (!(error instanceof TeamsFailure) || remedyFor(error) === 'later') throw error;
  }
}
