import { expect, vi } from 'vitest';
import type { World } from '#bot/workflow/world.ts';

/** Waits until the bot works on the case no longer. */
export async function atRest(world: World, caseId: string): Promise<void> {
  const hold = async () => (await world.cases.read(caseId))?.hold ?? null;
  await vi.waitFor(async () => expect(await hold()).toBeNull(), 10_000);
}
