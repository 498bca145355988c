import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { actionFacts } from '#bot/permissions/action-facts.ts';
import { permissionsPage } from '#bot/permissions/permissions-page.ts';
import { installPermissions } from '#bot/teams/install-app.ts';
import { catalog } from '#providers/catalog.ts';
import { permissionsOf } from '#providers/permissions.ts';

const page = readFileSync('docs/permissions.md', 'utf8');
const grants = page.slice(page.indexOf('code: grants'), page.indexOf('end of grants'));
const granted = new Set([...grants.matchAll(/^\| `([^`]+)` \|/gm)].map(([, name]) => name));

it('is what the code says; if not, run npm run docs:permissions', () => {
  expect(page).toBe(permissionsPage(page));
});

it('refuses a page that lost the place of a part', () => {
  expect(() => permissionsPage('# Permissions')).toThrow('has no place for "grants"');
});

it('names everything that must be granted', () => {
  const names = [...permissionsOf(catalog), ...installPermissions].map((one) =>
    one.slice(one.indexOf('/') + 1),
  );

  expect(names.filter((name) => !granted.has(name))).toEqual([]);
});

it('tells of each action what it does, and what its undo puts back or why there is none', () => {
  const told = Object.entries(actionFacts).map(([id, { undo }]) => [id, undo !== undefined]);

  expect(new Map(told as [string, boolean][])).toEqual(
    new Map(catalog.map((action) => [action.id, !('irreversible' in action)])),
  );
});
