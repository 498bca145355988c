import { StatusCodeParser, type MessageResponse } from 'ldapts';
import { describe, expect, it } from 'vitest';
import { ldapFailure } from '#providers/active-directory/ldap-failure.ts';

const reading = { name: 'read object', writes: false };
const writing = { name: 'modify member', writes: true };

/** The error the library makes of an answer with this code and text. */
function answered(status: number, errorMessage: string): Error {
  return StatusCodeParser.parse({ status, errorMessage } as MessageResponse);
}

describe('what Active Directory says when it refuses', () => {
  // Codes and texts as Windows sends them; Samba's differ for several.
  it.each([
    [
      53,
      '0000055E: SvcErr: DSID-031A124C, problem 5003 (WILL_NOT_PERFORM), data 0',
      '53/0000055E',
      'primary group',
    ],
    [
      53,
      '00000561: SvcErr: DSID-031A11E5, problem 5003 (WILL_NOT_PERFORM), data 0',
      '53/00000561',
      'not a member',
    ],
    [
      68,
      '00000562: UpdErr: DSID-031A11E2, problem 6005 (ENTRY_EXISTS), data 0',
      '68/00000562',
      'already a member',
    ],
    [68, '00002071: UpdErr: DSID-03050424, problem 6005 (ENTRY_EXISTS), data 0', '68/00002071', 'this name'],
    [
      50,
      '00002098: SecErr: DSID-03150F94, problem 4003 (INSUFF_ACCESS_RIGHTS), data 0',
      '50/00002098',
      'lacks the right',
    ],
    [
      19,
      '0000052D: SvcErr: DSID-031A12D2, problem 5003 (WILL_NOT_PERFORM), data 0',
      '19/0000052D',
      'password policy',
    ],
    [
      71,
      '0000212C: SvcErr: DSID-031A1236, problem 5003 (WILL_NOT_PERFORM), data 0',
      '71/0000212C',
      'another domain',
    ],
    [10, '0000202B: RefErr: DSID-0310082F, data 0, 1 access points', '10/0000202B', 'does not hold'],
    [8, '00002028: LdapErr: DSID-0C090202, comment: requires signing, data 0, v4563', '8/00002028', 'signed'],
    [16, 'no such attribute', '16', 'no such attribute'],
  ])('%i %s is %s', (status, text, code, words) => {
    const { failure } = ldapFailure(answered(status, text), writing);

    expect(failure).toMatchObject({ system: 'active-directory', operation: 'modify member', code });
    expect(failure.message).toContain(words);
    expect(failure.message).toContain(text);
    expect([failure.absent, failure.passing, failure.uncertain]).toEqual([undefined, undefined, undefined]);
  });

  it.each([
    ['525', 'does not exist'],
    ['52e', 'wrong name or password'],
    ['530', 'hour'],
    ['531', 'machine'],
    ['532', 'password has expired'],
    ['533', 'disabled'],
    ['701', 'has expired'],
    ['773', 'must be changed'],
    ['775', 'locked out'],
  ])('49 with data %s means that the bot’s account %s', (data, words) => {
    const text = `80090308: LdapErr: DSID-0C090447, comment: AcceptSecurityContext error, data ${data}, v3839`;
    const { failure } = ldapFailure(answered(49, text), { name: 'bind', writes: false });

    expect(failure.code).toBe(`49/${data}`);
    expect(failure.message).toContain(words);
  });

  it('says of an object that is gone that it is absent', () => {
    const { failure } = ldapFailure(
      answered(32, '0000208D: NameErr: DSID-0310028B, problem 2001 (NO_OBJECT)'),
      reading,
    );
    expect(failure).toMatchObject({ code: '32/0000208D', absent: true });
  });

  it.each([51, 52])('says of %i that it passes', (status) => {
    expect(ldapFailure(answered(status, '0000200E: SvcErr'), reading).failure.passing).toBe(true);
  });
});

describe('what happens on the way', () => {
  it.each([
    ['ModifyRequest: Operation timed out', 'timeout', true],
    [
      'Connection closed before message response was received. Message type: ModifyRequest (0x66)',
      'unreachable',
      true,
    ],
    ['Socket error. Message type: ModifyRequest (0x66)\nread ECONNRESET', 'unreachable', true],
    ['Connection timeout', 'timeout', undefined],
  ])('"%s" may have had its effect only when it was a write under way', (message, code, uncertain) => {
    const write = ldapFailure(new Error(message), writing).failure;
    const read = ldapFailure(new Error(message), reading).failure;

    expect([write.code, write.uncertain, write.passing]).toEqual([code, uncertain, true]);
    expect([read.code, read.uncertain, read.passing]).toEqual([code, undefined, true]);
  });

  it('an answer that is no LDAP is unreadable, and a write may have happened', () => {
    expect(ldapFailure(new Error('bad BER'), writing).failure).toMatchObject({
      code: 'unreadable',
      uncertain: true,
    });
  });

  it('keeps nothing of the library’s error, which may hold what was sent', () => {
    const error = Object.assign(new Error('boom'), { message: 'boom', password: 'hunter2' });
    expect(JSON.stringify(ldapFailure(error, writing))).not.toContain('hunter2');
    expect(ldapFailure(error, writing).cause).toBeUndefined();
  });
});
