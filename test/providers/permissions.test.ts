import { expect, test } from 'vitest';
import { catalog } from '#providers/catalog.ts';
import { corePermissions, permissionsOf } from '#providers/permissions.ts';

test('permissions are collected once each, in order', () => {
  const [first, second] = [
    ['graph/B', 'graph/User.Read.All'],
    ['ad/A', 'graph/B'],
  ] as const;

  expect(permissionsOf([{ permissions: first }, { permissions: second }])).toEqual(
    [...new Set([...corePermissions, 'ad/A', 'graph/B'])].toSorted(),
  );
});

test('nothing the product asks for can delete a person', () => {
  const mighty = ['User.ReadWrite.All', 'Directory.ReadWrite.All', 'User.DeleteRestore.All'];

  expect(permissionsOf(catalog).filter((one) => mighty.some((name) => one === `graph/${name}`))).toEqual([]);
});
