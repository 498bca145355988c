import { describe, expect, it } from 'vitest';
import type { AnyAction } from '#providers/action.ts';
import { failure } from './http-stage.ts';
import { applyAll, cloudStage, planned, rollBack, storedChanges } from './cloud-stage.ts';

/** What every action promises, shown on John Doe with nothing granted but the action's own permissions. */
export function describeLaws(action: AnyAction): void {
  const granted = action.permissions;

  describe(`${action.id} keeps the promises of every action`, () => {
    it('changes nothing while it only looks', async () => {
      const { context, snapshot } = await cloudStage({ granted });
      const before = snapshot();
      expect(await planned(action, context)).not.toEqual([]);
      expect(snapshot()).toEqual(before);
    });

    it('leaves nothing to do once it is done, and sees that it is', async () => {
      const { context } = await cloudStage({ granted });
      for (const change of await applyAll(action, context)) {
        expect((await action.verify?.(change, context)) ?? true).toBe(true);
      }
      expect(await storedChanges(action, context)).toEqual([]);
    });

    it('does no more when it is done twice', async () => {
      const { context, snapshot } = await cloudStage({ granted });
      const changes = await applyAll(action, context);
      const once = snapshot();
      for (const change of changes) await action.apply(change, context);
      expect(snapshot()).toEqual(once);
    });

    it('puts everything back as it was, also when asked twice', async () => {
      const { context, snapshot } = await cloudStage({ granted });
      const before = sorted(snapshot());
      const changes = await applyAll(action, context);
      expect(sorted(snapshot())).not.toEqual(before);
      await rollBack(action, changes, context);
      await rollBack(action, changes, context);
      expect(sorted(snapshot())).toEqual(before);
    });

    it.each(granted)('is refused without %s', async (missing) => {
      const { context } = await cloudStage({ granted: granted.filter((one) => one !== missing) });
      const whole = async () => rollBack(action, await applyAll(action, context), context);
      const { status, code } = (await failure(whole())).failure;
      expect(code === 'none-visible' ? 403 : status).toBe(403);
    });

    it('names one thing by one key', async () => {
      const { context } = await cloudStage({ granted });
      const found = await action.inspect(context);
      const keys = action.plan(found, context).map((one) => one.key);
      expect(keys).toEqual(found.map((one) => action.keyOf(one)));
      expect(new Set(keys).size).toBe(keys.length);
    });
  });
}

/** The order of members and of fields means nothing. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) {
    return value.map(sorted).toSorted((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
  }
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).map(([key, one]) => [key, sorted(one)] as const);
  return Object.fromEntries(entries.toSorted(([a], [b]) => (a < b ? -1 : 1)));
}
