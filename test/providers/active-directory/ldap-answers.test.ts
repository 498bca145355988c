import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { guidBytes } from '#providers/active-directory/guid-text.ts';
import { createLdapDirectory, type LdapDirectory } from '#providers/active-directory/ldap-client.ts';
import { makeAuthority, sign, type Authority, type Certificate } from '../../set-up/certificates.ts';
import { findCommand } from '../../set-up/find-command.ts';
import {
  elsewhere,
  ended,
  found,
  startLdapServer,
  type LdapRequest,
  type LdapServer,
  type Reply,
} from '../../set-up/ldap-server.ts';
import { failure } from '../http-stage.ts';

const guid = 'd0000000-0000-4000-8000-000000000010';
const other = 'd0000000-0000-4000-8000-000000000011';
/** https://www.rfc-editor.org/rfc/rfc2696 */
const paged = '1.2.840.113556.1.4.319';
const someone = 'CN=John Doe,OU=Staff,DC=contoso,DC=com';
const own = Buffer.from('010500000000000515000000dcf4dc3b833d2b46828ba6284e040000', 'hex');

describe.skipIf(findCommand('openssl') === null)('a domain controller that answers oddly', () => {
  const ends: (() => Promise<unknown>)[] = [];
  let folder = '';
  let authority: Authority;
  let certificate: Certificate;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'offboarding-ldap-'));
    authority = await makeAuthority(folder);
    certificate = await sign(authority, 'IP:127.0.0.1');
  });
  afterEach(async () => {
    for (const end of ends.splice(0)) await end();
  });
  afterAll(() => rm(folder, { recursive: true }));

  /** Logs on as usual and then answers so. */
  async function answering(
    answer: (request: LdapRequest) => Reply,
  ): Promise<LdapDirectory & { server: LdapServer }> {
    const server = await startLdapServer(certificate, (request) => usual(request) ?? answer(request));
    const directory = createLdapDirectory(
      {
        url: server.url,
        ca: authority.pem,
        bindDn: 'CN=Bot',
        password: 'secret',
        baseDn: 'DC=contoso,DC=com',
        disabledOu: 'OU=Disabled Users,DC=contoso,DC=com',
        connectTimeoutMs: 5_000,
        operationTimeoutMs: 400,
      },
      Date.now,
    );
    ends.push(
      async () => directory.close(),
      async () => server.close(),
    );
    return { ...directory, server };
  }

  const tried = {
    'reading an object': (directory: LdapDirectory) => directory.read(guid, ['cn']),
    'looking for people': (directory: LdapDirectory) => directory.findUsers('jdoe', ['cn']),
    'disabling an account': (directory: LdapDirectory) =>
      directory.replace(guid, 'userAccountControl', ['514']),
    'taking a member out': (directory: LdapDirectory) => directory.removeMember(guid, other),
  } as const;
  const everything = Object.entries(tried);

  it.each(everything)('that refers to another server is not followed there: %s', async (_what, attempt) => {
    const there = await startLdapServer(certificate, () => []);
    ends.push(() => there.close());
    const text = `0000202B: RefErr: DSID-0310082F, data 0, 1 access points\n\tref 1: '${there.url}'`;
    const directory = await answering((request) => [ended(request, 10, { text })]);

    const { failure: facts } = await failure(attempt(directory));

    expect(facts.code).toBe('10/0000202B');
    expect(facts.message).toContain('does not hold the object');
    expect([facts.uncertain, facts.absent, facts.passing]).toEqual([undefined, undefined, undefined]);
    expect(there.connections()).toBe(0);
  });

  it('that says there may be more in other domains gives what it has itself', async () => {
    const there = await startLdapServer(certificate, () => []);
    ends.push(() => there.close());
    const directory = await answering((request) => [
      elsewhere(request, `${there.url}/DC=child,DC=contoso,DC=com`),
      found(request, someone, { objectGUID: [guidBytes(guid)] }),
      ended(request),
    ]);

    expect(await directory.findUsers('jdoe', [])).toMatchObject([{ guid }]);
    expect(there.connections()).toBe(0);
  });

  it.each([
    ['3', 'took too long'],
    ['4', 'only a part'],
    ['11', 'more than the domain controller'],
  ])('that ends with %s after a first person is never taken to know only that one', async (code, words) => {
    const directory = await answering((request) => [
      found(request, someone, { objectGUID: [guidBytes(guid)] }),
      ended(request, Number(code)),
    ]);

    const { failure: facts } = await failure(directory.findUsers('jdoe', []));

    expect(facts).toMatchObject({ code, operation: 'find users' });
    expect(facts.message).toContain(words);
  });

  it('with an empty page in the middle does not hide who comes after it', async () => {
    const one = (request: LdapRequest, id: string) =>
      found(request, someone, { objectGUID: [guidBytes(id)] });
    const directory = await answering((request) => {
      const asks = (words: string) => request.bytes.includes(words);
      if (asks('third page')) return [one(request, other), ended(request)];
      if (asks('second page')) return [ended(request, 0, { cookie: 'third page' })];
      if (asks(paged)) return [one(request, guid), ended(request, 0, { cookie: 'second page' })];
      return [one(request, guid), one(request, other), ended(request)];
    });

    expect(await directory.findUsers('jdoe', [])).toHaveLength(2);
  });

  it.each<[string, (request: LdapRequest) => Reply]>([
    [
      'after a first person',
      (request) => [found(request, someone, { objectGUID: [guidBytes(guid)] }), 'close'],
    ],
    ['in the middle of a message', (request) => [ended(request).subarray(0, 5), 'close']],
    ['without a word', () => ['close']],
  ])('that closes %s is unreachable, and nobody was found or changed', async (_when, answer) => {
    const directory = await answering(answer);

    for (const [, attempt] of everything.slice(0, 2)) {
      const { failure: facts } = await failure(attempt(directory));
      expect(facts).toMatchObject({ code: 'unreachable', passing: true });
      expect(facts.uncertain).toBeUndefined();
    }
  });

  it('that closes when it was told to change something may have done it', async () => {
    const directory = await answering(() => ['close']);
    const { failure: facts } = await failure(tried['disabling an account'](directory));

    expect(facts).toMatchObject({ code: 'unreachable', passing: true, uncertain: true });
  });

  it.each<[string, (request: LdapRequest) => Reply]>([
    ['to a question nobody asked', ({ id, ...rest }) => [ended({ ...rest, id: id + 1_000 })]],
    ['with no LDAP', () => [Buffer.from('HTTP/1.1 200 OK\r\n\r\n')]],
    [
      'with bytes that only begin like LDAP',
      ({ id }) => [Buffer.from([0x30, 6, 2, 1, id, 0x67, 0x84, 0xff])],
    ],
  ])('that answers %s has not confirmed a change', async (_how, answer) => {
    const directory = await answering(answer);
    const { failure: facts } = await failure(directory.replace(guid, 'userAccountControl', ['514']));

    expect(facts.uncertain).toBe(true);
  });

  it('that gives no object gives no object', async () => {
    const directory = await answering((request) => [ended(request)]);

    expect((await failure(directory.read(guid, []))).failure.code).toBe('unreadable');
    expect(await directory.findUsers('jdoe', [])).toEqual([]);
  });

  describe('in the middle of a long list', () => {
    const part = (request: LdapRequest, range: string, values: readonly string[]): Reply => [
      found(request, someone, { objectGUID: [guidBytes(guid)], [`memberOf;range=${range}`]: values }),
      ended(request),
    ];
    const isFirst = ({ bytes }: LdapRequest) => bytes.includes('range=0-1499');

    it('goes on where it stopped, to the end', async () => {
      const directory = await answering((request) =>
        isFirst(request) ? part(request, '0-1', ['a', 'b']) : part(request, '2-*', ['c']),
      );

      expect((await directory.read(guid, ['memberOf'])).attributes['memberOf']).toEqual(['a', 'b', 'c']);
    });

    it.each<[string, string, readonly string[]]>([
      ['goes back', '2-1', ['c']],
      ['says the same again', '0-1', ['a', 'b']],
      ['gives less than it says', '2-5', ['c']],
      ['skips some', '3-*', ['d']],
      ['gives nothing', '2-*', []],
    ])('%s: the list is unreadable, not shorter', async (_how, range, values) => {
      const directory = await answering((request) =>
        isFirst(request) ? part(request, '0-1', ['a', 'b']) : part(request, range, values),
      );
      const { failure: facts } = await failure(directory.read(guid, ['memberOf']));

      expect(facts.message).toContain('broke off');
    });

    it('does not begin in its middle', async () => {
      const directory = await answering((request) => part(request, '5-*', ['f']));

      expect((await failure(directory.read(guid, ['memberOf']))).failure.message).toContain('broke off');
    });
  });
});

/** Logging on, as every domain controller does it; `null` for what comes after. */
function usual(request: LdapRequest): Reply | null {
  if (request.operation === 'bind') return [ended(request)];
  if (request.operation !== 'search' || !request.bytes.includes('dnsHostName')) return null;
  return [found(request, '', { dnsHostName: ['dc1.contoso.com'], tokenGroups: [own] }), ended(request)];
}
