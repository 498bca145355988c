import { lookUpCaller } from '#bot/teams/look-up-caller.ts';
import { catalog } from '#providers/catalog.ts';
import { permissionsOf } from '#providers/permissions.ts';
import type { Sandbox } from '#test/set-up/sandbox-world.ts';
import { type Directory, roles } from './front-desk.ts';
import type { Persona } from './personas.ts';

/** Contoso with somebody as they are to be. Asked once who that is, because thousands of acts may follow. */
export async function directoryFor(sandbox: Sandbox, persona: Persona): Promise<Directory> {
  await sandbox.control('reset');
  persona.arrange?.(sandbox.company());
  const systems = sandbox.systems(permissionsOf(catalog));
  const caller = await lookUpCaller(systems.graph, roles, persona);
  return { systems, lookUp: async () => caller };
}
