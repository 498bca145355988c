import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { findUsers, readUser } from '#providers/entra/find-people.ts';
import { graphPath, opaque, quoted } from '#providers/entra/graph-path.ts';
import { opathString } from '#providers/exchange/opath.ts';
import { seed, times } from '#test/set-up/attack.ts';
import { anyName, anyText, hostileTexts } from '#test/set-up/hostile-texts.ts';
import { readQuoted } from '#test/set-up/read-quoted.ts';
import { cloudStage } from './cloud-stage.ts';

/** Texts on their way into the questions we ask: each must come out again as itself, by a reader that is not ours. */
const how = { seed, numRuns: times({ short: 1000, long: 200_000 }) };
const before = 'userPrincipalName eq ';

/** What a Graph path asks for: its filter after `before`, and nothing else in it. */
function filterIn(path: string): string {
  const { pathname, searchParams, hash } = new URL(path, 'https://graph.microsoft.com');
  expect([pathname, hash, [...searchParams.keys()]]).toEqual(['/users', '', ['$filter', '$select']]);
  const filter = searchParams.get('$filter') ?? '';
  expect(filter.startsWith(before)).toBe(true);
  return filter.slice(before.length);
}

/** `null` when it was refused as it should be. */
function madeOrRefused(make: () => string): string | null {
  try {
    return make();
  } catch (error) {
    expect(error).toBeInstanceOf(TypeError);
    return null;
  }
}

it('a text in a filter of Graph is read back as itself, and nothing of it as anything else', () => {
  fc.assert(
    fc.property(anyName, anyName, (one, other) => {
      const path = graphPath`/users?$filter=userPrincipalName eq ${quoted(one)} or mail eq ${quoted(other)}&$select=id`;
      const first = readQuoted(filterIn(path));
      const join = ' or mail eq ';

      expect(first?.value).toBe(one);
      expect(first?.rest.startsWith(join)).toBe(true);
      expect(readQuoted(first?.rest.slice(join.length) ?? '')).toEqual({ value: other, rest: '' });
    }),
    how,
  );
});

it('half a character in a filter of Graph is refused, not repaired into another name', () => {
  expect(() => quoted('jdoe\ud800')).toThrow(URIError);
});

it('an id that goes into a path of Graph is one piece of it, or refused', () => {
  fc.assert(
    fc.property(anyText, (text) => {
      const path = madeOrRefused(() => graphPath`/groups/${opaque(text)}/members`);
      if (path === null) return;
      const { pathname, search, hash } = new URL(path, 'https://graph.microsoft.com');
      const [, groups, id, members, ...more] = pathname.split('/');
      expect([groups, decodeURIComponent(id ?? ''), members, more, search, hash]).toEqual([
        'groups',
        text,
        'members',
        [],
        '',
        '',
      ]);
    }),
    how,
  );
});

it('a text in a filter of Exchange is read back as itself by either reading of its quotes, or refused', () => {
  const single = "'\u2018\u2019\u201a\u201b";
  const double = '"\u201c\u201d\u201e';
  fc.assert(
    fc.property(anyName, (text) => {
      const filter = madeOrRefused(() => opathString(text));
      if (filter === null) return;
      const whole = { value: text, rest: '' };
      const [narrow, wide] = filter.startsWith("'") ? ["'", single] : ['"', double];
      expect(readQuoted(filter, narrow)).toEqual(whole);
      expect(readQuoted(filter, wide)).toEqual(whole);
      // PowerShell reads on inside double quotes.
      if (narrow === '"') expect(text).not.toMatch(/[$`]/);
    }),
    how,
  );
});

it('a name that people or directories give reaches Graph as it is, and finds nobody', async () => {
  const { context, requests } = await cloudStage({ granted: ['graph/User.Read.All'] });
  const { graph } = context.systems;
  const asked = hostileTexts.filter((text) => text.trim() !== '' && text.trim().length <= 256);
  for (const text of asked) {
    const known = (await requests()).length;
    expect(await readUser(graph, text), text).toBeNull();
    expect(await findUsers(graph, text), text).toEqual([]);
    const sent = (await requests()).slice(known);
    expect(sent).toHaveLength(text.isWellFormed() ? 3 : 0);
    for (const { path, status } of sent) {
      expect([status, new URL(path, 'https://x').pathname]).toEqual([200, '/v1.0/users']);
    }
    const [byUpn] = sent;
    if (byUpn)
      expect(readQuoted(filterIn(byUpn.path.replace('/v1.0', '')))).toEqual({ value: text, rest: '' });
  }
});
