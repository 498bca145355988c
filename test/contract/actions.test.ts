import { afterAll, beforeAll, describe } from 'vitest';
import type { AnyAction, Context } from '#providers/action.ts';
import { catalog } from '#providers/catalog.ts';
import { leaverOf, type Sandbox, startSandbox } from '#test/set-up/sandbox-world.ts';
import { itKeepsTheLaws, type LawWorld } from './action-laws.ts';

let sandbox: Sandbox;

beforeAll(async () => {
  sandbox = await startSandbox();
});
afterAll(() => sandbox.stop());

const leaver = leaverOf('jdoe');

const world: LawWorld = {
  reset: async () => void (await sandbox.control('reset')),
  snapshot: () => sandbox.control('state'),
  context: (action: AnyAction): Context => ({
    leaver,
    choices: { mailbox: 'both', successor: leaver.manager },
    openedAt: new Date().toISOString(),
    systems: sandbox.systems(action.permissions),
  }),
};

describe.each(catalog.map((action) => [action.id, action] as const))('%s', (_id, action) => {
  itKeepsTheLaws(action, () => world);
});
