import { describe, expect, it } from 'vitest';
import { domainOf, nameIn, splitDn } from '#providers/active-directory/distinguished-name.ts';
import { guidBytes, guidText } from '#providers/active-directory/guid-text.ts';
import { guidOfImmutableId, immutableIdOf } from '#providers/active-directory/immutable-id.ts';
import { sidText, siblingSid } from '#providers/active-directory/sid-text.ts';

describe('ids as people write them', () => {
  // The example of the Windows documentation: bytes 78563412-3412-7856-… in reversed fields.
  const bytes = Buffer.from('78563412341278561234567812345678', 'hex');
  const text = '12345678-1234-5678-1234-567812345678';

  it('a GUID goes from bytes to text and back', () => {
    expect(guidText(bytes)).toBe(text);
    expect(guidBytes(text)).toEqual(bytes);
  });

  it.each(['', 'x', '12345678-1234-5678-1234-56781234567', `${text}0`])('%j is no GUID', (wrong) => {
    expect(() => guidBytes(wrong)).toThrow(RangeError);
  });

  it('an immutable id of Entra names the account it was made of', () => {
    expect(immutableIdOf(text)).toBe(bytes.toString('base64'));
    expect(guidOfImmutableId(bytes.toString('base64'))).toBe(text);
  });

  it.each(['employee-4711', '', 'AAAA', 'not base64 at all!!!!!!=='])(
    '%j was made of no account',
    (other) => {
      expect(guidOfImmutableId(other)).toBeNull();
    },
  );

  it('a SID is read with its authority and all its parts', () => {
    const sid = Buffer.from('010500000000000515000000dcf4dc3b833d2b46828ba62800020000', 'hex');
    expect(sidText(sid)).toBe('S-1-5-21-1004336348-1177238915-682003330-512');
    expect(siblingSid(sidText(sid), 513)).toBe('S-1-5-21-1004336348-1177238915-682003330-513');
    expect(() => sidText(sid.subarray(0, 12))).toThrow(RangeError);
  });
});

describe('a distinguished name', () => {
  it.each([
    ['CN=John Doe,OU=Staff,DC=contoso,DC=com', 'CN=John Doe', 'John Doe'],
    ['CN=Smith\\, Jo,OU=Staff,DC=contoso,DC=com', 'CN=Smith\\, Jo', 'Smith, Jo'],
    ['CN=Smith\\\\,OU=Staff,DC=contoso,DC=com', 'CN=Smith\\\\', 'Smith\\'],
    ['CN=Smith\\\\\\,,OU=Staff,DC=contoso,DC=com', 'CN=Smith\\\\\\,', 'Smith\\,'],
    ['CN=\\#lead,OU=Staff,DC=contoso,DC=com', 'CN=\\#lead', '#lead'],
    ['CN=\\ a\\ ,OU=Staff,DC=contoso,DC=com', 'CN=\\ a\\ ', ' a '],
    ['CN=Gr\\C3\\B6\\C3\\9Fe,OU=Staff,DC=contoso,DC=com', 'CN=Gr\\C3\\B6\\C3\\9Fe', 'Größe'],
    ['CN=a\\0ADEL:1,OU=Staff,DC=contoso,DC=com', 'CN=a\\0ADEL:1', 'a\nDEL:1'],
  ])('%s is cut after its first part, which keeps its escapes', (dn, rdn, name) => {
    expect(splitDn(dn)).toEqual({ rdn, parent: 'OU=Staff,DC=contoso,DC=com' });
    expect(nameIn(dn)).toBe(name);
  });

  it('knows its domain, in any spelling', () => {
    expect(domainOf('CN=a,OU=b,dc=Contoso,DC=com')).toBe('dc=contoso,dc=com');
    expect(domainOf('CN=dc\\=x,DC=child,DC=contoso,DC=com')).toBe('dc=child,dc=contoso,dc=com');
    expect(domainOf('CN=nothing')).toBe('');
  });

  it('has no parent when it has one part', () => {
    expect(splitDn('DC=com')).toEqual({ rdn: 'DC=com', parent: '' });
  });
});
