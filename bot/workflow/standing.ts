import type { AnyAction, Change, Context } from '#providers/action.ts';
import { canonicalJson } from '#storage/seal.ts';
import { patiently } from './observe.ts';
import { fromSystem } from './system-fault.ts';
import type { World } from './world.ts';

interface Thing {
  readonly world: World;
  readonly action: AnyAction;
  readonly change: Change;
  readonly context: Context;
}

/** How the thing stands now, compared with the change's two ends. @throws SystemFault */
export async function standing({
  world,
  action,
  change,
  context,
}: Thing): Promise<'as before' | 'as we left it' | 'changed since'> {
  const items = await fromSystem(() => patiently(world, () => action.inspect(context)));
  const now = items.find((item) => action.keyOf(item) === change.key);
  const same = (a: unknown, b: unknown): boolean =>
    action.same ? action.same(a, b) : canonicalJson(a) === canonicalJson(b);
  if (now !== undefined && same(now, change.from)) return 'as before';
  const asLeft = change.to === null ? now === undefined : now !== undefined && same(now, change.to);
  return asLeft ? 'as we left it' : 'changed since';
}
