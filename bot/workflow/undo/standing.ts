import type { AnyAction, Change, Context } from '#providers/action.ts';
import { canonicalJson } from '#storage/seal.ts';
import { patiently } from '../run/observe.ts';
import { fromSystem } from '../run/system-fault.ts';
import type { World } from '../world.ts';

interface Thing {
  readonly world: World;
  readonly action: AnyAction;
  readonly change: Change;
  readonly context: Context;
}

/** `part of the way`: as a change of several calls leaves it when it is cut off, in either direction. */
export type Standing = 'as before' | 'as we left it' | 'part of the way' | 'changed since';

/** How the thing stands now, compared with the change's two ends. @throws SystemFault */
export async function standing({ world, action, change, context }: Thing): Promise<Standing> {
  const items = await fromSystem(() => patiently(world, () => action.inspect(context)));
  const now = items.find((item) => action.keyOf(item) === change.key);
  const same = (a: unknown, b: unknown): boolean =>
    action.same ? action.same(a, b) : canonicalJson(a) === canonicalJson(b);
  if (now !== undefined && same(now, change.from)) return 'as before';
  const asLeft = change.to === null ? now === undefined : now !== undefined && same(now, change.to);
  if (asLeft) return 'as we left it';
  return now !== undefined && action.isPartWay?.(now, change) ? 'part of the way' : 'changed since';
}
