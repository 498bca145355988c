import { describe, expect, it } from 'vitest';
import { protectionReasons, type ProtectionFacts } from '#providers/active-directory/protected.ts';

const domainSid = 'S-1-5-21-1004336348-1177238915-682003330';
const ordinary: ProtectionFacts = {
  sid: `${domainSid}-1110`,
  ownSids: [`${domainSid}-1102`, `${domainSid}-513`],
  groupSids: [`${domainSid}-513`, 'S-1-5-32-545'],
  isCriticalSystemObject: false,
  servicePrincipalNames: [],
  adminCount: false,
  objectClasses: ['top', 'person', 'organizationalPerson', 'user'],
};
const verdicts = (facts: Partial<ProtectionFacts>) =>
  protectionReasons({ ...ordinary, ...facts }).map(
    ({ verdict, code, detail }) => `${verdict} ${code}: ${detail}`,
  );

describe('whom the bot leaves alone in Active Directory', () => {
  it('nobody ordinary', () => {
    expect(verdicts({})).toEqual([]);
  });

  it.each([
    ['Domain Admins', `${domainSid}-512`],
    ['Domain Controllers', `${domainSid}-516`],
    ['Schema Admins', `${domainSid}-518`],
    ['Enterprise Admins', `${domainSid}-519`],
    ['Read-only Domain Controllers', `${domainSid}-521`],
    ['Administrators', 'S-1-5-32-544'],
    ['Account Operators', 'S-1-5-32-548'],
    ['Server Operators', 'S-1-5-32-549'],
    ['Print Operators', 'S-1-5-32-550'],
    ['Backup Operators', 'S-1-5-32-551'],
    ['Replicator', 'S-1-5-32-552'],
  ])('members of %s, with the name of the group', (name, sid) => {
    expect(verdicts({ groupSids: [...ordinary.groupSids, sid] })).toEqual([
      `refuse protected-group: ${name}`,
    ]);
  });

  it('nobody in a group whose number only looks like one of these', () => {
    expect(
      verdicts({ groupSids: ['S-1-5-32-512', `${domainSid}-544`, 'S-1-1-512', `${domainSid}-1512`] }),
    ).toEqual([]);
  });

  it.each([
    ['Administrator', 500],
    ['krbtgt', 502],
  ])('the built-in account %s', (name, rid) => {
    expect(verdicts({ sid: `${domainSid}-${rid}` })).toEqual([`refuse built-in-account: ${name}`]);
  });

  it('the account the bot itself works with, whatever it is called', () => {
    expect(verdicts({ sid: `${domainSid}-1102` })).toEqual([
      'refuse own-account: the bot itself works with it',
    ]);
  });

  it('parts of Windows, service identities and machines', () => {
    expect(verdicts({ isCriticalSystemObject: true })[0]).toContain('refuse system-object');
    expect(verdicts({ servicePrincipalNames: ['HTTP/a', 'HTTP/b'] })).toEqual([
      'refuse service-account: runs 2 service name(s)',
    ]);
    expect(verdicts({ objectClasses: ['top', 'user', 'computer'] })).toEqual([
      'refuse not-a-person: computer',
    ]);
  });

  it('and asks where only adminCount is left over, which is no proof', () => {
    expect(verdicts({ adminCount: true })[0]).toContain('ask admin-count');
    expect(verdicts({ adminCount: true, groupSids: [`${domainSid}-512`] })).toEqual([
      'refuse protected-group: Domain Admins',
    ]);
  });
});
