import { z } from 'zod';
import { action, type AnyAction, type Change, type StepId, type SystemId } from '#providers/action.ts';
import { ProviderError } from '#providers/provider-error.ts';

/** The smallest system there is: things that are on or gone, with faults to switch on. */
export interface Cupboard {
  readonly things: Map<string, Thing>;
  /** Every call that reached it, in order: `read doors`, `apply doors/a`, `undo doors/a`. */
  readonly calls: string[];
  /** Thrown (once each, in order) by the next calls of this name. */
  readonly faults: Map<string, (ProviderError | 'swallow')[]>;
  /** Run when a call of this name arrives, before it does anything. */
  readonly meanwhile: Map<string, () => void>;
}

const thing = z.object({ name: z.string(), group: z.string(), value: z.string() });
export type Thing = z.infer<typeof thing>;

export function cupboard(...things: readonly Thing[]): Cupboard {
  return {
    things: new Map(things.map((one) => [one.name, one])),
    calls: [],
    faults: new Map(),
    meanwhile: new Map(),
  };
}

interface Shape {
  readonly id: string;
  readonly group: string;
  readonly step?: StepId;
  readonly system?: SystemId;
  readonly after?: readonly string[];
  readonly undoAfter?: readonly string[];
  readonly irreversible?: string;
  readonly oneByOne?: true;
}

/** An action that removes every thing of one group from the cupboard. */
export function removeThings(cupboard: Cupboard, shape: Shape): AnyAction {
  const { id, group, step = 'azure-access', system = 'entra', after = [], undoAfter = [] } = shape;

  function call(name: string): boolean {
    cupboard.calls.push(name);
    cupboard.meanwhile.get(name)?.();
    const fault = cupboard.faults.get(name)?.shift();
    if (fault instanceof ProviderError) throw fault;
    return fault !== 'swallow';
  }

  const unit = {
    id,
    title: `Remove ${group}`,
    step,
    system,
    permissions: [],
    after,
    ...(shape.oneByOne && { oneByOne: shape.oneByOne }),
    item: thing,
    keyOf: (item: Thing) => item.name,
    async inspect() {
      call(`read ${group}`);
      return [...cupboard.things.values()].filter((item) => item.group === group);
    },
    plan: (found: readonly Thing[]) =>
      found.map(
        (item) =>
          ({ kind: 'change', key: item.name, what: `Remove ${item.name}`, from: item, to: null }) as const,
      ),
    async apply(change: Change<Thing>) {
      if (call(`apply ${change.key}`)) cupboard.things.delete(change.key);
    },
  };
  if (shape.irreversible !== undefined) return action<Thing>({ ...unit, irreversible: shape.irreversible });
  return action<Thing>({
    ...unit,
    undoAfter,
    async rollback(change) {
      if (call(`undo ${change.key}`)) cupboard.things.set(change.key, change.from);
    },
  });
}

export function fault(code: string, more: Partial<ProviderError['failure']> = {}): ProviderError {
  return new ProviderError({
    system: 'entra',
    operation: 'test',
    code,
    message: `${code} said the cupboard`,
    ...more,
  });
}
