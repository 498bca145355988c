import { describe, expect, it } from 'vitest';
import type { AnyAction } from '#providers/action.ts';
import { failure } from './http-stage.ts';
import { applyAll, cloudStage, rollBack } from './cloud-stage.ts';

/** What the contract's laws do not look at: the whole company, and each permission by itself. */
export function describeLaws(action: AnyAction): void {
  const granted = action.permissions;

  describe(`${action.id} on John Doe`, () => {
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
