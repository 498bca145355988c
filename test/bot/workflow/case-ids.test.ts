import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { caseIdFor, parseCaseId } from '#bot/workflow/case/case-id.ts';

describe('a case id', () => {
  it('is the same for the same case of the same person, wherever it is made', () => {
    expect(caseIdFor('contoso', 'e0000000-ab', 1, 0)).toBe(caseIdFor('contoso', 'e0000000-ab', 1, 0));
    expect(caseIdFor('contoso', 'e0000000-ab', 1, 0)).toMatch(/^OFF-[0-9A-HJKMNP-TV-Z]{5}$/);
  });

  it('is never renamed: ids of old cases stay theirs', () => {
    expect(caseIdFor('contoso', 'e0000000-ab', 1, 0)).toBe('OFF-QCFB1');
  });

  it('is another for another company, person, case, and where the first is taken', () => {
    const ids = [
      caseIdFor('contoso', 'a', 1, 0),
      caseIdFor('fabrikam', 'a', 1, 0),
      caseIdFor('contoso', 'b', 1, 0),
      caseIdFor('contoso', 'a', 2, 0),
      caseIdFor('contoso', 'a', 1, 1),
    ];

    expect(new Set(ids).size).toBe(ids.length);
  });

  it('can be typed as people say it', () => {
    fc.assert(
      fc.property(fc.string(), fc.nat(), (leaver, ordinal) => {
        const id = caseIdFor('contoso', leaver, ordinal, 0);
        for (const typed of [id, id.toLowerCase(), id.slice(4), ` ${id} `, id.replace('-', '')])
          expect(parseCaseId(typed)).toBe(id);
        expect(parseCaseId(id.slice(4).replaceAll('0', 'o').replaceAll('1', 'l'))).toBe(id);
        expect(parseCaseId(id.slice(4).replaceAll('1', 'I'))).toBe(id);
      }),
      { numRuns: 50 },
    );
  });

  it.each([
    '',
    'OFF-',
    'OFF-1234',
    'OFF-123456',
    'OFF-12U45',
    'REG-12345',
    'XOFF-12345',
    'OFF-12345X',
    'jdoe@x',
  ])('is not %s', (typed) => {
    expect(parseCaseId(typed)).toBeNull();
  });
});
