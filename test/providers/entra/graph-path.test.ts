import { expect, test } from 'vitest';
import { graphPath, opaque, quoted } from '#providers/entra/graph-path.ts';

const id = 'e0000000-0000-4000-8000-000000000010';

test('an object id goes into a path as it is', () => {
  expect(graphPath`/groups/${id}/members/${id}/$ref`).toBe(`/groups/${id}/members/${id}/$ref`);
});

test.each([
  'jdoe@contoso.com',
  'foo_bar.com#EXT#@contoso.com',
  `${id}/`,
  `${id}#`,
  `../${id}`,
  '',
  '*',
  `${id}\n`,
])('anything else in a path is refused: %j', (text) => {
  expect(() => graphPath`/users/${text}/authentication/methods`).toThrow('object ids only');
});

test('an id that Graph made itself is taken, encoded', () => {
  expect(graphPath`/teams/${id}/members/${opaque('MSMjZTA=')}`).toBe(`/teams/${id}/members/MSMjZTA%3D`);
});

test.each(['a/b', 'a#b', 'a?b', 'a%2fb', '..', '', 'a b', 'a@b'])(
  'an id that Graph cannot have made is refused: %j',
  (text) => {
    expect(() => opaque(text)).toThrow('not an id of Graph');
  },
);

test('a name in a filter keeps its quotes, umlauts and signs to itself', () => {
  const name = "Zoë O'Neil & Söhne #1?";

  const path = graphPath`/users?$filter=displayName eq ${quoted(name)}&$select=id`;

  const query = new URL(path, 'https://graph.microsoft.com').searchParams;
  expect(query.get('$filter')).toBe("displayName eq 'Zoë O''Neil & Söhne #1?'");
  expect(query.get('$select')).toBe('id');
});

test('nobody gets out of a filter by a quote', () => {
  const query = new URL(
    graphPath`/users?$filter=mail eq ${quoted("x' or mail ne '")}`,
    'https://graph.microsoft.com',
  ).searchParams;

  expect(query.get('$filter')).toBe("mail eq 'x'' or mail ne '''");
});
