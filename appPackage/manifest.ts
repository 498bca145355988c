import { commandMenu, type MenuScope } from '#bot/teams/command-menu.ts';
import { manifestSchema, type Manifest } from './manifest-schema.ts';

/** Values for the template's `{{holes}}`. */
export type Fillings = Readonly<Record<string, string>>;

/** The manifest for one company. @throws ZodError when Teams would refuse it */
export function manifest(template: unknown, fillings: Fillings): Manifest {
  const filled = fill(template, fillings) as { readonly bots: readonly object[] };
  const bots = filled.bots.map((bot) => ({ ...bot, commandLists: commandLists() }));
  return manifestSchema.parse({ ...filled, bots });
}

/** Filled value by value, so that nothing in a setting can change the JSON around it. */
function fill(part: unknown, fillings: Fillings): unknown {
  if (typeof part === 'string') return fillText(part, fillings);
  if (Array.isArray(part)) return part.map((item) => fill(item, fillings));
  if (typeof part !== 'object' || part === null) return part;
  return Object.fromEntries(Object.entries(part).map(([name, value]) => [name, fill(value, fillings)]));
}

function fillText(text: string, fillings: Fillings): string {
  return text.replaceAll(/\{\{(\w+)\}\}/g, (_hole, name: string) => {
    const value = fillings[name];
    if (value === undefined) throw new Error(`the manifest's template asks for ${name}, which nobody gives`);
    return value;
  });
}

/** One list for the 1:1 chat, one for where others read along: a scope may be in one list only. */
function commandLists() {
  return [listFor(['personal']), listFor(['team', 'groupChat'])];
}

function listFor(scopes: readonly MenuScope[]) {
  const entries = commandMenu.filter((entry) => scopes.every((scope) => entry.scopes.includes(scope)));
  return { scopes: [...scopes], commands: entries.map(({ title, description }) => ({ title, description })) };
}
