import * as fc from 'fast-check';
import { AndFilter, BerReader, BerWriter, EqualityFilter, FilterParser, OrFilter, type Filter } from 'ldapts';
import { describe, expect, it } from 'vitest';
import { domainOf, isSameDn, nameIn, splitDn } from '#providers/active-directory/distinguished-name.ts';
import { isMember, usersCalled } from '#providers/active-directory/ldap-filters.ts';
import { patience, seed, times } from '#test/set-up/attack.ts';
import { escapedIn, hardText, style } from '#test/set-up/hard-names.ts';

const much = { seed, numRuns: times({ short: 1_500, long: 100_000 }) };

/** As the server reads it: bytes, by a parser that knows nothing of how they were made. */
function onTheWire(filter: Filter): Filter {
  const writer = new BerWriter();
  filter.write(writer);
  return FilterParser.parse(new BerReader(writer.buffer));
}

/** As text, for people and logs, and back. */
function inWords(filter: Filter): Filter {
  return FilterParser.parseString(filter.toString());
}

/** The tree, with names of attributes in lower case: `and(objectcategory or(…))`. */
function shape(filter: Filter): string {
  if (filter instanceof AndFilter) return `and(${filter.filters.map(shape).join(' ')})`;
  if (filter instanceof OrFilter) return `or(${filter.filters.map(shape).join(' ')})`;
  if (filter instanceof EqualityFilter) return filter.attribute.toLowerCase();
  throw new Error(`no such filter is ever sent: ${filter.toString()}`);
}

function values(filter: Filter): readonly string[] {
  if (filter instanceof EqualityFilter) return [String(filter.value)];
  return filter instanceof AndFilter || filter instanceof OrFilter ? filter.filters.flatMap(values) : [];
}

const timeout = patience(much.numRuns, 2);

describe('whatever somebody types', { timeout }, () => {
  const plain = shape(usersCalled('jdoe'));

  it.each([
    ['on the wire', onTheWire],
    ['in words', inWords],
  ])('is the value that names are compared with, and nothing else: %s', (_how, parsed) => {
    fc.assert(
      fc.property(hardText, (text) => {
        const filter = parsed(usersCalled(text));

        expect(shape(filter)).toBe(plain);
        expect(values(filter)).toEqual(['person', 'user', text, text, text, `smtp:${text}`, text]);
      }),
      much,
    );
  });

  it('is one member, and nothing else, when it comes back as a name of the directory', () => {
    fc.assert(
      fc.property(hardText, style, (text, how) => {
        const dn = `CN=${escapedIn(how, text)},OU=Staff,DC=contoso,DC=test`;

        expect(onTheWire(isMember(dn))).toMatchObject({ attribute: 'member', value: dn });
        expect(inWords(isMember(dn))).toMatchObject({ attribute: 'member', value: dn });
      }),
      much,
    );
  });
});

describe('a distinguished name, however a server escapes it', { timeout }, () => {
  const parents = ['OU=Staff,DC=contoso,DC=test', 'OU=a\\, b,DC=contoso,DC=test', 'DC=contoso,DC=test'];
  const named = fc.record({ text: hardText, how: style, parent: fc.constantFrom(...parents) });

  it('is read as the name it is, cut where its first part ends, and belongs to its own domain', () => {
    fc.assert(
      fc.property(named, ({ text, how, parent }) => {
        const rdn = `CN=${escapedIn(how, text)}`;

        expect(nameIn(`${rdn},${parent}`)).toBe(text);
        expect(splitDn(`${rdn},${parent}`)).toEqual({ rdn, parent });
        expect(domainOf(`${rdn},${parent}`)).toBe('dc=contoso,dc=test');
      }),
      much,
    );
  });

  it('is the same in every way of writing it, and another when the name is another', () => {
    fc.assert(
      fc.property(named, hardText, style, ({ text, how, parent }, other, another) => {
        const dn = `CN=${escapedIn(how, text)},${parent}`;
        const again = `cn = ${escapedIn(another, text)} , ${parent.toUpperCase()}`;

        expect(isSameDn(dn, again)).toBe(true);
        fc.pre(other.toLowerCase() !== text.toLowerCase());
        expect(isSameDn(dn, `CN=${escapedIn(another, other)},${parent}`)).toBe(false);
      }),
      much,
    );
  });
});
