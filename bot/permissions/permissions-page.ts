import { actionSections, grantTables } from './permission-lists.ts';

/** The parts of `docs/permissions.md` that are made from the code; all around them is written by hand. */
const parts: Readonly<Record<string, () => string>> = { grants: grantTables, actions: actionSections };

/** The page with these parts as the code has them now. @throws when the page has no place for one */
export function permissionsPage(page: string): string {
  return Object.entries(parts).reduce((text, [name, make]) => replaced(text, name, make()), page);
}

function replaced(page: string, name: string, made: string): string {
  const [begin, end] = [`<!-- made from the code: ${name} -->\n`, `\n<!-- end of ${name} -->`];
  const [from, to] = [page.indexOf(begin), page.indexOf(end)];
  if (from < 0 || to < from) throw new Error(`docs/permissions.md has no place for "${name}"`);
  return `${page.slice(0, from)}${begin}\n${made}\n${page.slice(to)}`;
}
