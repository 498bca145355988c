/** Contoso's people: ids that every sandbox system and every test agrees on. */

export const contoso = {
  tenantId: '5a7b0c1d-1111-4c0a-9e00-00000000c0a0',
  domain: 'contoso.com',
  operatorsGroupId: 'a0000000-0000-4000-8000-000000000001',
  auditorsGroupId: 'a0000000-0000-4000-8000-000000000002',
  disabledOu: 'OU=Disabled Users,DC=contoso,DC=com',
  staffOu: 'OU=Staff,DC=contoso,DC=com',
} as const;

export interface ContosoPerson {
  readonly key: string;
  readonly id: string;
  readonly name: string;
  readonly upn: string;
  /** Set when the person is synced from Active Directory. */
  readonly directory?: { readonly accountName: string; readonly guid: string; readonly rid: number };
  readonly manager?: string;
  readonly role?: 'operator' | 'auditor';
  readonly note?: string;
}

function someone(n: number, key: string, name: string, more: Partial<ContosoPerson> = {}): ContosoPerson {
  const tail = String(n).padStart(12, '0');
  return { key, id: `e0000000-0000-4000-8000-${tail}`, name, upn: `${key}@${contoso.domain}`, ...more };
}

function synced(n: number, accountName: string): { directory: NonNullable<ContosoPerson['directory']> } {
  const tail = String(n).padStart(12, '0');
  return { directory: { accountName, guid: `d0000000-0000-4000-8000-${tail}`, rid: 1100 + n } };
}

export const people: readonly ContosoPerson[] = [
  someone(1, 'alexw', 'Alex Wilber', { role: 'operator', ...synced(1, 'alexw'), manager: 'meganb' }),
  someone(2, 'isaiahl', 'Isaiah Langer', { role: 'operator', ...synced(2, 'isaiahl'), manager: 'meganb' }),
  someone(3, 'meganb', 'Megan Bowen', { ...synced(3, 'meganb') }),
  someone(4, 'adelev', 'Adele Vance', { role: 'auditor', ...synced(4, 'adelev'), manager: 'meganb' }),
  someone(5, 'pattif', 'Patti Fernandez', { ...synced(5, 'pattif'), manager: 'meganb', note: 'has no role' }),
  someone(10, 'jdoe', 'John Doe', { ...synced(10, 'jdoe'), manager: 'meganb', note: 'the full case' }),
  someone(11, "zoe.o'neil", 'Zoë O’Neil', { manager: 'meganb', note: 'cloud only, apostrophe and umlaut' }),
  someone(12, 'chris.green', 'Chris Green', { ...synced(12, 'cgreen'), manager: 'meganb', note: 'Sales' }),
  someone(13, 'chris.green2', 'Chris Green', {
    ...synced(13, 'cgreen2'),
    manager: 'alexw',
    note: 'Marketing',
  }),
  someone(14, 'grady.admin', 'Grady Archie', {
    ...synced(14, 'gradya'),
    manager: 'meganb',
    note: 'Domain Admins, nested',
  }),
  someone(15, 'lynne.robbins', 'Lynne Robbins', { manager: 'meganb', note: 'holds an Entra role' }),
  someone(16, 'diego.siciliani', 'Diego Siciliani', { ...synced(16, 'diegos'), note: 'no manager' }),
  someone(17, 'joni.sherman', 'Joni Sherman', {
    ...synced(17, 'jonis'),
    manager: 'meganb',
    note: 'no mailbox',
  }),
  someone(18, 'henrietta.mueller', 'Henrietta Mueller', {
    ...synced(18, 'henriettam'),
    manager: 'meganb',
    note: 'already disabled',
  }),
  someone(90, 'breakglass', 'Break Glass', { note: 'emergency account, in the list never to touch' }),
];

/** @throws when there is no such person */
export function personOf(key: string): ContosoPerson {
  const found = people.find((one) => one.key === key);
  if (!found) throw new Error(`nobody at Contoso is called ${key}`);
  return found;
}

/** SID of a Contoso account by its RID. */
export function sidOf(rid: number): string {
  return `S-1-5-21-1004336348-1177238915-682003330-${rid}`;
}
