import { expect, it } from 'vitest';
import { changeEnds } from '#cards/change-ends.ts';
import type { AnyAction, Change, Context } from '#providers/action.ts';
import type { Json } from '#storage/json.ts';
import { canonicalJson } from '#storage/seal.ts';

type Stored = { readonly from: Json; readonly to: Json };

/** Where an action's laws are tried: systems in a known state, and a look at that state from outside. */
export interface LawWorld {
  /** The world as it was at first. */
  reset(): Promise<void>;
  /** With systems that grant nothing but `action.permissions`. */
  context(action: AnyAction): Context;
  /** Everything the systems hold, to be compared; without what every write moves (times). */
  snapshot(): Promise<unknown>;
}

/** The laws every action keeps, whatever it does. Call inside a `describe` of the action. */
export function itKeepsTheLaws(action: AnyAction, world: () => LawWorld): void {
  async function fresh(): Promise<{ context: Context; changes: readonly Change[] }> {
    await world().reset();
    const context = world().context(action);
    return { context, changes: await planned(action, context) };
  }

  it('previewing changes nothing', async () => {
    await world().reset();
    const before = await world().snapshot();
    await planned(action, world().context(action));

    expect(await world().snapshot()).toEqual(before);
  });

  it('finds something to do for somebody who holds it all, and plans it the same way twice', async () => {
    const { context, changes } = await fresh();

    expect(changes.length).toBeGreaterThan(0);
    expect(await planned(action, context)).toEqual(changes);
  });

  it('gives every change a key of its own, which its item leads back to', async () => {
    const { changes } = await fresh();

    expect(new Set(changes.map(({ key }) => key)).size).toBe(changes.length);
    expect(changes.map(({ from }) => action.keyOf(from))).toEqual(changes.map(({ key }) => key));
  });

  it('says of every change in words how the thing was and how it is to be', async () => {
    const { context, changes } = await fresh();
    const stored = changes.map((change) => JSON.parse(canonicalJson(change)) as Stored);
    const said = stored.map((change) => changeEnds(action.id, change, context.leaver));

    for (const ends of said) {
      expect(ends).toEqual([expect.any(String), expect.any(String)]);
      expect(ends?.join(' ')).not.toMatch(/[{}"]|\b(?:true|false|null)\b|[0-9a-f]{8}-[0-9a-f]{4}-/i);
    }
  });

  it('after applying, nothing is left to plan, and verification says so', async () => {
    const { context, changes } = await fresh();
    for (const change of changes) await action.apply(change, context);

    expect(await planned(action, context)).toEqual([]);
    for (const change of changes) expect((await action.verify?.(change, context)) ?? true).toBe(true);
  });

  it('applying twice is the same as once', async () => {
    const { context, changes } = await fresh();
    for (const change of changes) await action.apply(change, context);
    const once = await world().snapshot();
    for (const change of changes) await action.apply(change, context);

    if ('irreversible' in action) expect(await planned(action, context)).toEqual([]);
    else expect(await world().snapshot()).toEqual(once);
  });

  it('a stored change survives a restart', async () => {
    const { context, changes } = await fresh();
    const stored = changes.map((change) => JSON.parse(canonicalJson(change)) as Change);
    for (const change of stored) await action.apply(revived(action, change), context);

    expect(await planned(action, context)).toEqual([]);
  });

  it('can be undone, or says in words why not', async () => {
    const { context, changes } = await fresh();
    if ('irreversible' in action) {
      expect(action.irreversible.length).toBeGreaterThan(20);
      return;
    }
    const before = await action.inspect(context);
    for (const change of changes) await action.apply(change, context);
    const stored = changes.map((change) => JSON.parse(canonicalJson(change)) as Change);
    for (const change of stored.toReversed()) await action.rollback(revived(action, change), context);

    expectSame(action, await action.inspect(context), before);
  });

  it('undoing twice is the same as once', async () => {
    const { context, changes } = await fresh();
    if ('irreversible' in action) return;
    const before = await action.inspect(context);
    for (const change of changes) await action.apply(change, context);
    for (const change of changes.toReversed()) await action.rollback(change, context);
    for (const change of changes.toReversed()) await action.rollback(change, context);

    expectSame(action, await action.inspect(context), before);
  });
}

async function planned(action: AnyAction, context: Context): Promise<readonly Change[]> {
  return action.plan(await action.inspect(context), context).filter((one) => one.kind === 'change');
}

function revived(action: AnyAction, change: Change): Change {
  return {
    ...change,
    from: action.item.parse(change.from),
    to: change.to === null ? null : action.item.parse(change.to),
  };
}

function expectSame(action: AnyAction, now: readonly unknown[], before: readonly unknown[]): void {
  const same =
    action.same?.bind(action) ?? ((a: unknown, b: unknown) => canonicalJson(a) === canonicalJson(b));
  const byKey = new Map(now.map((item) => [action.keyOf(item), item]));
  expect([...byKey.keys()].toSorted(compare)).toEqual(
    before.map((item) => action.keyOf(item)).toSorted(compare),
  );
  for (const item of before) expect(same(byKey.get(action.keyOf(item)), item), action.keyOf(item)).toBe(true);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
