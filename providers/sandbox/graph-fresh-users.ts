import type { GraphUser } from './graph-things.ts';
import { contoso, people, personOf, sidOf, type ContosoPerson } from './people.ts';
import { mailOf } from './things.ts';

const lastSync = '2026-11-23T06:00:00Z';

/** Entra's anchor of a synced user: base64 of the 16 bytes of objectGUID as Active Directory stores them. */
export function immutableIdOf(guid: string): string {
  const [a = '', b = '', c = '', ...rest] = guid.split('-');
  const reversed = [a, b, c].flatMap((part) => [...Buffer.from(part, 'hex')].toReversed());
  return Buffer.from([...reversed, ...Buffer.from(rest.join(''), 'hex')]).toString('base64');
}

export function freshUsers(): GraphUser[] {
  return people.map(userOf);
}

export function freshManagers(): Record<string, string> {
  const pairs = people.flatMap((one) => (one.manager ? [[one.id, personOf(one.manager).id]] : []));
  return Object.fromEntries(pairs) as Record<string, string>;
}

function userOf(one: ContosoPerson): GraphUser {
  const [givenName = null, surname = null] = one.name.split(' ');
  const mail = mailOf(one);
  return {
    id: one.id,
    userPrincipalName: one.upn,
    displayName: one.name,
    givenName,
    surname,
    mail,
    mailNickname: one.key.replaceAll("'", ''),
    proxyAddresses: mail ? [`SMTP:${mail}`, `smtp:${one.key}@contoso.onmicrosoft.com`] : [],
    jobTitle: jobs[one.key]?.[0] ?? null,
    department: jobs[one.key]?.[1] ?? null,
    officeLocation: null,
    mobilePhone: null,
    businessPhones: [],
    preferredLanguage: null,
    usageLocation: 'DE',
    userType: 'Member',
    accountEnabled: one.key !== 'henrietta.mueller',
    createdDateTime: '2021-03-01T08:00:00Z',
    employeeId: null,
    companyName: 'Contoso',
    signInSessionsValidFromDateTime: '2026-06-01T08:00:00Z',
    isManagementRestricted: false,
    licenseAssignmentStates: [],
    assignedLicenses: [],
    ...syncedPart(one),
  };
}

function syncedPart({ directory, upn }: ContosoPerson) {
  return {
    onPremisesSyncEnabled: directory ? (true as const) : null,
    onPremisesImmutableId: directory ? immutableIdOf(directory.guid) : null,
    onPremisesSecurityIdentifier: directory ? sidOf(directory.rid) : null,
    onPremisesSamAccountName: directory?.accountName ?? null,
    onPremisesUserPrincipalName: directory ? upn : null,
    onPremisesDomainName: directory ? contoso.domain : null,
    onPremisesLastSyncDateTime: directory ? lastSync : null,
  };
}

const jobs: Readonly<Record<string, readonly [string, string]>> = {
  alexw: ['IT Administrator', 'IT'],
  isaiahl: ['IT Administrator', 'IT'],
  meganb: ['Sales Director', 'Sales'],
  adelev: ['Internal Auditor', 'Finance'],
  pattif: ['Receptionist', 'Facilities'],
  jdoe: ['Account Manager', 'Sales'],
  "zoe.o'neil": ['Designer', 'Marketing'],
  'chris.green': ['Account Manager', 'Sales'],
  'chris.green2': ['Campaign Manager', 'Marketing'],
  'grady.admin': ['Systems Engineer', 'IT'],
  'lynne.robbins': ['Helpdesk Lead', 'IT'],
  'diego.siciliani': ['Consultant', 'Projects'],
  'joni.sherman': ['Warehouse Clerk', 'Logistics'],
  'henrietta.mueller': ['Developer', 'IT'],
};
