import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AnyAction } from '#providers/action.ts';
import { disableAccount } from '#providers/active-directory/disable-account.ts';
import { moveToDisabledOu } from '#providers/active-directory/move-to-disabled-ou.ts';
import { removeFromGroups } from '#providers/active-directory/remove-from-groups.ts';
import { itKeepsTheLaws } from '../../contract/action-laws.ts';
import { describeWithSamba } from '../../set-up/describe-with-samba.ts';
import { sambaWorld, type SambaWorld } from '../../set-up/samba-world.ts';

await describeWithSamba('The Active Directory actions on a real domain controller', (samba) => {
  let world: SambaWorld | undefined;
  beforeAll(async () => {
    world = await sambaWorld(samba);
  });
  afterAll(() => world?.close());

  describe.each([disableAccount, removeFromGroups, moveToDisabledOu])('$id', (action: AnyAction) => {
    itKeepsTheLaws(action, () => world!);

    it('writes nothing at all while it only looks', async () => {
      await world!.reset();
      const before = await world!.seed.writes();
      const context = world!.context(action);

      action.plan(await action.inspect(context), context);

      expect(await world!.seed.writes()).toBe(before);
    });

    it('finds nothing to do for somebody who is not in Active Directory', async () => {
      const context = world!.context(action);
      const cloudOnly = { ...context, leaver: { ...context.leaver, directory: null } };
      const noDirectory = { ...context, systems: { ...context.systems, directory: null } };

      expect(await action.inspect(cloudOnly)).toEqual([]);
      expect(await action.inspect(noDirectory)).toEqual([]);
    });
  });
});
