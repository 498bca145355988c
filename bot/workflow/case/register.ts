import { stepIds } from '#providers/action.ts';
import type { Actor, Draft } from '#storage/entry.ts';
import { PositionTaken } from '#storage/log-store.ts';
import { freshNonce } from '#storage/person-key.ts';
import { emptyHead, headOf, seal, type Head } from '#storage/seal.ts';
import type { Refusal } from '../../policy/refusal.ts';
import { parseCaseId } from './case-id.ts';
import { event } from './event.ts';
import type { World } from '../world.ts';

export interface RefusedAct {
  readonly by: Actor;
  readonly act: string;
  readonly refusal: Refusal;
  /** The case it was about, if there is one. */
  readonly caseId?: string;
}

/**
 * Notes that somebody was refused: in the case it was about, or else in the day's register, a chain of its own
 * (`REG-20261123`) for what belongs to no case.
 */
export async function recordRefusal(world: World, { by, act, refusal, caseId }: RefusedAct): Promise<void> {
  const entry = event(
    'refused',
    by,
    { act, code: refusal.code },
    { result: 'refused', reason: reasonOf(refusal) },
  );
  const named = caseId === undefined ? null : parseCaseId(caseId);
  const known = named === null ? null : await world.cases.read(named);
  if (known) await world.cases.record(known.caseId, () => entry);
  else await appendToRegister(world, entry);
}

/** Codes and case facts only; what a person typed or a client sent is not copied into the log. */
function reasonOf({ code, facts }: Refusal): string {
  const told = Object.entries(ours).flatMap(([key, isOurs]) =>
    facts[key] && isOurs(facts[key]) ? [`${key}: ${facts[key]}`] : [],
  );
  return [code, ...told].join('; ');
}

/** Facts worth an entry, and whether they are what only we can have said. */
const ours: Readonly<Record<string, (fact: string) => boolean>> = {
  case: (fact) => parseCaseId(fact) === fact,
  step: (fact) => parts.has(fact),
  approver: () => true,
  limit: () => true,
};

/** The parts of a case that a refusal can be about. */
const parts: ReadonlySet<string> = new Set([...stepIds, 'plan', 'the undo']);

/** What the register is written with. */
export type RegisterWorld = Pick<World, 'store' | 'clock' | 'tenant' | 'instance' | 'version'>;

/**
 * Adds an act that belongs to no case. Somebody who leaves, or left, stands there under their pseudonym; of everybody
 * else the name is in the clear. @throws StoreDown
 */
export async function appendToRegister(world: RegisterWorld, entry: Draft): Promise<void> {
  const key = await world.store.keys.keyOf(entry.actor.id);
  for (let tries = 0; ; tries++) {
    const at = world.clock.now();
    const caseId = `REG-${at.toISOString().slice(0, 10).replaceAll('-', '')}`;
    const by = { instance: world.instance, version: world.version, epoch: 0 };
    const how = { caseId, tenant: world.tenant, at, by };
    const under = key ? { under: { key, nonce: freshNonce() } } : {};
    const sealed = seal(entry, await headOfRegister(world, caseId), { ...how, ...under });
    try {
      return await world.store.append(sealed);
    } catch (error) {
      if (!(error instanceof PositionTaken) || tries >= 20) throw error;
    }
  }
}

async function headOfRegister(world: Pick<World, 'store'>, caseId: string): Promise<Head> {
  const [latest] = (await world.store.history({ caseId, limit: 1 })).entries;
  // The latest by its writer's clock: one whose clock is behind may have written after it.
  const head = (await world.store.readCase(caseId, latest?.seq)).at(-1) ?? latest;
  return head ? headOf(head) : emptyHead;
}
