import type { Actor } from '#storage/entry.ts';
import { event } from './event.ts';
import type { World } from '../world.ts';

export interface Delivery {
  readonly caseId: string;
  readonly step: string;
  readonly person: Actor;
  readonly delivered: boolean;
  /** Why not, in words, with the channel's own code. */
  readonly reason: string;
}

/** Notes whether the request for a step reached somebody in Teams. Delivered is not read: the deadline stands. */
export async function recordDelivery(world: World, delivery: Delivery): Promise<void> {
  const { caseId, step, person, delivered, reason } = delivery;
  await world.cases.record(caseId, (state) => {
    const current = state?.steps.find((one) => one.step === step);
    if (!state || current?.approval.status !== 'asked') return null;
    const phase = delivered ? 'delivered' : 'undelivered';
    return event(phase, state.operator, { person: person.name }, reason === '' ? { step } : { step, reason });
  });
}
