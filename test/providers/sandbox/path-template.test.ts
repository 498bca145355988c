import { describe, expect, it } from 'vitest';
import { bySpecificity, matchPath, pathTemplate, segmentsOf } from '#providers/sandbox/path-template.ts';

const match = (template: string, path: string) => matchPath(pathTemplate(template), segmentsOf(path));

describe('paths of the sandbox', () => {
  it('fill their holes with decoded text', () => {
    expect(match('/v1.0/users/:id/memberOf', '/v1.0/USERS/zoe.o%27neil%40contoso.com/memberof')).toEqual({
      id: "zoe.o'neil@contoso.com",
    });
    expect(match('/v1.0/users/:id', '/v1.0/users/a/b')).toBeNull();
    expect(match('/v1.0/users/:id', '/v1.0/users')).toBeNull();
  });

  it('take a dollar and a dot literally', () => {
    expect(match('/v1.0/groups/:id/members/$ref', '/v1.0/groups/x/members/%24ref')).toEqual({ id: 'x' });
    expect(match('/v1.0/users', '/v1x0/users')).toBeNull();
  });

  it('know holes inside of a segment, and over several', () => {
    expect(match('/_api/web/getuserbyid(:id)', '/_api/web/getuserbyid(12)')).toEqual({ id: '12' });
    const template = '/:scope*/providers/Microsoft.Authorization/roleAssignments/:name';
    const path = '/subscriptions/s/resourceGroups/g/providers/microsoft.authorization/roleAssignments/n';
    expect(match(template, path)).toEqual({ scope: 'subscriptions/s/resourceGroups/g', name: 'n' });
  });

  it('prefer the literal one', () => {
    const paths = ['/a/:all*', '/a/:id', '/a/x(:id)', '/a/b', '/a/b/c'];
    const sorted = paths.toSorted((one, other) => bySpecificity(pathTemplate(one), pathTemplate(other)));
    expect(sorted).toEqual(['/a/b/c', '/a/b', '/a/x(:id)', '/a/:id', '/a/:all*']);
  });
});
